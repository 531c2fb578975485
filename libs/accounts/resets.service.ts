import { Inject, Injectable } from '@nestjs/common';
import type { ResetLink, ResetPassword } from '@libs/contracts';
import {
  CredentialsService,
  hashNewPassword,
  IdentityStore,
  LinkNotValid,
  PUBLIC_ADDRESS,
  type IdentityQuery,
} from '@libs/platform/access';
import { NotFound, RuleBroken } from '@libs/platform/errors';
import { WorkspacesService } from '@libs/workspaces';
import { AccountService } from './account.service.ts';

/** A reset link opens for at most 30 minutes (security bar A8, ASVS 5.0.0 6.4.1). */
const MINUTES = 30;

interface AccountRow {
  id: string;
  email: string;
  /** Workspaces that the account belongs to, other than the one that is asked about. */
  elsewhere: number;
}

/** A forgotten password is replaced by way of a link that somebody who may makes and hands over. */
@Injectable()
export class ResetsService {
  constructor(
    private readonly store: IdentityStore,
    private readonly credentials: CredentialsService,
    private readonly accounts: AccountService,
    private readonly workspaces: WorkspacesService,
    @Inject(PUBLIC_ADDRESS) private readonly address: string,
  ) {}

  /**
   * Makes a link for a member of a workspace. Whoever holds it could enter every workspace of the account, so the admin
   * of one may not make it for an account that belongs to another as well.
   * @param within names the account and tells the workspace of it, in a transaction around the making: without its event
   *   there is no link
   * @throws RuleBroken `reset_elsewhere` where only the one who runs the installation may
   */
  async forMember(
    workspaceId: string,
    within: (make: (userId: string) => Promise<ResetLink>) => Promise<ResetLink>,
  ): Promise<ResetLink> {
    return this.store.together((query) =>
      within(async (userId) => {
        const account = await accountOf(query, userId, workspaceId);
        if (!account) throw new NotFound('account');
        if (account.elsewhere > 0) {
          const message =
            'This password cannot be reset from here. Whoever runs the installation can: plumbline user reset --link.';
          throw new RuleBroken('reset_elsewhere', message);
        }
        return this.make(query, userId, workspaceId);
      }),
    );
  }

  /** The same for whoever runs the installation, whatever the account belongs to. */
  async forAddress(email: string): Promise<ResetLink> {
    return this.store.together(async (query) => {
      const rows = await query<{ id: string }>(
        'select id from identity.user_account where lower(email) = lower($1) and disabled_at is null',
        [email],
      );
      if (!rows[0]) throw new NotFound('account');
      return this.make(query, rows[0].id, null);
    });
  }

  /**
   * Sets a password with a link, which is used up, and ends every session of the account. Nobody is signed in by it.
   * @throws LinkNotValid alike for a link that is made up, used, too old, or of an account that may not sign in
   */
  async use({ token, password }: ResetPassword, address: string): Promise<void> {
    const { workspaceId, subjectId: userId } = await this.credentials.require('reset', token);
    const account = await accountOf((sql, values) => this.store.query(sql, values), userId, workspaceId);
    // The account may have joined another workspace since an admin of one made the link.
    if (!account || (workspaceId !== null && account.elsewhere > 0)) throw new LinkNotValid();
    const passwordHash = await hashNewPassword(password, await this.workspaces.namesAround(account.email));
    await this.accounts.setPassword(userId, passwordHash, 'password_reset', address, (query) =>
      this.credentials.use(query, 'reset', token),
    );
  }

  /** A new link takes the place of the ones before. */
  private async make(query: IdentityQuery, userId: string, workspaceId: string | null): Promise<ResetLink> {
    await this.credentials.revoke(query, 'reset', userId);
    const expiresAt = new Date(Date.now() + MINUTES * 60_000);
    const token = await this.credentials.issue(query, { kind: 'reset', workspaceId, subjectId: userId, expiresAt });
    return { link: `${this.address}/reset#${token}`, expiresAt: expiresAt.toISOString() };
  }
}

async function accountOf(
  query: IdentityQuery,
  userId: string,
  workspaceId: string | null,
): Promise<AccountRow | undefined> {
  const rows = await query<AccountRow>(
    `select u.id, u.email, (select count(*)::int from identity.user_workspace uw
       where uw.user_id = u.id and uw.workspace_id is distinct from $2) as elsewhere
     from identity.user_account u where u.id = $1 and u.disabled_at is null`,
    [userId, workspaceId],
  );
  return rows[0];
}
