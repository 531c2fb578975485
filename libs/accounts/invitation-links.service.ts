import { Injectable } from '@nestjs/common';
import { CredentialsService, LinkNotValid, type Account } from '@libs/platform/access';
import { namesOf, Tenancy, type Actor, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { insertAccount, MembershipsService, WorkspacesService } from '@libs/workspaces';
import { Invitation } from './invitation.entity.ts';
import { stateOf } from './invitation.view.ts';

export interface Opened {
  invitation: Invitation;
  workspace: { workspaceId: string; slug: string; name: string };
  /** The name of whoever invited. */
  invitedBy: string;
  /** Works in the workspace as whoever came by the link. */
  actor: Actor;
}

/** The way from a secret to its invitation, and into the workspace. */
@Injectable()
export class InvitationLinks {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly credentials: CredentialsService,
    private readonly workspaces: WorkspacesService,
    private readonly memberships: MembershipsService,
  ) {}

  async open(token: string): Promise<Opened> {
    const { workspaceId, subjectId } = await this.credentials.require('invite', token);
    const found = workspaceId ? await this.workspaces.find(workspaceId) : null;
    if (!found) throw new LinkNotValid();
    const actor = await this.workspaces.actorFor(found.workspaceId, found.slug, `invitation:${subjectId}`);
    return this.tenancy.inWorkspace(actor, async (tx) => {
      const invitation = await tx.of(Invitation).findOne({ where: { workspaceId: found.workspaceId, id: subjectId } });
      if (!invitation || stateOf(invitation, tx.now) !== 'pending') throw new LinkNotValid();
      const inviter = (await namesOf(tx, [invitation.invitedBy]))(invitation.invitedBy);
      return { invitation, workspace: { ...found, name: await nameOf(tx) }, invitedBy: inviter, actor };
    });
  }

  /** Uses the secret up, makes the account where it comes with a password, and the member, together. */
  async join({ invitation, actor }: Opened, token: string, account: Account, passwordHash: string | null) {
    const { id: userId, email, name } = account;
    const person = { userId, name, role: invitation.role, legal: invitation.legal };
    await this.memberships.join(
      { ...actor, name },
      person,
      async (query) => {
        await this.credentials.use(query, 'invite', token);
        if (passwordHash) await insertAccount(query, { userId, email, name, passwordHash });
      },
      async (tx, memberId) => {
        Object.assign(invitation, { usedAt: tx.now, memberId });
        await tx.update(Invitation, invitation, invitation.version, { kind: 'invitation', act: 'accept' });
      },
    );
  }
}

async function nameOf(tx: WorkspaceTransaction): Promise<string> {
  const rows = await tx.query<{ name: string }>(
    'select name from app.workspace where workspace_id = $1 and closed_at is null',
    [tx.workspaceId],
  );
  if (!rows[0]) throw new LinkNotValid();
  return rows[0].name;
}
