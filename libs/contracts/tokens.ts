import { z } from 'zod';
import { Id, Line } from './common.ts';
import { PERMISSIONS, type Permission } from './permissions.ts';

/** A token looks at no way in and ends none, gives nobody a password and closes nothing: that is for people. */
const FOR_PEOPLE: readonly Permission[] = [
  'second_factor.require',
  'single_sign_on.revise',
  'token.read',
  'token.revoke',
  'member.reset',
  'security_event.read',
  'workspace.close',
];

/** Whether a token may have a permission as a scope. */
export function isScope(permission: string): permission is Permission {
  return permission in PERMISSIONS && !FOR_PEOPLE.includes(permission as Permission);
}

/** What tokens may be made for, in the order of the permission table. */
export const SCOPES = Object.keys(PERMISSIONS).filter(isScope);

/** Days until a token ends: by default, and at most. */
export const TOKEN_DAYS = { usual: 90, most: 365 } as const;

/** Makes a token for one workspace. It may do no more than its maker's role, at any time. */
export const MakeToken = z.strictObject({
  workspace: z.string().min(1).max(100).describe('Slug or id of the workspace that it opens'),
  name: Line.max(100).describe('What it is for, as its owner will know it again'),
  scopes: z
    .array(z.enum(SCOPES))
    .min(1, 'choose what the token may do')
    .max(SCOPES.length)
    .describe('Permissions of your role'),
  days: z
    .int()
    .min(1)
    .max(TOKEN_DAYS.most)
    .default(TOKEN_DAYS.usual)
    .describe('Days until it ends; 90 where nothing is said, at most 365'),
});
export type MakeToken = z.infer<typeof MakeToken>;

/** A token that works, without its secret, which nobody can show again. */
export const TokenView = z.object({
  id: Id,
  workspace: z.string().describe('Slug of the workspace that it opens'),
  workspaceName: z.string(),
  memberName: z.string().describe('Whose it is'),
  name: z.string(),
  scopes: z.array(z.string()),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable().describe('Give or take five minutes; null for never'),
});
export type TokenView = z.infer<typeof TokenView>;

export const TokenList = z.object({ items: z.array(TokenView) });
export type TokenList = z.infer<typeof TokenList>;

export const TokenMade = z.object({
  token: z.string().describe('Shown this once: only its hash is stored. Send it as `Authorization: Bearer …`'),
  made: TokenView,
});
export type TokenMade = z.infer<typeof TokenMade>;
