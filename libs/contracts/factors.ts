import { z } from 'zod';

/** How somebody who is signed in shows again who they are. */
export const CONFIRMATIONS = ['password', 'totp', 'recovery_code', 'passkey'] as const;

/** The second factors of the own account. */
export const FactorsView = z.object({
  totp: z
    .object({ confirmedAt: z.iso.datetime() })
    .nullable()
    .describe('The app that makes codes; null where there is none'),
  recoveryCodesLeft: z.int(),
  isShown: z.boolean().describe('Whether this session has shown one'),
  isFresh: z.boolean().describe('Whether factors may be changed now; else POST /api/me/confirmation comes first'),
  confirmBy: z
    .array(z.enum(CONFIRMATIONS))
    .describe('Ways to confirm: a second factor where there is one, else the password; none means to sign in again'),
});
export type FactorsView = z.infer<typeof FactorsView>;

/** A secret for an app that makes codes. It counts once a code of the app has come back. */
export const TotpStarted = z.object({
  secret: z.string().describe('Base32, to type where no picture can be taken'),
  address: z.string().describe('The same as otpauth://…, to show as a QR code'),
});
export type TotpStarted = z.infer<typeof TotpStarted>;

const Code = z
  .string()
  .trim()
  .regex(/^\d{3} ?\d{3}$/, 'write the six digits that the app shows');

export const ConfirmTotp = z.strictObject({ code: Code.describe('The six digits that the app shows') });
export type ConfirmTotp = z.infer<typeof ConfirmTotp>;

export const RecoveryCodes = z.object({
  codes: z.array(z.string()).describe('Each signs in once in place of the app. Shown this once; older ones are void'),
});
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

/** Shows again who the signed-in person is (security bar A3). */
export const ConfirmSignIn = z.strictObject({
  method: z.enum(['password', 'totp', 'recovery_code']),
  proof: z.string().min(1).max(1024).describe('The password exactly as typed, or the code'),
});
export type ConfirmSignIn = z.infer<typeof ConfirmSignIn>;

/** Whether a workspace requires a second factor of everybody who comes in (security bar A6). */
export const RequiredFactorView = z.object({
  required: z.boolean(),
  membersWithout: z.int().describe('Members whose account has none: they are kept out while one is required'),
});
export type RequiredFactorView = z.infer<typeof RequiredFactorView>;

export const RequireFactor = z.strictObject({ required: z.boolean() });
export type RequireFactor = z.infer<typeof RequireFactor>;
