import { Inject, Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { InvitationMade, InvitationView, InvitePerson, JoinByInvitation, OpenInvitation } from '@libs/contracts';
import {
  CredentialsService,
  hashNewPassword,
  IdentityStore,
  PUBLIC_ADDRESS,
  type Account,
} from '@libs/platform/access';
import { RuleBroken } from '@libs/platform/errors';
import { namesOf, Tenancy, type Actor, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { namesIn } from '@libs/workspaces';
import { InvitationLinks } from './invitation-links.service.ts';
import { Invitation } from './invitation.entity.ts';
import { invitationView, stateOf } from './invitation.view.ts';

/** What stands where an address was. */
const ERASED_ADDRESS = 'erased';

/** An invitation opens the workspace for at most 7 days (security bar A8, ASVS 5.0.0 6.4.1). */
const DAYS = 7;

/** People come into a workspace by a link that a member with the role admin hands them. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly store: IdentityStore,
    private readonly credentials: CredentialsService,
    private readonly links: InvitationLinks,
    @Inject(PUBLIC_ADDRESS) private readonly address: string,
  ) {}

  /** Newest first. */
  async list(tx: WorkspaceTransaction): Promise<InvitationView[]> {
    const { workspaceId } = tx;
    const found = await tx.of(Invitation).find({ where: { workspaceId }, order: { createdAt: 'DESC' }, take: 200 });
    const nameOf = await namesOf(
      tx,
      found.map(({ invitedBy }) => invitedBy),
    );
    return found.map((invitation) => invitationView(invitation, tx.now, nameOf));
  }

  /**
   * Makes an invitation and its link, which is shown this once. Nothing in the answer depends on whether the address
   * has an account.
   */
  async invite(actor: Actor, { email, role, legal }: InvitePerson): Promise<InvitationMade> {
    await this.refuseMember(actor, email);
    return this.store.together(async (query) => {
      const id = uuidv7();
      const expiresAt = new Date(Date.now() + DAYS * 86_400_000);
      const workspaceId = actor.workspaceId;
      const token = await this.credentials.issue(query, { kind: 'invite', workspaceId, subjectId: id, expiresAt });
      const invitation = await this.tenancy.inWorkspace(actor, async (tx) => {
        await refuseSecond(tx, email);
        const made = Object.assign(new Invitation(), { id, email, role, legal, expiresAt, createdAt: tx.now });
        Object.assign(made, { invitedBy: actor.auditName, usedAt: null, memberId: null, revokedAt: null });
        await tx.insert(Invitation, made, { kind: 'invitation', act: 'invite' });
        return invitationView(made, tx.now, await namesOf(tx, [made.invitedBy]));
      });
      return { invitation, link: `${this.address}/invitation#${token}` };
    });
  }

  /** Takes an open invitation back. Its link opens nothing from now on. */
  async revoke(actor: Actor, id: string, version: number): Promise<InvitationView> {
    return this.store.together(async (query) => {
      await this.credentials.revoke(query, 'invite', id);
      return this.tenancy.inWorkspace(actor, async (tx) => {
        const invitation = await tx.require(Invitation, id, 'invitation');
        const state = stateOf(invitation, tx.now);
        if (state === 'used' || state === 'revoked') {
          throw new RuleBroken('invitation_closed', `This invitation is ${state} already.`);
        }
        invitation.revokedAt = tx.now;
        await tx.update(Invitation, invitation, version, { kind: 'invitation', act: 'revoke' });
        return invitationView(invitation, tx.now, await namesOf(tx, [invitation.invitedBy]));
      });
    });
  }

  /** Invitations to an address, in this workspace. */
  async to(tx: WorkspaceTransaction, email: string): Promise<Invitation[]> {
    const { workspaceId } = tx;
    const rows = await tx.query<{ id: string }>(
      'select id from app.invitation where workspace_id = $1 and lower(email) = lower($2)',
      [workspaceId, email],
    );
    return rows.length === 0 ? [] : tx.of(Invitation).findBy({ workspaceId, id: In(rows.map(({ id }) => id)) });
  }

  /** Takes the address out of an invitation, which opens nothing afterwards. */
  async eraseAddress(tx: WorkspaceTransaction, invitation: Invitation): Promise<void> {
    const isOpen = invitation.usedAt === null && invitation.revokedAt === null;
    Object.assign(invitation, { email: ERASED_ADDRESS, ...(isOpen && { revokedAt: tx.now }) });
    await tx.update(Invitation, invitation, invitation.version, { kind: 'invitation', act: 'erase' });
  }

  /** What a link opens, for whoever holds it. */
  async look(token: string): Promise<OpenInvitation> {
    const { invitation, workspace, invitedBy } = await this.links.open(token);
    const { email, role, legal, expiresAt } = invitation;
    return { workspaceName: workspace.name, email, role, legal, invitedBy, expiresAt: expiresAt.toISOString() };
  }

  /**
   * A new person makes an account with the link and is a member. The secret is spent, so a password costs its time only
   * where a link is good.
   * @throws RuleBroken `no_new_account` where the address signs in already; told to the holder of the link alone
   */
  async joinAsNew(given: JoinByInvitation): Promise<{ account: Account; workspace: string }> {
    const opened = await this.links.open(given.token);
    const { email } = opened.invitation;
    const { slug, name } = opened.workspace;
    const passwordHash = await hashNewPassword(given.password, [slug, name, ...namesIn(email)]);
    const known = await this.store.query('select from identity.user_account where lower(email) = lower($1)', [email]);
    if (known.length > 0) {
      const message = 'No new account can be made for this address. Sign in with it, then take the invitation.';
      throw new RuleBroken('no_new_account', message);
    }
    const account = { id: uuidv7(), email, name: given.name };
    await this.links.join(opened, given.token, account, passwordHash);
    return { account, workspace: slug };
  }

  /**
   * Whoever is signed in takes the invitation to the own address.
   * @throws RuleBroken `other_address` where it was made for somebody else
   */
  async accept(account: Account, token: string): Promise<string> {
    const opened = await this.links.open(token);
    if (opened.invitation.email.toLowerCase() !== account.email.toLowerCase()) {
      const message = `This invitation is for another address than ${account.email}, which you are signed in with.`;
      throw new RuleBroken('other_address', message);
    }
    await this.links.join(opened, token, account, null);
    return opened.workspace.slug;
  }

  private async refuseMember(actor: Actor, email: string): Promise<void> {
    const rows = await this.store.query(
      `select from identity.user_workspace uw join identity.user_account u on u.id = uw.user_id
       where lower(u.email) = lower($1) and uw.workspace_id = $2`,
      [email, actor.workspaceId],
    );
    if (rows.length > 0) throw new RuleBroken('already_member', `${email} is a member of this workspace already.`);
  }
}

async function refuseSecond(tx: WorkspaceTransaction, email: string): Promise<void> {
  const rows = await tx.query(
    `select from app.invitation where workspace_id = $1 and lower(email) = lower($2)
       and used_at is null and revoked_at is null and expires_at > $3`,
    [tx.workspaceId, email, tx.now],
  );
  if (rows.length === 0) return;
  throw new RuleBroken('already_invited', `${email} has an open invitation. Revoke it to make a new link.`);
}
