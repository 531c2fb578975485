import { z } from 'zod';
import { Id, Line } from './common.ts';

/** How somebody who is signed in shows again who they are. */
export const CONFIRMATIONS = ['password', 'totp', 'recovery_code', 'passkey'] as const;

/** A key on one of the person's devices, or in a password manager. */
export const PasskeyView = z.object({
  id: Id,
  name: z.string(),
  isBackedUp: z.boolean().describe('Whether the device keeps copies of it elsewhere'),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export type PasskeyView = z.infer<typeof PasskeyView>;

/** The second factors of the own account. */
export const FactorsView = z.object({
  totp: z
    .object({ confirmedAt: z.iso.datetime() })
    .nullable()
    .describe('The app that makes codes; null where there is none'),
  passkeys: z.array(PasskeyView),
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

/** A factor was added. The first one brings recovery codes. */
export const FactorAdded = z.object({
  codes: z
    .array(z.string())
    .nullable()
    .describe('Recovery codes, shown this once; null where there are some that were not used'),
});
export type FactorAdded = z.infer<typeof FactorAdded>;

const Members = z.record(z.string().max(100), z.unknown());

/** What a browser hands to the device: options of WebAuthn as JSON. */
export const PasskeyOptions = z.object({ options: z.record(z.string(), z.unknown()) });
export type PasskeyOptions = z.infer<typeof PasskeyOptions>;

/** What the device answered, as the browser writes it as JSON (WebAuthn). */
export const PasskeyAnswer = z.strictObject({
  id: z.string().min(1).max(2000),
  rawId: z.string().min(1).max(2000),
  type: z.literal('public-key'),
  response: Members,
  clientExtensionResults: Members.optional(),
  authenticatorAttachment: z.string().max(100).optional(),
});
export type PasskeyAnswer = z.infer<typeof PasskeyAnswer>;

const PasskeyName = Line.max(100).describe('How its owner will know it again');

export const AddPasskey = z.strictObject({ name: PasskeyName, answer: PasskeyAnswer });
export type AddPasskey = z.infer<typeof AddPasskey>;
export const PasskeyAdded = FactorAdded;
export type PasskeyAdded = FactorAdded;

export const RenamePasskey = z.strictObject({ name: PasskeyName });
export type RenamePasskey = z.infer<typeof RenamePasskey>;

export const ShowPasskey = z.strictObject({ answer: PasskeyAnswer });
export type ShowPasskey = z.infer<typeof ShowPasskey>;

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
