import { Injectable } from '@nestjs/common';
import { may, type MemberView, type ReviseMember } from '@libs/contracts';
import { ActorsService, IdentityStore } from '@libs/platform/access';
import { NotFound } from '@libs/platform/errors';
import { Tenancy, type Actor, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { refuseWithoutAdmin } from './memberships.service.ts';
import { Member } from './workspace.entity.ts';

interface MemberRow {
  id: string;
  user_id: string | null;
  version: number;
  name: string;
  role: Member['role'];
  legal: boolean;
  joined_at: Date;
}

interface AccountRow {
  id: string;
  email: string;
  last_seen_at: Date | null;
}

/** The members of a workspace: who they are and what they may do. */
@Injectable()
export class MembersService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly store: IdentityStore,
    private readonly actors: ActorsService,
  ) {}

  /** By name. Addresses and times are for those who look after members. */
  async list(actor: Actor): Promise<MemberView[]> {
    const rows = await this.tenancy.inWorkspace(actor, (tx) => memberRows(tx));
    const showsDetails = may(actor.role, 'member.revise');
    const accounts = showsDetails ? await this.accountsOf(rows.flatMap((row) => row.user_id ?? [])) : new Map();
    return rows.map((row) => memberView(row, showsDetails, accounts));
  }

  /**
   * Changes role or the legal mark.
   * @throws RuleBroken `last_admin` where nobody would be left who looks after the workspace
   */
  async revise(actor: Actor, id: string, change: ReviseMember): Promise<MemberView> {
    const { version, ...fields } = change;
    const row = await this.tenancy.inWorkspace(actor, async (tx) => {
      if (fields.role !== undefined && fields.role !== 'admin') await refuseWithoutAdmin(tx, id);
      const member = await requireMember(tx, id);
      await tx.update(Member, Object.assign(member, fields), version, { kind: 'member', act: 'revise' });
      return (await memberRows(tx)).find((one) => one.id === id)!;
    });
    // Afterwards: a request in between would have remembered the member as before.
    this.actors.forget(actor.workspaceId, id);
    return memberView(row, true, await this.accountsOf(row.user_id ? [row.user_id] : []));
  }

  /** The account of a member who belongs to the workspace still. */
  async requireAccountOf(tx: WorkspaceTransaction, id: string): Promise<string> {
    const { userId } = await requireMember(tx, id);
    if (!userId) throw new NotFound('account of this member');
    return userId;
  }

  private async accountsOf(userIds: string[]): Promise<Map<string, AccountRow>> {
    const rows = await this.store.query<AccountRow>(
      `select u.id, u.email, (select max(s.last_seen_at) from identity.session s where s.user_id = u.id) as last_seen_at
       from identity.user_account u where u.id = any($1)`,
      [userIds],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}

/** A member who belongs to the workspace still; a removed one is not found. */
async function requireMember(tx: WorkspaceTransaction, id: string): Promise<Member> {
  const member = await tx.require(Member, id, 'member');
  if (member.disabledAt) throw new NotFound('member');
  return member;
}

function memberRows(tx: WorkspaceTransaction): Promise<MemberRow[]> {
  return tx.query<MemberRow>(
    `select m.id, m.user_id, m.version, m.name, m.role, m.legal,
       (select min(v.changed_at) from app.record_version v
        where v.workspace_id = $1 and v.kind = 'member' and v.record_id = m.id) as joined_at
     from app.member m where m.workspace_id = $1 and m.disabled_at is null order by m.name, m.id`,
    [tx.workspaceId],
  );
}

function memberView(row: MemberRow, showsDetails: boolean, accounts: Map<string, AccountRow>): MemberView {
  const account = accounts.get(row.user_id ?? '');
  const details = {
    email: account?.email ?? null,
    legal: row.legal,
    joinedAt: row.joined_at.toISOString(),
    lastSeenAt: account?.last_seen_at?.toISOString() ?? null,
  };
  const { id, version, name, role } = row;
  return { id, version, name, role, details: showsDetails ? details : null };
}
