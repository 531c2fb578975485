import { z } from 'zod';
import { Id } from './common.ts';
import { NewPassword } from './session.ts';

/** One sign-in of the person that has not ended. */
export const SessionView = z.object({
  id: Id,
  device: z.string().describe('Browser and system as the browser named them; empty where it named none'),
  firstSeenAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime().describe('Give or take five minutes'),
  isThis: z.boolean().describe('True for the session that asks'),
});
export type SessionView = z.infer<typeof SessionView>;

export const SessionList = z.object({ items: z.array(SessionView) });
export type SessionList = z.infer<typeof SessionList>;

/** Changes the own password. The present one is asked for again (security bar A3). */
export const ChangePassword = z.strictObject({
  currentPassword: z.string().min(1).max(1024).describe('Present password, verified exactly as typed'),
  password: NewPassword,
});
export type ChangePassword = z.infer<typeof ChangePassword>;
