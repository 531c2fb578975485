import { Injectable } from '@nestjs/common';
import { generateSecret, generateURI, verifySync } from 'otplib';
import { v7 as uuidv7 } from 'uuid';
import type { TotpStarted } from '@libs/contracts';
import { IdentityStore, type Account, type IdentityQuery } from '@libs/platform/access';
import { RuleBroken } from '@libs/platform/errors';
import { Sealing } from '@libs/platform/sealing';

/** A code of the step before and of the step after is taken, too: clocks differ (RFC 6238, section 5.2). */
const STEP_SECONDS = 30;

interface Row {
  id: string;
  secret: Buffer;
  confirmed_at: Date | null;
}

/** Codes of an app that change every 30 seconds (RFC 6238). The secret is stored sealed. */
@Injectable()
export class TotpService {
  constructor(
    private readonly store: IdentityStore,
    private readonly sealing: Sealing,
  ) {}

  async find(userId: string): Promise<{ confirmedAt: Date } | null> {
    const row = await this.rowOf(userId);
    return row?.confirmed_at ? { confirmedAt: row.confirmed_at } : null;
  }

  /**
   * Makes a new secret, which counts once it is confirmed. One that was not confirmed before is given up.
   * @throws RuleBroken `factor_exists` where there is a confirmed one
   */
  async start({ id: userId, email }: Account): Promise<TotpStarted> {
    const secret = generateSecret();
    const id = uuidv7();
    await this.store.together(async (query) => {
      await query('delete from identity.totp where user_id = $1 and confirmed_at is null', [userId]);
      const rows = await query(
        `insert into identity.totp (id, user_id, secret, created_at) values ($1, $2, $3, now())
         on conflict (user_id) do nothing returning id`,
        [id, userId, this.sealing.sealText(secret, placeOf(id))],
      );
      if (rows.length === 0) {
        throw new RuleBroken('factor_exists', 'There is an app that makes codes already. Remove it first.');
      }
    });
    return { secret, address: generateURI({ issuer: 'Plumbline', label: email, secret }) };
  }

  /** Whether a code shows that the secret arrived; then it counts from now on. */
  async confirm(query: IdentityQuery, userId: string, code: string): Promise<boolean> {
    const row = await this.rowOf(userId, query);
    if (!row || row.confirmed_at || !(await this.take(query, row, code))) return false;
    await query('update identity.totp set confirmed_at = now() where id = $1', [row.id]);
    return true;
  }

  /** Whether a code is right and was not taken before: one works once, also when it comes twice at the same moment (A9). */
  async accept(userId: string, code: string): Promise<boolean> {
    const row = await this.rowOf(userId);
    return row?.confirmed_at ? this.take((sql, values) => this.store.query(sql, values), row, code) : false;
  }

  private async take(query: IdentityQuery, { id, secret }: Row, code: string): Promise<boolean> {
    const token = code.replace(/\s/g, '');
    if (!/^\d{6}$/.test(token)) return false;
    const key = this.sealing.openText(secret, placeOf(id));
    const result = verifySync({ secret: key, token, epochTolerance: STEP_SECONDS });
    if (!result.valid || !('timeStep' in result)) return false;
    const taken = await query('update identity.totp set last_step = $2 where id = $1 and last_step < $2 returning id', [
      id,
      result.timeStep,
    ]);
    return taken.length > 0;
  }

  private async rowOf(
    userId: string,
    query: IdentityQuery = (sql, values) => this.store.query(sql, values),
  ): Promise<Row | undefined> {
    const rows = await query<Row>('select id, secret, confirmed_at from identity.totp where user_id = $1', [userId]);
    return rows[0];
  }
}

function placeOf(rowId: string) {
  return { workspaceId: null, table: 'identity.totp', column: 'secret', rowId };
}
