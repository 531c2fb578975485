import { z } from 'zod';
import {
  DATE_ORIGINS,
  DIRECTNESS,
  EVIDENCE_GRADES,
  FINDING_BASES,
  FINDING_TYPES,
  RECORD_STATUSES,
  UNGP_RELATIONSHIPS,
} from '@libs/domain/vocabulary';
import { DateView, Id, Line, OrganisationRef, pageOf, Paging, PartialDate, RecordRef, revisionOf } from './common.ts';
import { ExcerptView } from './sources.ts';
import { StatementView } from './statements.ts';
import { ChosenAudience } from './audiences.ts';

const Percent = z.number().min(0).max(100);

/** A share as the Beneficial Ownership Data Standard writes it, in percent. */
export const Share = z
  .strictObject({
    exact: Percent.nullable().default(null),
    minimum: Percent.nullable().default(null),
    maximum: Percent.nullable().default(null),
    exclusiveMinimum: Percent.nullable().default(null),
    exclusiveMaximum: Percent.nullable().default(null),
  })
  .describe('Share in percent');
export type Share = z.infer<typeof Share>;

/** What was done, according to whom. A relation between two organisations is a finding. */
export const RecordFinding = z.strictObject({
  audienceId: ChosenAudience,
  findingType: z.enum(FINDING_TYPES),
  basis: z.enum(FINDING_BASES).default('report'),
  subjectId: Id.describe('Who acted'),
  objectId: Id.nullable().default(null).describe('To whom, or in what, where that is a recorded organisation'),
  objectText: Line.nullable()
    .default(null)
    .describe('To whom, in the words of the source, where it is not a recorded organisation'),
  role: Line.nullable().default(null),
  productText: Line.nullable().default(null).describe('Product in the words of the source'),
  share: Share.nullable().default(null),
  controlQualifier: Line.nullable()
    .default(null)
    .describe('For example "non-controlling", with who says so in the excerpt'),
  directness: z.enum(DIRECTNESS).default('unknown'),
  startedOn: PartialDate.default(null),
  endedOn: PartialDate.default(null),
  happenedOn: PartialDate.default(null).describe('Date of the conduct; null prints "conduct date not stated"'),
  authority: Line.nullable().default(null),
  programId: Line.nullable().default(null),
  listedOn: PartialDate.default(null).describe('Effective date of a listing'),
  delistedOn: PartialDate.default(null),
  authorityCitation: Line.nullable().default(null),
  unconfirmedNote: Line.nullable()
    .default(null)
    .describe('What a person still has to confirm; printed beside the finding'),
  reportedBy: Line.nullable()
    .default(null)
    .describe('Who reports it first hand: "The Wall Street Journal"; null where the sentence names no source'),
  reportedVia: Line.nullable().default(null).describe('Through whom it is known: "The Hill"'),
  reportedOn: PartialDate.default(null),
  reportedOnOrigin: z.enum(DATE_ORIGINS).nullable().default(null),
  cueText: Line.nullable().default(null).describe('Reporting words, for example "the Journal reported"'),
  negated: z.boolean().default(false),
  ungpRelationship: z.enum(UNGP_RELATIONSHIPS).default('unclear'),
  severityScale: z.string().max(500).nullable().default(null),
  severityScope: z.string().max(500).nullable().default(null),
  severityIrremediability: z.string().max(500).nullable().default(null),
  followsFindingId: Id.nullable().default(null).describe('The link that leads to this act of another party'),
  excerptIds: z.array(Id).min(1).max(20).describe('First the sentence that states it'),
  answerStatementIds: z.array(Id).max(50).default([]).describe('Answers to it that are recorded'),
});
export type RecordFinding = z.infer<typeof RecordFinding>;
export const ReviseFinding = revisionOf(RecordFinding.omit({ audienceId: true }));
export type ReviseFinding = z.infer<typeof ReviseFinding>;

export const FindingView = z.object({
  id: Id,
  audienceId: Id.describe('Audience that it is for'),
  number: z.string(),
  findingType: z.enum(FINDING_TYPES),
  basis: z.enum(FINDING_BASES),
  grade: z.enum(EVIDENCE_GRADES).describe('Computed from basis and independent reports'),
  confirmed: z.boolean().describe('True for an official record or the company’s own confirmation'),
  subject: OrganisationRef,
  object: OrganisationRef.nullable(),
  objectText: z.string().nullable(),
  role: z.string().nullable(),
  productText: z.string().nullable(),
  share: Share.nullable(),
  controlQualifier: z.string().nullable(),
  directness: z.enum(DIRECTNESS),
  startedOn: z.string().nullable(),
  endedOn: z.string().nullable(),
  happenedOn: z.string().nullable(),
  conductDateLine: z.string().describe('The conduct date in words, or "conduct date not stated"'),
  authority: z.string().nullable(),
  programId: z.string().nullable(),
  listedOn: z.string().nullable(),
  delistedOn: z.string().nullable(),
  authorityCitation: z.string().nullable(),
  unconfirmedNote: z.string().nullable(),
  reportedBy: z.string().nullable(),
  reportedVia: z.string().nullable(),
  reportedOn: DateView,
  cueText: z.string().nullable(),
  attributionLine: z
    .string()
    .describe(
      '"The Wall Street Journal reported, as relayed by The Hill" or "The Hill, no source named in the sentence"',
    ),
  negated: z.boolean(),
  ungpRelationship: z.enum(UNGP_RELATIONSHIPS),
  severityScale: z.string().nullable(),
  severityScope: z.string().nullable(),
  severityIrremediability: z.string().nullable(),
  follows: RecordRef.nullable(),
  excerpts: z.array(ExcerptView).describe('First the sentence that states it'),
  answers: z.array(StatementView).describe('Every recorded answer to it'),
  status: z.enum(RECORD_STATUSES),
  voidReason: z.string().nullable(),
  version: z.int(),
});
export type FindingView = z.infer<typeof FindingView>;

export const ListFindings = z.strictObject({ organisation: Id.optional(), source: Id.optional(), ...Paging });
export type ListFindings = z.infer<typeof ListFindings>;
export const FindingPage = pageOf(FindingView);

/** Was an organisation on a list on a day? Listed is not unlawful. */
export const ListingQuestion = z.strictObject({
  on: PartialDate.describe('Day of the event, as precise as it is known'),
});
export type ListingQuestion = z.infer<typeof ListingQuestion>;
export const ListingAnswer = z.object({
  organisation: OrganisationRef,
  on: z.string().nullable(),
  answer: z.enum(['yes', 'no', 'unknown']),
  note: z.string().describe('Always says that listed is not unlawful'),
  listings: z.array(
    z.object({
      finding: RecordRef,
      authority: z.string().nullable(),
      listedOn: z.string().nullable(),
      delistedOn: z.string().nullable(),
      unconfirmedNote: z.string().nullable(),
    }),
  ),
});
export type ListingAnswer = z.infer<typeof ListingAnswer>;
