import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { ExpectedError } from '@libs/platform/errors';
import { IdentityStore } from './identity-store.ts';
import { networkOf } from './network-of.ts';

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

export class TooManyTries extends ExpectedError {
  readonly status = 429;
  readonly title = 'Too many tries';
  constructor() {
    super('too_many_tries', `Too many sign-ins failed. Wait ${WINDOW_MINUTES} minutes, then try again.`);
  }
}

/** One try at what a stranger might guess. */
export class Try {
  /** Where it comes from, as far as it is counted: a whole network of IPv6 is one. */
  readonly network: string;

  /** @param accountKey hash of what is tried at, whether or not it exists */
  constructor(
    readonly accountKey: Buffer,
    address: string,
  ) {
    this.network = networkOf(address);
  }
}

/**
 * Counting is per account, per address, and per both: many strangers together get no more tries at an account than a
 * few, and they use up no try of a person at an address that the account signed in from. A try counts from its beginning:
 * many at the same moment get no further than one after the other.
 */
@Injectable()
export class TriesService {
  constructor(private readonly store: IdentityStore) {}

  /** Whether the budgets leave a try. It counts as a failure until it succeeds. */
  async begin(one: Try): Promise<boolean> {
    const { accountKey, network } = one;
    return this.inTurn(one, async (query) => {
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
  async succeed(one: Try): Promise<void> {
    const { accountKey, network } = one;
    await this.inTurn(one, async (query) => {
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
