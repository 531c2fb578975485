import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { FactorsView } from '@libs/contracts';
import {
  hasFactor,
  IdentityStore,
  SessionsService,
  SignInService,
  type IdentityQuery,
  type Session,
} from '@libs/platform/access';
import { NotFound, RuleBroken } from '@libs/platform/errors';
import { CodesService } from './codes.service.ts';
import { PasskeysService, type VerifiedPasskey } from './passkeys.service.ts';

/** The second factors of an account, as they are added and taken away. */
@Injectable()
export class FactorsService {
  constructor(
    private readonly store: IdentityStore,
    private readonly sessions: SessionsService,
    private readonly signIns: SignInService,
    private readonly codes: CodesService,
    private readonly passkeys: PasskeysService,
  ) {}

  async view(session: Session): Promise<FactorsView> {
    const { id: userId } = session.account;
    const totp = await this.codes.totp.find(userId);
    return {
      totp: totp && { confirmedAt: totp.confirmedAt.toISOString() },
      passkeys: await this.passkeys.list(userId),
      recoveryCodesLeft: await this.codes.recoveryCodes.left(userId),
      isShown: session.hasFactor,
      isFresh: await this.sessions.isFresh(session.id),
      confirmBy: await this.codes.confirmationsOf(userId),
    };
  }

  /** Confirms a new secret, and gives recovery codes where there were none; null for a wrong code. */
  async confirmTotp(userId: string, code: string, address: string): Promise<{ codes: string[] | null } | null> {
    const added = await this.store.together(async (query) => {
      if (!(await this.codes.totp.confirm(query, userId, code))) return null;
      await this.signIns.note('totp_added', userId, address, query);
      return { codes: await this.firstCodes(query, userId) };
    });
    this.sessions.forget(userId);
    return added;
  }

  /**
   * Adds a key, and gives recovery codes where there were none.
   * @throws RuleBroken `passkey_known` for a key that an account has
   */
  async addPasskey(userId: string, name: string, key: VerifiedPasskey, address: string): Promise<string[] | null> {
    const codes = await this.store.together(async (query) => {
      const rows = await query(
        `insert into identity.passkey
           (id, user_id, credential_id, public_key, counter, transports, name, backed_up, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, now()) on conflict (credential_id) do nothing returning id`,
        [
          uuidv7(),
          userId,
          key.credentialId,
          Buffer.from(key.publicKey),
          key.counter,
          key.transports,
          name,
          key.isBackedUp,
        ],
      );
      if (rows.length === 0) throw new RuleBroken('passkey_known', 'This passkey is known here already.');
      await this.signIns.note('passkey_added', userId, address, query);
      return this.firstCodes(query, userId);
    });
    this.sessions.forget(userId);
    return codes;
  }

  async renamePasskey(userId: string, id: string, name: string): Promise<boolean> {
    const rows = await this.store.query(
      'update identity.passkey set name = $3 where id = $1 and user_id = $2 returning id',
      [id, userId, name],
    );
    return rows.length > 0;
  }

  /** Takes a key away; false where the account has no such one. */
  async removePasskey(userId: string, id: string, address: string): Promise<boolean> {
    const isRemoved = await this.store.together(async (query) => {
      const rows = await query('delete from identity.passkey where id = $1 and user_id = $2 returning id', [
        id,
        userId,
      ]);
      if (rows.length === 0) return false;
      await this.settle(query, userId);
      await this.signIns.note('passkey_removed', userId, address, query);
      return true;
    });
    this.sessions.forget(userId);
    return isRemoved;
  }

  /** @throws RuleBroken `no_factor` where there is nothing that they could stand in for */
  async renewRecoveryCodes(userId: string, address: string): Promise<string[]> {
    return this.store.together(async (query) => {
      if (!(await isProtected(query, userId))) {
        throw new RuleBroken('no_factor', 'Recovery codes stand in for a second factor. Add one first.');
      }
      await this.signIns.note('recovery_codes_renewed', userId, address, query);
      return this.codes.recoveryCodes.renew(query, userId);
    });
  }

  /** Takes the app away; false where there was none. Recovery codes go with the last factor. */
  async removeTotp(userId: string, address: string): Promise<boolean> {
    const isRemoved = await this.store.together(async (query) => {
      const rows = await query(
        'delete from identity.totp where user_id = $1 and confirmed_at is not null returning id',
        [userId],
      );
      if (rows.length === 0) return false;
      await this.settle(query, userId);
      await this.signIns.note('totp_removed', userId, address, query);
      return true;
    });
    this.sessions.forget(userId);
    return isRemoved;
  }

  /**
   * Takes every factor of an account away and ends its sessions, for whoever runs the installation and has made sure by
   * other means who asks.
   */
  async reset(email: string): Promise<void> {
    const userId = await this.store.together(async (query) => {
      const rows = await query<{ id: string }>('select id from identity.user_account where lower(email) = lower($1)', [
        email,
      ]);
      if (!rows[0]) throw new NotFound('account');
      const { id } = rows[0];
      await query('delete from identity.totp where user_id = $1', [id]);
      await query('delete from identity.passkey where user_id = $1', [id]);
      await this.settle(query, id);
      await this.sessions.endAll(id, query);
      await this.signIns.note('factors_reset', id, null, query);
      return id;
    });
    this.sessions.forget(userId);
  }

  /** Recovery codes come with the first factor; null where there are some. */
  private async firstCodes(query: IdentityQuery, userId: string): Promise<string[] | null> {
    const rows = await query('select from identity.recovery_code where user_id = $1 and used_at is null limit 1', [
      userId,
    ]);
    return rows.length > 0 ? null : this.codes.recoveryCodes.renew(query, userId);
  }

  /** Without a factor there is nothing to recover, and no session has shown one. */
  private async settle(query: IdentityQuery, userId: string): Promise<void> {
    if (await isProtected(query, userId)) return;
    await query('delete from identity.recovery_code where user_id = $1', [userId]);
    await query('update identity.session set factor_at = null where user_id = $1', [userId]);
  }
}

async function isProtected(query: IdentityQuery, userId: string): Promise<boolean> {
  const rows = await query<{ yes: boolean }>(`select ${hasFactor('$1')} as yes`, [userId]);
  return rows[0]!.yes;
}
