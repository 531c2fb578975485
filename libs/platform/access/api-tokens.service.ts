import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Permission } from '@libs/contracts';
import { hasFactor } from './has-factor.ts';
import { IdentityStore, type IdentityQuery } from './identity-store.ts';
import { SessionMemory } from './session-memory.ts';
import type { Session } from './sessions.service.ts';

/** How every token of ours begins, so that whoever finds one in a file or a log knows what it is (security bar S8). */
export const TOKEN_PREFIX = 'pl_live_';

/** What a token is for, and whose. */
export interface NewApiToken {
  userId: string;
  workspaceId: string;
  memberId: string;
  name: string;
  scopes: readonly Permission[];
  expiresAt: Date;
}

export interface ApiToken {
  id: string;
  userId: string;
  workspaceId: string;
  memberId: string;
  name: string;
  scopes: Permission[];
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
}

interface Row {
  id: string;
  user_id: string;
  workspace_id: string;
  subject_id: string;
  name: string;
  scopes: Permission[];
  created_at: Date;
  expires_at: Date;
  last_used_at: Date | null;
}

const COLUMNS = `t.id, t.user_id, c.workspace_id, c.subject_id, t.name, t.scopes, c.created_at, c.expires_at, t.last_used_at`;
const LIVE = `c.kind = 'token' and c.revoked_at is null and c.expires_at > now()`;

/** Bearer tokens for programs: each belongs to one member and opens one workspace. Only its SHA-256 is stored. */
@Injectable()
export class ApiTokensService {
  constructor(
    private readonly store: IdentityStore,
    private readonly memory: SessionMemory,
  ) {}

  /** Makes a token. It is returned this once. */
  async issue(query: IdentityQuery, given: NewApiToken): Promise<{ id: string; token: string }> {
    const id = uuidv7();
    const token = `${TOKEN_PREFIX}${randomBytes(32).toString('base64url')}`;
    await query(
      `insert into identity.credential (id, kind, hash, workspace_id, subject_id, created_at, expires_at)
       values ($1, 'token', $2, $3, $4, now(), $5)`,
      [id, hashOf(token), given.workspaceId, given.memberId, given.expiresAt],
    );
    await query('insert into identity.api_token (id, user_id, name, scopes) values ($1, $2, $3, $4)', [
      id,
      given.userId,
      given.name,
      given.scopes,
    ]);
    return { id, token };
  }

  /** Whom a token speaks for, or null. Somebody who is disabled or no member any more has none that works (S3). */
  find(token: string): Promise<Session | null> {
    if (!token.startsWith(TOKEN_PREFIX)) return Promise.resolve(null);
    return this.memory.find(hashOf(token), () => this.read(token));
  }

  /** The tokens that work, of one account or of one workspace, the newest first. */
  async list(by: { userId: string } | { workspaceId: string }): Promise<ApiToken[]> {
    const [column, value] = 'userId' in by ? ['t.user_id', by.userId] : ['c.workspace_id', by.workspaceId];
    const rows = await this.store.query<Row>(
      `select ${COLUMNS} from identity.api_token t join identity.credential c on c.id = t.id
       where ${LIVE} and ${column} = $1 order by c.created_at desc, t.id limit 500`,
      [value],
    );
    return rows.map(tokenOf);
  }

  /** A token that works; null for any other. */
  async findById(id: string): Promise<ApiToken | null> {
    const rows = await this.store.query<Row>(
      `select ${COLUMNS} from identity.api_token t join identity.credential c on c.id = t.id where ${LIVE} and t.id = $1`,
      [id],
    );
    return rows[0] ? tokenOf(rows[0]) : null;
  }

  async revoke(query: IdentityQuery, id: string): Promise<void> {
    await query(`update identity.credential set revoked_at = now() where id = $1 and kind = 'token'`, [id]);
  }

  /** Forgets what is remembered of the tokens of an account: at once here, elsewhere in a moment. */
  forget(userId: string): void {
    this.memory.forget(userId);
  }

  private async read(token: string): Promise<Session | null> {
    const rows = await this.store.query<
      Row & { email: string; account_name: string; has_factor: boolean; stale: boolean }
    >(
      `select ${COLUMNS}, u.email, u.name as account_name,
         ${hasFactor('u.id')} as has_factor,
         coalesce(t.last_used_at < now() - interval '5 minutes', true) as stale
       from identity.credential c join identity.api_token t on t.id = c.id
       join identity.user_account u on u.id = t.user_id and u.disabled_at is null
       join identity.user_workspace m
         on m.user_id = t.user_id and m.workspace_id = c.workspace_id and m.member_id = c.subject_id
       where c.hash = $1 and ${LIVE}`,
      [hashOf(token)],
    );
    const row = rows[0];
    if (!row) return null;
    if (row.stale) await this.store.query('update identity.api_token set last_used_at = now() where id = $1', [row.id]);
    return {
      id: row.id,
      account: { id: row.user_id, email: row.email, name: row.account_name },
      memberships: [{ workspaceId: row.workspace_id, memberId: row.subject_id }],
      scopes: row.scopes,
      hasFactor: row.has_factor,
      boundTo: row.workspace_id,
    };
  }
}

function tokenOf(row: Row): ApiToken {
  return {
    id: row.id,
    userId: row.user_id,
    workspaceId: row.workspace_id,
    memberId: row.subject_id,
    name: row.name,
    scopes: row.scopes,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  };
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
