import { z } from 'zod';
import { ROLES } from '@libs/domain/vocabulary';
import { Id } from './common.ts';

/** Sign-in by e-mail and password. The password is taken exactly as typed. */
export const SignIn = z.strictObject({
  email: z.string().min(3).max(320).describe('E-mail address of the account'),
  password: z.string().min(1).max(1024).describe('Password, verified exactly as typed'),
});
export type SignIn = z.infer<typeof SignIn>;

/** A new password: its length in bytes, and which ones are refused, is judged by the server (security bar A1, A2). */
export const NewPassword = z
  .string()
  .min(1)
  .max(1024)
  .describe('8 to 1,024 bytes, taken exactly as typed; 15 characters or more are better');

/** A workspace that the signed-in person belongs to. */
export const MembershipView = z.object({
  workspaceId: Id,
  slug: z.string(),
  name: z.string(),
  sample: z.boolean().describe('True for the demonstration workspace'),
  memberId: Id,
  memberName: z.string(),
  role: z.enum(ROLES),
  legal: z.boolean(),
  permissions: z.array(z.string()),
  needsFactor: z
    .boolean()
    .describe('True where the workspace requires a second factor that this session has not shown: it stays closed'),
});
export type MembershipView = z.infer<typeof MembershipView>;

/** The signed-in person. */
export const MeView = z.object({
  userId: Id,
  email: z.string(),
  name: z.string(),
  workspaces: z.array(MembershipView),
});
export type MeView = z.infer<typeof MeView>;

/** What may follow a right password. */
export const SECOND_STEPS = ['totp', 'recovery_code', 'passkey'] as const;
export type SecondStep = (typeof SECOND_STEPS)[number];

/** The password was right, and the account has a second factor: nobody is signed in yet. */
export const SecondStepNeeded = z.object({
  secondStep: z.array(z.enum(SECOND_STEPS)).min(1).describe('Ways to go on, each of which is enough'),
});
export type SecondStepNeeded = z.infer<typeof SecondStepNeeded>;

export const SignInAnswer = z.union([SecondStepNeeded, MeView]);
export type SignInAnswer = z.infer<typeof SignInAnswer>;

/** Goes on with a sign-in that waits for its second step. */
export const TakeSecondStep = z.strictObject({
  method: z.enum(['totp', 'recovery_code']),
  code: z.string().trim().min(1).max(100).describe('The six digits, or one of the recovery codes; blanks do not count'),
});
export type TakeSecondStep = z.infer<typeof TakeSecondStep>;

/** What the sign-in page may show before anybody is signed in. */
export const SignInOptions = z.object({
  demo: z
    .array(z.object({ email: z.string(), password: z.string(), name: z.string(), kind: z.string() }))
    .describe('Demonstration sign-ins; empty outside evaluation on the own machine'),
});
export type SignInOptions = z.infer<typeof SignInOptions>;
