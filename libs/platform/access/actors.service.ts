import { Injectable } from '@nestjs/common';
import type { Role } from '@libs/domain/vocabulary';
import { Tenancy, type Actor } from '@libs/platform/tenancy';

const CACHE_MILLISECONDS = 10_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

interface MemberRow {
  slug: string;
  workspace_name: string;
  sample: boolean;
  requires_factor: boolean;
  name: string;
  role: Role;
  legal: boolean;
  everyone: string;
  audiences: string[];
}

export interface KnownMember {
  actor: Actor;
  workspaceName: string;
  sample: boolean;
  /** Whether the workspace lets only those in who have shown a second factor. */
  requiresFactor: boolean;
}

export interface Membership {
  workspaceId: string;
  memberId: string;
}

/** Finds out who a member is in a workspace: name, role, flags and audiences. */
@Injectable()
export class ActorsService {
  private readonly members = new Map<string, { known: KnownMember | null; until: number }>();
  private readonly slugs = new Map<string, { workspaceId: string | null; until: number }>();

  constructor(private readonly tenancy: Tenancy) {}

  /** The id behind a slug or an id in an address, or null. */
  async workspaceId(slugOrId: string): Promise<string | null> {
    if (UUID.test(slugOrId)) return slugOrId.toLowerCase();
    const cached = this.slugs.get(slugOrId);
    if (cached && cached.until > Date.now()) return cached.workspaceId;
    const rows = await this.tenancy.queryDirectory<{ workspace_id: string }>(
      'select workspace_id from app.workspace_directory where slug = $1',
      [slugOrId],
    );
    const workspaceId = rows[0]?.workspace_id ?? null;
    if (this.slugs.size > 5_000) this.slugs.clear();
    this.slugs.set(slugOrId, { workspaceId, until: Date.now() + CACHE_MILLISECONDS });
    return workspaceId;
  }

  /** Who somebody is in the workspace of an address, among the own ones; null for any other. */
  async ownMember(memberships: readonly Membership[], slugOrId: string): Promise<KnownMember | null> {
    const workspaceId = await this.workspaceId(slugOrId);
    const membership = memberships.find((one) => one.workspaceId === workspaceId);
    return membership ? this.member(membership.workspaceId, membership.memberId) : null;
  }

  async member(workspaceId: string, memberId: string): Promise<KnownMember | null> {
    const key = `${workspaceId} ${memberId}`;
    const cached = this.members.get(key);
    if (cached && cached.until > Date.now()) return cached.known;
    const known = await this.read(workspaceId, memberId);
    if (this.members.size > 5_000) this.members.clear();
    this.members.set(key, { known, until: Date.now() + CACHE_MILLISECONDS });
    return known;
  }

  /** Forgets who a member is, after role, flags or the workspace changed. Without a member: all of the workspace. */
  forget(workspaceId: string, memberId = ''): void {
    for (const key of this.members.keys()) if (key.startsWith(`${workspaceId} ${memberId}`)) this.members.delete(key);
  }

  private async read(workspaceId: string, memberId: string): Promise<KnownMember | null> {
    const asked: Actor = {
      workspaceId,
      slug: '',
      memberId,
      name: '',
      role: 'viewer',
      legal: false,
      auditName: `member:${memberId}`,
      audiences: [],
      everyoneAudienceId: '',
    };
    const rows = await this.tenancy.inWorkspace(asked, (tx) =>
      tx.query<MemberRow>(
        `select w.slug, w.name as workspace_name, w.sample, w.requires_factor, m.name, m.role, m.legal,
           (select a.id from app.audience a where a.workspace_id = $1 and a.kind = 'workspace') as everyone,
           array(select am.of_audience_id::text from app.audience_member am
                 where am.workspace_id = $1 and am.member_id = $2) as audiences
         from app.member m join app.workspace w on w.workspace_id = $1
         where m.workspace_id = $1 and m.id = $2 and m.disabled_at is null and w.closed_at is null`,
        [workspaceId, memberId],
      ),
    );
    const row = rows[0];
    if (!row) return null;
    const actor: Actor = {
      ...asked,
      slug: row.slug,
      name: row.name,
      role: row.role,
      legal: row.legal,
      audiences: row.audiences,
      everyoneAudienceId: row.everyone,
    };
    return { actor, workspaceName: row.workspace_name, sample: row.sample, requiresFactor: row.requires_factor };
  }
}
