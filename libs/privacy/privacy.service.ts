import { Injectable } from '@nestjs/common';
import type { PersonalData } from '@libs/contracts';
import { InvitationsService } from '@libs/accounts';
import { IdentityStore, SessionsService } from '@libs/platform/access';
import { NotFound, RuleBroken } from '@libs/platform/errors';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';
import { MembershipsService, WorkspacesService } from '@libs/workspaces';
import { erasePerson, rowsOfPerson } from './identity.queries.ts';

/** An account, as far as it is asked about. */
export interface Person {
  id: string;
  email: string;
  name: string;
  createdAt: Date;
}

/**
 * What is kept about one person who has an account, given to that person or erased. The audit trail knows people by
 * their member's id alone and stays as it is, whole and verifiable (security bar U4).
 */
@Injectable()
export class PrivacyService {
  constructor(
    private readonly store: IdentityStore,
    private readonly sessions: SessionsService,
    private readonly workspaces: WorkspacesService,
    private readonly memberships: MembershipsService,
    private readonly invitations: InvitationsService,
  ) {}

  /** The account of an address. */
  async find(email: string): Promise<Person> {
    const rows = await this.store.query<Person>(
      `select id, email, name, created_at as "createdAt" from identity.user_account where lower(email) = lower($1)`,
      [email.trim()],
    );
    if (!rows[0]) throw new NotFound('account');
    return rows[0];
  }

  /** Everything that is kept about a person: of the account, and in each workspace, those left long ago too. */
  async export(person: Person): Promise<PersonalData> {
    const found: PersonalData['workspaces'] = [];
    await this.workspaces.inEach('export', async (tx) => {
      const part = await this.inOne(tx, person);
      if (part) found.push(part);
    });
    return {
      exportedAt: new Date().toISOString(),
      account: {
        id: person.id,
        email: person.email,
        name: person.name,
        createdAt: person.createdAt.toISOString(),
      },
      identity: await rowsOfPerson((sql, values) => this.store.query(sql, values), person.id),
      workspaces: found,
    };
  }

  /**
   * Erases a person: ends every membership, takes name and addresses out of every workspace, then the account with
   * everything that hangs on it. What the person recorded stays, under nobody's name. Broken off, it is asked again and
   * goes on where it was.
   * @param by as in the audit trail, for workspaces whose member the person is not
   * @returns slugs of the workspaces in which something was taken out
   * @throws RuleBroken `last_admin` where a workspace would be left without one; nothing is changed then
   */
  async erase(person: Person, by: string): Promise<string[]> {
    for (const { workspaceId, slug, memberId } of await this.placesToLeave(person)) {
      const actor = await this.workspaces.actorFor(workspaceId, slug, `member:${memberId}`);
      await this.memberships.end(actor, memberId, null, 'leave');
    }
    const touched: string[] = [];
    const subjects: string[] = [];
    await this.workspaces.inEach(by, async (tx, slug) => {
      const member = await this.memberships.memberOf(tx, person.id);
      const invitations = await this.invitations.to(tx, person.email);
      for (const invitation of invitations) await this.invitations.eraseAddress(tx, invitation);
      if (member) await this.memberships.eraseName(tx, member);
      if (member || invitations.length > 0) touched.push(slug);
      subjects.push(...(member ? [member.id] : []), ...invitations.map(({ id }) => id));
    });
    await this.store.together((query) => erasePerson(query, person, subjects));
    this.sessions.forget(person.id);
    return touched;
  }

  private async inOne(tx: WorkspaceTransaction, person: Person): Promise<PersonalData['workspaces'][number] | null> {
    const member = await this.memberships.memberOf(tx, person.id);
    if (!member) return null;
    const { slug, name } = await this.workspaces.read(tx);
    const invitations = await this.invitations.to(tx, person.email);
    const rows = await tx.query<{ canonical: string }>(
      'select canonical from app.audit_event where workspace_id = $1 and position($2 in canonical) > 0 order by seq',
      [tx.workspaceId, `"by":"member:${member.id}"`],
    );
    return {
      slug,
      name,
      memberId: member.id,
      memberName: member.name,
      role: member.role,
      isMember: member.disabledAt === null,
      invitations: invitations.map(({ email, createdAt }) => ({ email, createdAt: createdAt.toISOString() })),
      acts: rows.map(({ canonical }) => actOf(canonical)),
    };
  }

  /** The open workspaces that the person is a member of; refused where one would be left without an admin. */
  private async placesToLeave(person: Person): Promise<{ workspaceId: string; slug: string; memberId: string }[]> {
    const places: { workspaceId: string; slug: string; memberId: string }[] = [];
    const alone: string[] = [];
    await this.workspaces.inEach('erase', async (tx, slug) => {
      const rows = await tx.query<{ id: string; role: string; admins: string }>(
        `select m.id, m.role, (select count(*) from app.member a
           where a.workspace_id = $1 and a.role = 'admin' and a.disabled_at is null) as admins
         from app.member m join app.workspace w on w.workspace_id = $1 and w.closed_at is null
         where m.workspace_id = $1 and m.user_id = $2 and m.disabled_at is null`,
        [tx.workspaceId, person.id],
      );
      const [own] = rows;
      if (!own) return;
      places.push({ workspaceId: tx.workspaceId, slug, memberId: own.id });
      if (own.role === 'admin' && Number(own.admins) === 1) alone.push(slug);
    });
    if (alone.length === 0) return places;
    const message = `This is the only admin of ${alone.join(', ')}. Make somebody else admin first, or close the workspace.`;
    throw new RuleBroken('last_admin', message);
  }
}

/** An act as the trail tells it: below the three lines that bind an event to its place. */
function actOf(canonical: string): PersonalData['workspaces'][number]['acts'][number] {
  const event = JSON.parse(canonical.split('\n').slice(3).join('\n')) as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return {
    at: text(event.at)!,
    act: text(event.act) ?? '',
    kind: text(event.kind) ?? 'batch',
    recordId: text(event.recordId),
  };
}
