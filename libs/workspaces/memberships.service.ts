import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Role } from '@libs/domain/vocabulary';
import {
  ActorsService,
  CredentialsService,
  IdentityStore,
  SessionsService,
  type IdentityQuery,
} from '@libs/platform/access';
import { NotFound, RuleBroken } from '@libs/platform/errors';
import { Tenancy, type Actor, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { Member } from './workspace.entity.ts';

export interface Joining {
  userId: string;
  name: string;
  role: Role;
  legal?: boolean;
}

/**
 * Who belongs to which workspace. It stands in two places, written by two logins: the tenant's member and the
 * identity's membership. These are the only use-cases that write either. The identity's transaction is begun first and
 * committed last, so what it locks and refuses is decided before the tenant's rows are.
 */
@Injectable()
export class MembershipsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly store: IdentityStore,
    private readonly sessions: SessionsService,
    private readonly actors: ActorsService,
    private readonly credentials: CredentialsService,
  ) {}

  /**
   * Makes an account a member. One who was removed comes back as the same member, so that the rule of two readers
   * still knows the first.
   * @param before is done in the identity's transaction first: makes the account, uses up what it came with
   * @param along is done in the tenant's transaction with it
   * @returns the id of the member
   */
  async join(
    actor: Actor,
    person: Joining,
    before: (query: IdentityQuery) => Promise<unknown>,
    along: (tx: WorkspaceTransaction, memberId: string) => Promise<unknown> = async () => undefined,
  ): Promise<string> {
    const memberId = await this.store.together(async (query) => {
      await before(query);
      return this.tenancy.inWorkspace(actor, async (tx) => {
        const id = await admit(tx, person);
        await along(tx, id);
        await query('insert into identity.user_workspace (user_id, workspace_id, member_id) values ($1, $2, $3)', [
          person.userId,
          actor.workspaceId,
          id,
        ]);
        return id;
      });
    });
    this.actors.forget(actor.workspaceId, memberId);
    this.sessions.forget(person.userId);
    return memberId;
  }

  /**
   * Takes a member out of the workspace: at once here, within ten seconds elsewhere (security bar S3). What the member
   * recorded stays, under the member's name.
   * @throws RuleBroken `last_admin` where nobody would be left who looks after the workspace
   */
  async end(actor: Actor, memberId: string, seenVersion: number | null, act: 'remove' | 'leave'): Promise<void> {
    const userId = await this.store.together(async (query) =>
      this.tenancy.inWorkspace(actor, async (tx) => {
        await refuseWithoutAdmin(tx, memberId);
        const member = await tx.require(Member, memberId, 'member');
        if (member.disabledAt) throw new NotFound('member');
        member.disabledAt = tx.now;
        await tx.update(Member, member, seenVersion ?? member.version, { kind: 'member', act });
        await tx.query('delete from app.audience_member where workspace_id = $1 and member_id = $2', [
          tx.workspaceId,
          memberId,
        ]);
        await query('delete from identity.user_workspace where workspace_id = $1 and member_id = $2', [
          tx.workspaceId,
          memberId,
        ]);
        // One who comes back is the same member: the tokens of before open nothing then.
        await this.credentials.revoke(query, 'token', memberId);
        return member.userId;
      }),
    );
    this.actors.forget(actor.workspaceId, memberId);
    if (userId) this.sessions.forget(userId);
  }

  /** The member that an account is or was in a workspace, or null. */
  async memberOf(tx: WorkspaceTransaction, userId: string): Promise<Member | null> {
    return tx.of(Member).findOne({ where: { workspaceId: tx.workspaceId, userId } });
  }

  /**
   * Takes the name and the account out of a member who belongs to the workspace no more. What the member recorded
   * stays, under the same id and nobody's name.
   */
  async eraseName(tx: WorkspaceTransaction, member: Member): Promise<void> {
    Object.assign(member, { name: ERASED_NAME, userId: null, disabledAt: member.disabledAt ?? tx.now });
    await tx.update(Member, member, member.version, { kind: 'member', act: 'erase' });
    await tx.query('delete from app.audience_member where workspace_id = $1 and member_id = $2', [
      tx.workspaceId,
      member.id,
    ]);
    // Answers that are kept for a while may name whoever asked.
    await tx.query('delete from app.idempotency_key where workspace_id = $1 and member_id = $2', [
      tx.workspaceId,
      member.id,
    ]);
  }
}

/** What stands where a name was. */
export const ERASED_NAME = 'Erased person';

/**
 * Refuses what would leave a workspace without an admin. The admins are locked: of two who go at the same moment, the
 * second finds the first gone.
 */
export async function refuseWithoutAdmin(tx: WorkspaceTransaction, leaving: string): Promise<void> {
  const admins = await tx.query<{ id: string }>(
    `select id from app.member where workspace_id = $1 and role = 'admin' and disabled_at is null
     order by id for update`,
    [tx.workspaceId],
  );
  if (admins.length !== 1 || admins[0]!.id !== leaving) return;
  throw new RuleBroken('last_admin', 'This is the only admin of the workspace. Make somebody else admin first.');
}

export interface NewAccount {
  userId: string;
  email: string;
  name: string;
  /** Null for somebody who signs on through their organisation. */
  passwordHash: string | null;
}

export async function insertAccount(query: IdentityQuery, account: NewAccount): Promise<void> {
  await query(
    'insert into identity.user_account (id, email, name, password_hash, created_at) values ($1, $2, $3, $4, now())',
    [account.userId, account.email, account.name, account.passwordHash],
  );
}

async function admit(tx: WorkspaceTransaction, person: Joining): Promise<string> {
  const { workspaceId } = tx;
  const { userId, name, role, legal = false } = person;
  const known = await tx.of(Member).findOne({ where: { workspaceId, userId }, lock: { mode: 'pessimistic_write' } });
  if (known && !known.disabledAt) {
    throw new RuleBroken('already_member', 'This account is a member of the workspace already.');
  }
  const member = Object.assign(known ?? new Member(), { userId, name, role, legal, disabledAt: null });
  if (known) await tx.update(Member, member, known.version, { kind: 'member', act: 'bring_back' });
  else await tx.insert(Member, Object.assign(member, { id: uuidv7() }), { kind: 'member', act: 'add' });
  await tx.query('insert into app.audience_member (workspace_id, of_audience_id, member_id) values ($1, $2, $3)', [
    workspaceId,
    tx.actor.everyoneAudienceId,
    member.id,
  ]);
  return member.id;
}
