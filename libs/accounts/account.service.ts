import { Injectable } from '@nestjs/common';
import type { ChangePassword } from '@libs/contracts';
import {
  CredentialsService,
  hashNewPassword,
  IdentityStore,
  SessionsService,
  SignInService,
  type Account,
  type IdentityQuery,
} from '@libs/platform/access';
import { WorkspacesService } from '@libs/workspaces';

/** What a person does about the own account. */
@Injectable()
export class AccountService {
  constructor(
    private readonly store: IdentityStore,
    private readonly credentials: CredentialsService,
    private readonly sessions: SessionsService,
    private readonly signIns: SignInService,
    private readonly workspaces: WorkspacesService,
  ) {}

  /**
   * Changes the own password after the present one was typed again, and ends every session and every open reset link
   * (security bar A3, S4). The caller begins a new session for the one who asked.
   * @param address where the request comes from: wrong passwords count as failed sign-ins do
   */
  async changePassword(account: Account, given: ChangePassword, address: string): Promise<void> {
    await this.signIns.confirm(account, given.currentPassword, address);
    const names = await this.workspaces.namesAround(account.email);
    const passwordHash = await hashNewPassword(given.password, names);
    await this.setPassword(account.id, passwordHash, 'password_changed', address);
  }

  /**
   * Stores a hash, and ends every session and every open reset link of the account.
   * @param before is done in the same transaction first
   */
  async setPassword(
    userId: string,
    passwordHash: string,
    event: string,
    address: string,
    before: (query: IdentityQuery) => Promise<unknown> = async () => undefined,
  ): Promise<void> {
    await this.store.together(async (query) => {
      await before(query);
      await query('update identity.user_account set password_hash = $2 where id = $1', [userId, passwordHash]);
      await this.credentials.revoke(query, 'reset', userId);
      await this.sessions.endAll(userId, query);
      await this.signIns.note(event, userId, address, query);
    });
    // Afterwards: a request in between would have remembered a session as live.
    this.sessions.forget(userId);
  }
}
