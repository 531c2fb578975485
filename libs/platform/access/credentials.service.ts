import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { ExpectedError } from '@libs/platform/errors';
import { IdentityStore, type IdentityQuery } from './identity-store.ts';

/** Whatever an account or a member may hold beside a password. */
export type CredentialKind = LinkKind | 'token';

/** Links that open once: into a workspace, and to a new password. */
export type LinkKind = 'invite' | 'reset';

export interface Credential {
  id: string;
  workspaceId: string | null;
  /** The invitation, or the account. */
  subjectId: string;
}

export interface NewCredential {
  kind: LinkKind;
  workspaceId: string | null;
  subjectId: string;
  expiresAt: Date;
}

/** One answer for every link that opens nothing: made up, used, revoked and too old are not told apart. */
export class LinkNotValid extends ExpectedError {
  readonly status = 404;
  readonly title = 'This link opens nothing';
  constructor() {
    super(
      'link_not_valid',
      'This link opens nothing (any more): it was used, taken back or is too old, or a part of it is missing. Ask for a new one.',
    );
  }
}

/** Secrets that stand in links: 256 random bits each, of which the database has the SHA-256 alone (security bar A8). */
@Injectable()
export class CredentialsService {
  constructor(private readonly store: IdentityStore) {}

  /** Makes a secret and stores its hash. The secret is returned this once. */
  async issue(query: IdentityQuery, { kind, workspaceId, subjectId, expiresAt }: NewCredential): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await query(
      `insert into identity.credential (id, kind, hash, workspace_id, subject_id, created_at, expires_at)
       values ($1, $2, $3, $4, $5, now(), $6)`,
      [uuidv7(), kind, hashOf(token), workspaceId, subjectId, expiresAt],
    );
    return token;
  }

  /**
   * What a secret opens.
   * @throws LinkNotValid for one that opens nothing, whatever the reason
   */
  async require(kind: LinkKind, token: string): Promise<Credential> {
    const rows = await this.store.query<Row>(
      `select id, workspace_id, subject_id from identity.credential
       where hash = $1 and kind = $2 and used_at is null and revoked_at is null and expires_at > now()`,
      [hashOf(token), kind],
    );
    return credentialOf(rows[0]);
  }

  /**
   * Uses a secret up, in the transaction that does what it opens: of two at the same moment one finds it used.
   * @throws LinkNotValid as `require` does
   */
  async use(query: IdentityQuery, kind: LinkKind, token: string): Promise<Credential> {
    const rows = await query<Row>(
      `update identity.credential set used_at = now()
       where hash = $1 and kind = $2 and used_at is null and revoked_at is null and expires_at > now()
       returning id, workspace_id, subject_id`,
      [hashOf(token), kind],
    );
    return credentialOf(rows[0]);
  }

  /** Revokes every open secret of a kind that is about one subject. */
  async revoke(query: IdentityQuery, kind: CredentialKind, subjectId: string): Promise<void> {
    await query(
      `update identity.credential set revoked_at = now()
       where kind = $1 and subject_id = $2 and used_at is null and revoked_at is null`,
      [kind, subjectId],
    );
  }
}

interface Row {
  id: string;
  workspace_id: string | null;
  subject_id: string;
}

function credentialOf(row: Row | undefined): Credential {
  if (!row) throw new LinkNotValid();
  return { id: row.id, workspaceId: row.workspace_id, subjectId: row.subject_id };
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
