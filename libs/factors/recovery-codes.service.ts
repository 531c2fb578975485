import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { IdentityStore, type IdentityQuery } from '@libs/platform/access';

const HOW_MANY = 10;
/** No letter that is read as another sign: i, l, o and u are left out (Crockford). */
const SIGNS = '0123456789abcdefghjkmnpqrstvwxyz';
/** 24 signs of 5 bits are 120: enough for a plain hash (ASVS 5.0.0 6.5.2 asks for 112). */
const LENGTH = 24;

/** Codes to print and lay away, for the day on which the app is lost. Each works once; only hashes are stored. */
@Injectable()
export class RecoveryCodesService {
  constructor(private readonly store: IdentityStore) {}

  /** Makes ten new ones; the older ones are void. */
  async renew(query: IdentityQuery, userId: string): Promise<string[]> {
    const codes = Array.from({ length: HOW_MANY }, newCode);
    await query('delete from identity.recovery_code where user_id = $1', [userId]);
    for (const code of codes) {
      await query('insert into identity.recovery_code (id, user_id, hash, created_at) values ($1, $2, $3, now())', [
        uuidv7(),
        userId,
        hashOf(code),
      ]);
    }
    return codes;
  }

  async left(userId: string): Promise<number> {
    const rows = await this.store.query<{ left: number }>(
      'select count(*)::int as left from identity.recovery_code where user_id = $1 and used_at is null',
      [userId],
    );
    return rows[0]!.left;
  }

  /** Whether a code is one of the account's that was not used; it is used now. */
  async accept(userId: string, code: string): Promise<boolean> {
    const rows = await this.store.query(
      `update identity.recovery_code set used_at = now()
       where user_id = $1 and hash = $2 and used_at is null returning id`,
      [userId, hashOf(code)],
    );
    return rows.length > 0;
  }
}

function newCode(): string {
  const signs = [...randomBytes(LENGTH)].map((byte) => SIGNS[byte & 31]!).join('');
  return signs.replace(/(.{4})(?=.)/g, '$1-');
}

function hashOf(code: string): Buffer {
  const typed = code.toLowerCase().replace(/[\s-]/g, '').replace(/[il]/g, '1').replaceAll('o', '0');
  return createHash('sha256').update(typed).digest();
}
