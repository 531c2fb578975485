import { z } from 'zod';
import { MOVABLE_KINDS } from './audiences.ts';
import { Id, Line, OrganisationRef, pageOf, Paging, SeenVersion } from './common.ts';

const ShownLine = Line.max(200).describe(
  'What everybody in the workspace reads in the place of the record. Name nobody whom it protects',
);
const Company = Id.nullable().default(null).describe('Organisation on whose page the line stands as well');

/** Shows a line for a record that not everybody reads. Until then it is locked: absent everywhere for the others. */
export const ShowRestriction = z.strictObject({
  kind: z.enum(MOVABLE_KINDS),
  recordId: Id,
  line: ShownLine,
  organisationId: Company,
});
export type ShowRestriction = z.infer<typeof ShowRestriction>;

/** Changes the words of a line, or the page on which it stands. */
export const ReviseRestriction = z.strictObject({
  line: ShownLine.optional(),
  organisationId: Id.nullable().optional(),
  version: SeenVersion,
});
export type ReviseRestriction = z.infer<typeof ReviseRestriction>;

export const RestrictionView = z.object({
  id: Id,
  version: z.int(),
  kind: z.enum(MOVABLE_KINDS).describe('Kind of the record'),
  line: z.string().describe('The words that its readers chose for everybody'),
  organisation: OrganisationRef.nullable(),
  shownAt: z.iso.datetime().describe('Since when the line stands'),
  recordId: Id.nullable().describe('The record, for those who read it; null, and so withheld, for all others'),
});
export type RestrictionView = z.infer<typeof RestrictionView>;

export const ListRestrictions = z.strictObject({
  kind: z.enum(MOVABLE_KINDS).optional(),
  organisation: Id.optional().describe('Lines that stand on the page of this organisation'),
  record: Id.optional().describe('The line of one record, for those who read it'),
  ...Paging,
});
export type ListRestrictions = z.infer<typeof ListRestrictions>;

export const RestrictionPage = pageOf(RestrictionView);
export type RestrictionPage = z.infer<typeof RestrictionPage>;
