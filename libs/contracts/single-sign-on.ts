import { z } from 'zod';
import { ROLES } from '@libs/domain/vocabulary';
import { Line } from './common.ts';

/** Nobody becomes an admin by signing on. */
export const SIGN_ON_ROLES = ROLES.filter((role) => role !== 'admin');

const Domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'write the part behind the sign: example.org');

/** How members sign on through their organisation's provider (OpenID Connect). */
export const SetSingleSignOn = z.strictObject({
  issuer: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .describe('Address of the provider, as it writes it itself'),
  clientId: Line.describe('As the provider knows this installation'),
  clientSecret: z.string().min(1).max(1000).describe('Stored encrypted, and never shown again'),
  domains: z.array(Domain).min(1).max(50).describe('Only addresses of these may come in'),
  role: z.enum(SIGN_ON_ROLES).describe('Role of somebody who comes for the first time'),
});
export type SetSingleSignOn = z.infer<typeof SetSingleSignOn>;

export const SingleSignOnView = z.object({
  redirectAddress: z.string().describe('To be registered with the provider'),
  set: z
    .object({
      issuer: z.string(),
      clientId: z.string(),
      domains: z.array(z.string()),
      role: z.enum(ROLES),
    })
    .nullable()
    .describe('Null where it is not set up'),
});
export type SingleSignOnView = z.infer<typeof SingleSignOnView>;

/** Begins to sign on through the provider of a workspace. */
export const BeginSignOn = z.strictObject({
  workspace: z.string().trim().min(1).max(100).describe('Name of the workspace in addresses'),
});
export type BeginSignOn = z.infer<typeof BeginSignOn>;

export const SignOnAddress = z.object({ address: z.string().describe('Page of the provider to go to') });
export type SignOnAddress = z.infer<typeof SignOnAddress>;

/** What the provider sent the browser back with. */
export const FinishSignOn = z.strictObject({
  query: z.string().max(8000).describe('The part of the address behind its question mark'),
});
export type FinishSignOn = z.infer<typeof FinishSignOn>;
