import { z } from 'zod';
import { NewPassword } from './session.ts';

/** A link to a new password, which is shown this once. */
export const ResetLink = z.object({
  link: z.string().describe('Opens once, within 30 minutes. Only its hash is stored, so it cannot be shown again.'),
  expiresAt: z.iso.datetime(),
});
export type ResetLink = z.infer<typeof ResetLink>;

/** Sets a new password with a link. */
export const ResetPassword = z.strictObject({
  token: z.string().min(1).max(200).describe('What stands behind the # of the link'),
  password: NewPassword,
});
export type ResetPassword = z.infer<typeof ResetPassword>;
