import { z } from 'zod';
import { ROLES } from '@libs/domain/vocabulary';
import { Id, Line, SeenVersion } from './common.ts';

/** A member as the others see it. What only those see who look after members stands in `details`. */
export const MemberView = z.object({
  id: Id,
  version: z.int(),
  name: z.string(),
  role: z.enum(ROLES),
  details: z
    .object({
      email: z.string().nullable().describe('Null for a member without an account'),
      legal: z.boolean().describe('Whether the member may sign off as legal'),
      joinedAt: z.iso.datetime().describe('When the member first joined'),
      lastSeenAt: z.iso
        .datetime()
        .nullable()
        .describe('Last use of a session, give or take five minutes; null for none'),
    })
    .nullable()
    .describe('Null for readers who do not look after members'),
});
export type MemberView = z.infer<typeof MemberView>;

export const MemberList = z.object({ items: z.array(MemberView) });
export type MemberList = z.infer<typeof MemberList>;

/** Changes what a member may do. What is left out stays as it is. */
export const ReviseMember = z.strictObject({
  role: z.enum(ROLES).optional(),
  legal: z.boolean().optional().describe('Whether the member may sign off as legal'),
  version: SeenVersion,
});
export type ReviseMember = z.infer<typeof ReviseMember>;

export const WorkspaceView = z.object({
  workspaceId: Id,
  slug: z.string().describe('Name in addresses; it does not change'),
  name: z.string(),
  sample: z.boolean().describe('True for the demonstration workspace'),
  version: z.int(),
  createdAt: z.iso.datetime(),
});
export type WorkspaceView = z.infer<typeof WorkspaceView>;

/** Closes the workspace. Its name is typed again, so that no slip of the hand does it. */
export const CloseWorkspace = z.strictObject({
  confirmName: z.string().min(1).max(500).describe('The name of the workspace, typed again'),
  version: SeenVersion,
});
export type CloseWorkspace = z.infer<typeof CloseWorkspace>;

export const ReviseWorkspace = z.strictObject({ name: Line.describe('Name for people'), version: SeenVersion });
export type ReviseWorkspace = z.infer<typeof ReviseWorkspace>;
