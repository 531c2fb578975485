import { z } from 'zod';
import { ROLES } from '@libs/domain/vocabulary';
import { Id } from './common.ts';

/** An act of a person that the audit trail of a workspace tells of. */
const OwnAct = z.object({
  at: z.iso.datetime(),
  act: z.string().describe('The verb of the use-case: record, revise, withdraw'),
  kind: z.string().describe('Kind of record: claim, source; of a batch, batch'),
  recordId: z.string().nullable(),
});

/** What is kept about a person, for that person: the account, and what stands of it in each workspace. */
export const PersonalData = z.object({
  exportedAt: z.iso.datetime(),
  account: z.object({ id: Id, email: z.string(), name: z.string(), createdAt: z.iso.datetime() }),
  identity: z
    .record(z.string(), z.array(z.record(z.string(), z.unknown())))
    .describe('Rows of the account by table: sessions, sign-ins, tokens and other ways in, without their secrets'),
  workspaces: z.array(
    z.object({
      slug: z.string(),
      name: z.string(),
      memberId: Id,
      memberName: z.string(),
      role: z.enum(ROLES),
      isMember: z.boolean().describe('False where the person was removed or left'),
      invitations: z.array(z.object({ email: z.string(), createdAt: z.iso.datetime() })),
      acts: z.array(OwnAct).describe('From the audit trail, oldest first'),
    }),
  ),
});
export type PersonalData = z.infer<typeof PersonalData>;

/** Erases the own account. The address is typed again, so that no slip of the hand does it. */
export const EraseAccount = z.strictObject({
  confirmEmail: z.string().min(1).max(320).describe('The e-mail address of the account, typed again'),
});
export type EraseAccount = z.infer<typeof EraseAccount>;

/** Where a person stood when the account was erased. */
export const AccountErased = z.object({
  workspaces: z.array(z.string()).describe('Slugs of the workspaces in which the name was taken out'),
});
export type AccountErased = z.infer<typeof AccountErased>;
