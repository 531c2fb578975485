import type { InvitationView } from '@libs/contracts';
import type { NameOf } from '@libs/platform/tenancy';
import type { Invitation } from './invitation.entity.ts';

export function stateOf(invitation: Invitation, now: Date): InvitationView['state'] {
  if (invitation.usedAt) return 'used';
  if (invitation.revokedAt) return 'revoked';
  return invitation.expiresAt <= now ? 'expired' : 'pending';
}

export function invitationView(invitation: Invitation, now: Date, nameOf: NameOf): InvitationView {
  return {
    id: invitation.id,
    version: invitation.version,
    email: invitation.email,
    role: invitation.role,
    legal: invitation.legal,
    state: stateOf(invitation, now),
    invitedBy: nameOf(invitation.invitedBy),
    createdAt: invitation.createdAt.toISOString(),
    expiresAt: invitation.expiresAt.toISOString(),
  };
}
