import { z } from 'zod';
import { Id, Line, SeenVersion } from './common.ts';

/** The most audiences that a workspace has, its own among them: as many as one transaction may see (decision 26). */
export const MOST_AUDIENCES = 200;

/** The audience of a record as it is chosen: one that the writer is in. */
export const ChosenAudience = Id.optional().describe(
  'Audience that the record is for, one of your own. Left out, it is as narrow as what the record rests on',
);

/** Members who may see a record. Seen by those in it, and by those who look after the workspace. */
export const AudienceView = z.object({
  id: Id,
  version: z.int(),
  kind: z.enum(['workspace', 'team', 'named']).describe('Everybody in the workspace, a team, or named people'),
  name: z.string(),
  keeper: z.object({ id: Id, name: z.string() }).nullable().describe('Lets people in and out; null for everybody'),
  members: z.array(z.object({ id: Id, name: z.string() })).describe('By name; empty for the audience of everybody'),
  isMember: z.boolean().describe('Whether you are in it, and may choose it for records'),
  mayKeep: z.boolean().describe('Whether you may let people in and out'),
});
export type AudienceView = z.infer<typeof AudienceView>;

export const AudienceList = z.object({ items: z.array(AudienceView) });
export type AudienceList = z.infer<typeof AudienceList>;

/** Makes an audience of some members. */
export const MakeAudience = z.strictObject({
  kind: z.enum(['team', 'named']).describe('A team is made by an admin; named people by whoever keeps them'),
  name: Line.max(120),
  keeperId: Id.optional().describe('Member who keeps it; you, where left out'),
  memberIds: z.array(Id).min(1).max(500).describe('Members in it. Name yourself where you are one of them'),
});
export type MakeAudience = z.infer<typeof MakeAudience>;

/** Changes name or keeper. What is left out stays as it is. */
export const ReviseAudience = z.strictObject({
  name: Line.max(120).optional(),
  keeperId: Id.optional(),
  version: SeenVersion,
});
export type ReviseAudience = z.infer<typeof ReviseAudience>;

export const MOVABLE_KINDS = ['source', 'excerpt', 'statement', 'claim', 'finding', 'assessment', 'letter'] as const;
export type MovableKind = (typeof MOVABLE_KINDS)[number];

/** Moves a record to the audience, with everything that rests on it. */
export const MoveRecord = z.strictObject({
  kind: z.enum(MOVABLE_KINDS),
  recordId: Id,
  recordVersion: SeenVersion,
  reason: z.string().trim().min(3).max(2000).describe('Reason, kept with the records'),
});
export type MoveRecord = z.infer<typeof MoveRecord>;

export const Moved = z.object({
  audienceId: Id,
  records: z
    .array(z.object({ kind: z.enum(MOVABLE_KINDS), id: Id, number: z.string(), version: z.int() }))
    .describe('What moved, the record itself first. Numbers change where a record leaves or joins those of everybody'),
});
export type Moved = z.infer<typeof Moved>;
