import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { ExpectedError, InvalidInput } from '@libs/platform/errors';
import { IdentityStore, type IdentityQuery } from './identity-store.ts';
import { networkOf } from './network-of.ts';
import { verifyPassword } from './passwords.ts';

/** Failures within the window after which one account from one address, or one address, has to wait. */
const WINDOW_MINUTES = 15;
const PER_ACCOUNT_AND_ADDRESS = 10;
const PER_ADDRESS = 60;
/** The same for one account from all the addresses together that it has not signed in from of late. */
const PER_ACCOUNT_FROM_STRANGE_ADDRESSES = 30;
const KNOWN_DAYS = 30;

/** First halves of the keys of advisory locks. */
const ACCOUNT_LOCKS = 7_310_001;
const ADDRESS_LOCKS = 7_310_002;

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
    super('too_many_tries', `Too many sign-ins failed. Wait ${WINDOW_MINUTES} minutes, then try again.`);
  }
}

interface Try {
  /** Hash of the address that was typed, whether or not an account has it. */
  accountKey: Buffer;
  /** Where it comes from, as far as it is counted: a whole network of IPv6 is one. */
  network: string;
}

/**
 * Sign-in by e-mail and password. The answer for an unknown address, a wrong password and a disabled account is the
 * same. Counting is per account, per address, and per both: many strangers together get no more tries at an account
 * than a few, and they use up no try of a person at an address that the account signed in from. A try counts from its
 * beginning: many at the same moment get no further than one after the other.
 */
@Injectable()
export class SignInService {
  constructor(private readonly store: IdentityStore) {}

  async signIn(email: string, password: string, address: string, event = 'signed_in'): Promise<Account> {
    const accountKey = createHash('sha256').update(email.trim().toLowerCase()).digest();
    const one = { accountKey, network: networkOf(address) };
    if (!(await this.mayTry(one))) {
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
    await this.rememberSuccess(one);
    await this.note(event, account.id, address);
    return { id: account.id, email: account.email, name: account.name };
  }

  /**
   * Lets somebody who is signed in type the password again (security bar A3). Wrong ones count as failed sign-ins do.
   * @throws InvalidInput for a wrong one, TooManyTries after too many
   */
  async confirm(account: Account, currentPassword: string, address: string): Promise<void> {
    try {
      await this.signIn(account.email, currentPassword, address, 'password_confirmed');
    } catch (error) {
      if (!(error instanceof SignInRefused)) throw error;
      throw new InvalidInput([{ path: 'currentPassword', code: 'password', message: 'is not your present password' }]);
    }
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

  /** Whether the budgets leave a try. It counts as a failure until it succeeds. */
  private async mayTry({ accountKey, network }: Try): Promise<boolean> {
    return this.inTurn({ accountKey, network }, async (query) => {
      const rows = await query<{ pair: string; network: string; strange: string; known: boolean }>(
        `with known as (
           select address from identity.known_address
           where account_key = $1 and signed_in_at > now() - make_interval(days => $4)
         ), recent as (
           select account_key, address from identity.sign_in_failure
           where (account_key = $1 or address = $2) and at > now() - make_interval(mins => $3)
         )
         select count(*) filter (where account_key = $1 and address = $2) as pair,
           count(*) filter (where address = $2) as network,
           count(*) filter (where account_key = $1 and address not in (select address from known)) as strange,
           exists (select from known where address = $2) as known
         from recent`,
        [accountKey, network, WINDOW_MINUTES, KNOWN_DAYS],
      );
      const { pair, network: fromNetwork, strange, known } = rows[0]!;
      if (Number(pair) >= PER_ACCOUNT_AND_ADDRESS || Number(fromNetwork) >= PER_ADDRESS) return false;
      if (!known && Number(strange) >= PER_ACCOUNT_FROM_STRANGE_ADDRESSES) return false;
      await query('insert into identity.sign_in_failure (id, at, account_key, address) values ($1, now(), $2, $3)', [
        uuidv7(),
        accountKey,
        network,
      ]);
      return true;
    });
  }

  /** Takes the failures back, and knows the address from now on. */
  private async rememberSuccess({ accountKey, network }: Try): Promise<void> {
    await this.inTurn({ accountKey, network }, async (query) => {
      await query('delete from identity.sign_in_failure where account_key = $1 and address = $2', [
        accountKey,
        network,
      ]);
      await query(
        `delete from identity.known_address
         where account_key = $1 and signed_in_at < now() - make_interval(days => $2)`,
        [accountKey, KNOWN_DAYS],
      );
      await query(
        `insert into identity.known_address (account_key, address, signed_in_at) values ($1, $2, now())
         on conflict (account_key, address) do update set signed_in_at = now()`,
        [accountKey, network],
      );
    });
  }

  /**
   * One after the other for one account and for one address. Every transaction takes the lock of the account first and
   * then that of the address, in two spaces of locks that share none: no two can wait for each other.
   */
  private inTurn<Result>(one: Try, work: (query: IdentityStore['query']) => Promise<Result>): Promise<Result> {
    return this.store.together(async (query) => {
      await query('select pg_advisory_xact_lock($1, hashtext($2))', [ACCOUNT_LOCKS, one.accountKey.toString('hex')]);
      await query('select pg_advisory_xact_lock($1, hashtext($2))', [ADDRESS_LOCKS, one.network]);
      return work(query);
    });
  }
}
