import { z } from 'zod';
import { ROLES } from '@libs/domain/vocabulary';
import { Id, Line } from './common.ts';
import { NewPassword } from './session.ts';

/** An e-mail address. It is no more than looked at: a link that arrives is the proof. */
export const EmailAddress = z
  .string()
  .trim()
  .max(320)
  .regex(/^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u, 'write the whole e-mail address: name@example.org')
  .describe('E-mail address');

/** Invites a person to the workspace. */
export const InvitePerson = z.strictObject({
  email: EmailAddress,
  role: z.enum(ROLES).describe('Role that the person will have'),
  legal: z.boolean().default(false).describe('Whether the person may sign off as legal'),
});
export type InvitePerson = z.infer<typeof InvitePerson>;

/** `pending` opens the workspace still; the others open nothing. */
export const INVITATION_STATES = ['pending', 'used', 'expired', 'revoked'] as const;

export const InvitationView = z.object({
  id: Id,
  version: z.int(),
  email: z.string(),
  role: z.enum(ROLES),
  legal: z.boolean(),
  state: z.enum(INVITATION_STATES),
  invitedBy: z.string().describe('Name of the member who invited'),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().describe('Seven days after it was made (security bar A8)'),
});
export type InvitationView = z.infer<typeof InvitationView>;

export const InvitationList = z.object({ items: z.array(InvitationView) });
export type InvitationList = z.infer<typeof InvitationList>;

/** A new invitation with its link, which is shown this once. */
export const InvitationMade = z.object({
  invitation: InvitationView,
  link: z.string().describe('Opens once, within seven days. Only its hash is stored, so it cannot be shown again.'),
});
export type InvitationMade = z.infer<typeof InvitationMade>;

const Token = z.string().min(1).max(200).describe('What stands behind the # of the link');

/** Asks what a link opens, or takes it as the one who is signed in. In the body, so that no log of addresses has it. */
export const InvitationToken = z.strictObject({ token: Token });
export type InvitationToken = z.infer<typeof InvitationToken>;

/** What whoever holds the link may see of an invitation. It does not say whether the address has an account. */
export const OpenInvitation = z.object({
  workspaceName: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  legal: z.boolean(),
  invitedBy: z.string(),
  expiresAt: z.iso.datetime(),
});
export type OpenInvitation = z.infer<typeof OpenInvitation>;

/** A new person makes an account with the link. */
export const JoinByInvitation = z.strictObject({
  token: Token,
  name: Line.describe('Name as others will see it'),
  password: NewPassword,
});
export type JoinByInvitation = z.infer<typeof JoinByInvitation>;

export const Joined = z.object({ workspace: z.string().describe('Slug of the workspace') });
export type Joined = z.infer<typeof Joined>;
