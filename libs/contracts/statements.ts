import { z } from 'zod';
import { CLAIM_TYPES, DATE_ORIGINS, DRIFTS, QUOTATION_TYPES, RECORD_STATUSES } from '@libs/domain/vocabulary';
import { DateView, Id, Line, OrganisationRef, pageOf, Paging, PartialDate, RecordRef, revisionOf } from './common.ts';
import { ExcerptView } from './sources.ts';
import { ChosenAudience } from './audiences.ts';

/** Who said what, through whom. The speaker may stay empty: a wrong speaker is worse than none. */
export const RecordStatement = z.strictObject({
  audienceId: ChosenAudience,
  excerptId: Id,
  quotationType: z.enum(QUOTATION_TYPES),
  speakerName: Line.nullable().default(null),
  speakerRole: Line.nullable().default(null),
  speakerOrganisationId: Id.nullable().default(null),
  viaOrganisationId: Id.nullable()
    .default(null)
    .describe('The organisation through which the words reached the reporter'),
  reportedBy: Line.nullable().default(null).describe('Outlet that reports the words'),
  channel: Line.nullable().default(null).describe('To whom it was said, for example "to The Hill"'),
  cueText: Line.nullable()
    .default(null)
    .describe('The reporting words of the source, for example "told The Hill in a statement"'),
  madeOn: PartialDate.default(null),
  madeOnOrigin: z.enum(DATE_ORIGINS).nullable().default(null),
  coreferenceNote: z.string().max(1000).nullable().default(null),
  negated: z.boolean().default(false),
});
export type RecordStatement = z.infer<typeof RecordStatement>;
export const ReviseStatement = revisionOf(RecordStatement.omit({ audienceId: true }));
export type ReviseStatement = z.infer<typeof ReviseStatement>;

export const StatementView = z.object({
  id: Id,
  audienceId: Id.describe('Audience that it is for'),
  number: z.string(),
  excerpt: ExcerptView,
  quotationType: z.enum(QUOTATION_TYPES),
  mayQuote: z.boolean().describe('True where the words may stand in quotation marks under the speaker’s name'),
  speakerName: z.string().nullable(),
  speakerRole: z.string().nullable(),
  speakerOrganisation: OrganisationRef.nullable(),
  viaOrganisation: OrganisationRef.nullable(),
  reportedBy: z.string().nullable(),
  channel: z.string().nullable(),
  cueText: z.string().nullable(),
  madeOn: DateView,
  coreferenceNote: z.string().nullable(),
  negated: z.boolean(),
  attributionLine: z
    .string()
    .describe('Speaker and channel in words, for example "William Moss, spokesperson, to The Hill"'),
  claims: z.array(RecordRef),
  status: z.enum(RECORD_STATUSES),
  statusReason: z.string().nullable(),
  version: z.int(),
});
export type StatementView = z.infer<typeof StatementView>;

/** The checkable part of what a company said. Its excerpt lies within the excerpt of a statement it is linked to. */
export const RecordClaim = z.strictObject({
  audienceId: ChosenAudience,
  companyId: Id,
  excerptId: Id.describe('The words of the claim'),
  statementIds: z.array(Id).min(1).max(20),
  claimText: z
    .string()
    .trim()
    .min(1)
    .max(2000)
    .describe('The claim in our words, for lists and search; never shown as a quotation'),
  claimType: z.enum(CLAIM_TYPES),
  answersAllegation: z.boolean().default(false).describe('True where the source gives it as the answer to a report'),
  hedges: z.array(Line).max(10).default([]),
  scopeText: z.string().max(1000).nullable().default(null),
  testableCondition: z.string().max(1000).nullable().default(null),
  deadline: PartialDate.default(null),
  supersedesClaimId: Id.nullable().default(null),
  drift: z.enum(DRIFTS).nullable().default(null),
});
export type RecordClaim = z.infer<typeof RecordClaim>;
export const ReviseClaim = revisionOf(RecordClaim.omit({ audienceId: true }));
export type ReviseClaim = z.infer<typeof ReviseClaim>;

export const ClaimView = z.object({
  id: Id,
  audienceId: Id.describe('Audience that it is for'),
  number: z.string(),
  company: OrganisationRef,
  excerpt: ExcerptView,
  statements: z.array(StatementView),
  claimText: z.string(),
  claimType: z.enum(CLAIM_TYPES),
  mayQuote: z.boolean(),
  answersAllegation: z.boolean(),
  attributionLine: z.string(),
  saidOn: DateView.describe('When the words were said. Empty where nobody states it: no other date stands in for it'),
  publishedOn: DateView.describe('When their source was published: where undated words stand in time'),
  hedges: z.array(z.string()),
  scopeText: z.string().nullable(),
  testableCondition: z.string().nullable(),
  deadline: z.string().nullable(),
  seriesId: Id,
  seriesVersion: z.int(),
  supersedes: RecordRef.nullable(),
  drift: z.enum(DRIFTS).nullable(),
  assessments: z.array(RecordRef),
  status: z.enum(RECORD_STATUSES),
  statusReason: z.string().nullable(),
  version: z.int(),
});
export type ClaimView = z.infer<typeof ClaimView>;

export const ListStatements = z.strictObject({ source: Id.optional(), organisation: Id.optional(), ...Paging });
export type ListStatements = z.infer<typeof ListStatements>;
export const ListClaims = z.strictObject({ company: Id.optional(), source: Id.optional(), ...Paging });
export type ListClaims = z.infer<typeof ListClaims>;
export const StatementPage = pageOf(StatementView);
export const ClaimPage = pageOf(ClaimView);
