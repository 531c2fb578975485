import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { ExpectedError } from '@libs/platform/errors';
import { IdentityStore } from './identity-store.ts';
import { verifyPassword } from './passwords.ts';

/** Failures within the window after which one account from one address, or one address, has to wait. */
const WINDOW_MINUTES = 15;
const PER_ACCOUNT_AND_ADDRESS = 10;
const PER_ADDRESS = 60;

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

export class TooManyTries extends ExpectedError {
  readonly status = 429;
  readonly title = 'Too many tries';
  constructor() {
    super('too_many_tries', `Too many sign-ins failed from here. Wait ${WINDOW_MINUTES} minutes, then try again.`);
  }
}

/**
 * Sign-in by e-mail and password. The answer for an unknown address, a wrong password and a disabled account is the
 * same. Counting is per account and address, so that a stranger elsewhere cannot lock a person out. A try counts from
 * its beginning: many at the same moment get no further than one after the other.
 */
@Injectable()
export class SignInService {
  constructor(private readonly store: IdentityStore) {}

  async signIn(email: string, password: string, address: string): Promise<Account> {
    const accountKey = createHash('sha256').update(email.trim().toLowerCase()).digest();
    await this.beginTry(accountKey, address);
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
    await this.store.query('delete from identity.sign_in_failure where account_key = $1 and address = $2', [
      accountKey,
      address,
    ]);
    await this.note('signed_in', account.id, address);
    return { id: account.id, email: account.email, name: account.name };
  }

  async note(kind: string, userId: string | null, address: string | null): Promise<void> {
    await this.store.query(
      'insert into identity.security_event (id, at, kind, user_id, address) values ($1, now(), $2, $3, $4)',
      [uuidv7(), kind, userId, address],
    );
  }

  /** Counts the try as a failure until it succeeds. Tries from one address are counted one after the other. */
  private async beginTry(accountKey: Buffer, address: string): Promise<void> {
    const mayTry = await this.store.together(async (query) => {
      await query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`sign-in ${address}`]);
      const rows = await query<{ pair: string; address: string }>(
        `select count(*) filter (where account_key = $1) as pair, count(*) as address
         from identity.sign_in_failure where address = $2 and at > now() - make_interval(mins => $3)`,
        [accountKey, address, WINDOW_MINUTES],
      );
      const { pair, address: fromAddress } = rows[0]!;
      if (Number(pair) >= PER_ACCOUNT_AND_ADDRESS || Number(fromAddress) >= PER_ADDRESS) return false;
      await query('insert into identity.sign_in_failure (id, at, account_key, address) values ($1, now(), $2, $3)', [
        uuidv7(),
        accountKey,
        address,
      ]);
      return true;
    });
    if (mayTry) return;
    await this.note('sign_in_throttled', null, address);
    throw new TooManyTries();
  }
}
