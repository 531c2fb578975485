import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Permission } from '@libs/contracts';
import type { Membership } from './actors.service.ts';
import { hasFactor as hasFactorOf } from './has-factor.ts';
import { IdentityStore, type IdentityQuery } from './identity-store.ts';
import { SessionMemory } from './session-memory.ts';
import type { Account } from './sign-in.service.ts';

const IDLE_HOURS = 12;
const ABSOLUTE_DAYS = 7;
/** How long somebody who showed who they are may change what they sign in with (security bar A3). */
const FRESH_MINUTES = 10;

export interface Session {
  /** Of the session, or of the API token. */
  id: string;
  account: Account;
  memberships: Membership[];
  /** What an API token may do of what the role may; null for a person who is signed in. */
  scopes: readonly Permission[] | null;
  /** Whether a second factor was shown in this session; for a token, whether its owner has one. */
  hasFactor: boolean;
  /** The one workspace that the session opens, where somebody came through that workspace's provider; else null. */
  boundTo: string | null;
}

/** What a session begins with. */
export type Beginning = Pick<Session, 'hasFactor' | 'boundTo'>;

/** A session as its owner sees it. */
export interface LiveSession {
  id: string;
  device: string;
  firstSeenAt: string;
  lastSeenAt: string;
}

interface SessionRow {
  id: string;
  user_id: string;
  email: string;
  name: string;
  has_factor: boolean;
  bound_to: string | null;
  stale: boolean;
}

/** Opaque sessions: the browser holds 256 random bits, the database their hash. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly store: IdentityStore,
    private readonly memory: SessionMemory,
  ) {}

  /**
   * @param device a word on what it runs on, for its owner
   * @param beginning whether a second factor was shown, and the one workspace that it opens
   */
  async begin(account: Account, device = '', beginning: Partial<Beginning> = {}): Promise<string> {
    const { hasFactor = false, boundTo = null } = beginning;
    const token = randomBytes(32).toString('base64url');
    // Who came through the provider of one workspace has shown nothing that the account itself is kept by, unless the
    // account has nothing else and belongs nowhere else.
    await this.store.query(
      `insert into identity.session
         (id, token_hash, user_id, created_at, last_seen_at, expires_at, device, factor_at, workspace_id, confirmed_at)
       select $1, $2, u.id, now(), now(), now() + make_interval(days => $4), $5, case when $6 then now() end, $7::uuid,
         case when $6 or $7::uuid is null or (u.password_hash is null and not ${hasFactorOf('u.id')} and not exists
           (select from identity.user_workspace m where m.user_id = u.id and m.workspace_id <> $7::uuid)) then now() end
       from identity.user_account u where u.id = $3`,
      [uuidv7(), hashOf(token), account.id, ABSOLUTE_DAYS, device, hasFactor, boundTo],
    );
    return token;
  }

  /**
   * Goes on with a session after the person has shown again who they are, under a new token (security bar S1): what knew
   * the old one is left behind.
   */
  async stepUp(token: string, { hasFactor = false } = {}): Promise<string> {
    const next = randomBytes(32).toString('base64url');
    await this.store.query(
      `update identity.session set token_hash = $2, confirmed_at = now(), factor_at = case when $3 then now() else factor_at end
       where token_hash = $1 and revoked_at is null`,
      [hashOf(token), hashOf(next), hasFactor],
    );
    this.memory.forgetSecret(hashOf(token));
    return next;
  }

  /** Whether the person has shown within ten minutes who they are. Asked of the database: a memory could be older. */
  async isFresh(id: string): Promise<boolean> {
    const rows = await this.store.query(
      'select from identity.session where id = $1 and confirmed_at > now() - make_interval(mins => $2)',
      [id, FRESH_MINUTES],
    );
    return rows.length > 0;
  }

  /** The live session of a token, or null. */
  find(token: string): Promise<Session | null> {
    return this.memory.find(hashOf(token), () => this.read(token));
  }

  async end(token: string): Promise<void> {
    await this.store.query('update identity.session set revoked_at = now() where token_hash = $1', [hashOf(token)]);
    // Afterwards: a request in between would have remembered the session as live.
    this.memory.forgetSecret(hashOf(token));
  }

  /** The sessions of an account that have not ended, the one last seen first. */
  async list(userId: string): Promise<LiveSession[]> {
    const rows = await this.store.query<{ id: string; device: string; created_at: Date; last_seen_at: Date }>(
      `select id, device, created_at, last_seen_at from identity.session
       where user_id = $1 and revoked_at is null and expires_at > now()
         and last_seen_at > now() - make_interval(hours => $2)
       order by last_seen_at desc, id limit 200`,
      [userId, IDLE_HOURS],
    );
    return rows.map(({ id, device, created_at: first, last_seen_at: last }) => {
      return { id, device, firstSeenAt: first.toISOString(), lastSeenAt: last.toISOString() };
    });
  }

  /** Ends one session of an account; false where the account has no such one. */
  async endOne(userId: string, id: string): Promise<boolean> {
    const rows = await this.store.query(
      'update identity.session set revoked_at = now() where id = $1 and user_id = $2 and revoked_at is null returning id',
      [id, userId],
    );
    this.forget(userId);
    return rows.length > 0;
  }

  /** Ends every session of an account but one. */
  async endOthers(userId: string, kept: string): Promise<void> {
    await this.store.query(
      'update identity.session set revoked_at = now() where user_id = $1 and id <> $2 and revoked_at is null',
      [userId, kept],
    );
    this.forget(userId);
  }

  /**
   * Ends every session of an account, and every sign-in that is under way: at once here, elsewhere when their short memory
   * runs out.
   */
  async endAll(userId: string, query: IdentityQuery = (sql, values) => this.store.query(sql, values)): Promise<void> {
    await query('delete from identity.sign_in_step where user_id = $1', [userId]);
    await query('update identity.session set revoked_at = now() where user_id = $1 and revoked_at is null', [userId]);
    this.forget(userId);
  }

  /** Forgets what is remembered of an account, after its memberships changed: at once here, elsewhere in a moment. */
  forget(userId: string): void {
    this.memory.forget(userId);
  }

  private async read(token: string): Promise<Session | null> {
    const rows = await this.store.query<SessionRow>(
      `select s.id, u.id as user_id, u.email, u.name, s.factor_at is not null as has_factor, s.workspace_id as bound_to,
         s.last_seen_at < now() - interval '5 minutes' as stale
       from identity.session s join identity.user_account u on u.id = s.user_id
       where s.token_hash = $1 and s.revoked_at is null and s.expires_at > now() and u.disabled_at is null
         and s.last_seen_at > now() - make_interval(hours => $2)`,
      [hashOf(token), IDLE_HOURS],
    );
    const row = rows[0];
    if (!row) return null;
    if (row.stale) await this.store.query('update identity.session set last_seen_at = now() where id = $1', [row.id]);
    const memberships = await this.store.query<{ workspace_id: string; member_id: string }>(
      `select workspace_id, member_id from identity.user_workspace
       where user_id = $1 and ($2::uuid is null or workspace_id = $2) order by workspace_id`,
      [row.user_id, row.bound_to],
    );
    return {
      id: row.id,
      account: { id: row.user_id, email: row.email, name: row.name },
      memberships: memberships.map((one) => ({ workspaceId: one.workspace_id, memberId: one.member_id })),
      scopes: null,
      hasFactor: row.has_factor,
      boundTo: row.bound_to,
    };
  }
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
