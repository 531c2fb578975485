import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { ExpectedError, InvalidInput } from '@libs/platform/errors';
import { IdentityStore, type IdentityQuery } from './identity-store.ts';
import { verifyPassword } from './passwords.ts';
import { TooManyTries, TriesService, Try } from './tries.service.ts';

export interface Account {
  id: string;
  email: string;
  name: string;
}

export class SignInRefused extends ExpectedError {
  readonly status = 401;
  readonly title = 'Not signed in';
  constructor() {
    super('sign_in_refused', 'E-mail address or password is not right.');
  }
}

/**
 * Sign-in by e-mail and password. The answer for an unknown address, a wrong password and a disabled account is the
 * same.
 */
@Injectable()
export class SignInService {
  constructor(
    private readonly store: IdentityStore,
    private readonly tries: TriesService,
  ) {}

  async signIn(email: string, password: string, address: string, event = 'signed_in'): Promise<Account> {
    const accountKey = createHash('sha256').update(email.trim().toLowerCase()).digest();
    const one = new Try(accountKey, address);
    if (!(await this.tries.begin(one))) {
      await this.note('sign_in_throttled', null, address);
      throw new TooManyTries();
    }
    const found = await this.store.query<Account & { password_hash: string | null }>(
      `select id, email, name, password_hash from identity.user_account
       where lower(email) = lower($1) and disabled_at is null`,
      [email.trim()],
    );
    const account = found[0];
    if (!(await verifyPassword(account?.password_hash ?? null, password)) || !account) {
      await this.note('sign_in_failed', account?.id ?? null, address);
      throw new SignInRefused();
    }
    await this.tries.succeed(one);
    await this.note(event, account.id, address);
    return { id: account.id, email: account.email, name: account.name };
  }

  /**
   * Lets somebody who is signed in type the password again (security bar A3). Wrong ones count as failed sign-ins do.
   * @throws InvalidInput for a wrong one, TooManyTries after too many
   */
  async confirm(account: Account, password: string, address: string, path = 'currentPassword'): Promise<void> {
    try {
      await this.signIn(account.email, password, address, 'password_confirmed');
    } catch (error) {
      if (!(error instanceof SignInRefused)) throw error;
      throw new InvalidInput([{ path, code: 'password', message: 'is not your present password' }]);
    }
  }

  /** An account that may sign in, by its id. */
  async find(userId: string): Promise<Account | null> {
    const rows = await this.store.query<Account>(
      'select id, email, name from identity.user_account where id = $1 and disabled_at is null',
      [userId],
    );
    return rows[0] ?? null;
  }

  async hasPassword(userId: string): Promise<boolean> {
    const rows = await this.store.query(
      'select from identity.user_account where id = $1 and password_hash is not null',
      [userId],
    );
    return rows.length > 0;
  }

  async note(
    kind: string,
    userId: string | null,
    address: string | null,
    query: IdentityQuery = (sql, values) => this.store.query(sql, values),
  ): Promise<void> {
    await query('insert into identity.security_event (id, at, kind, user_id, address) values ($1, now(), $2, $3, $4)', [
      uuidv7(),
      kind,
      userId,
      address,
    ]);
  }
}
