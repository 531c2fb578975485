import { z } from 'zod';
import {
  ASSESSMENT_STATUSES,
  EVIDENCE_GRADES,
  REPLY_GRADES,
  REPLY_OUTCOMES,
  STANCES,
  VERDICTS,
} from '@libs/domain/vocabulary';
import { Day, Id, OrganisationRef, pageOf, Paging, RecordRef, SeenVersion, revisionOf } from './common.ts';
import { FindingView } from './findings.ts';
import { ClaimView, StatementView } from './statements.ts';
import { OrganisationView } from './organisations.ts';
import { ChosenAudience } from './audiences.ts';

const Evidence = z
  .strictObject({
    findingId: Id.nullable().default(null),
    statementId: Id.nullable().default(null),
    stance: z.enum(STANCES),
    weightNote: z.string().max(1000).nullable().default(null),
  })
  .refine(
    (evidence) => (evidence.findingId === null) !== (evidence.statementId === null),
    'name a finding or a statement, one of the two',
  );

/** Hold a claim against findings, on a date. The reason is asked for before the verdict. */
export const RecordAssessment = z.strictObject({
  audienceId: ChosenAudience,
  claimId: Id,
  rationale: z.string().trim().min(10, 'say in a sentence why').max(5000),
  verdict: z.enum(VERDICTS),
  asOf: Day.describe('Last day of the evidence considered'),
  evidence: z.array(Evidence).max(50).default([]),
  askedWhat: z
    .string()
    .max(2000)
    .nullable()
    .default(null)
    .describe('Needed for not_explained: what the company was asked'),
  askedOn: Day.nullable().default(null),
  answerDueOn: Day.nullable().default(null),
  replyOutcome: z
    .enum(REPLY_OUTCOMES)
    .nullable()
    .default(null)
    .describe('Needed for not_explained: what became of the request'),
  replyGrade: z
    .enum(REPLY_GRADES)
    .nullable()
    .default(null)
    .describe('How far an answer answers what was asked; no grade without an answer'),
});
export type RecordAssessment = z.infer<typeof RecordAssessment>;
export const ReviseAssessment = revisionOf(RecordAssessment.omit({ claimId: true, audienceId: true }));
export type ReviseAssessment = z.infer<typeof ReviseAssessment>;

/** A second reader decides. The same verdict publishes; another one sends it to review. */
export const ConfirmAssessment = z.strictObject({
  version: SeenVersion,
  verdict: z.enum(VERDICTS),
  note: z.string().max(2000).nullable().default(null),
});
export type ConfirmAssessment = z.infer<typeof ConfirmAssessment>;

export const AssessmentView = z.object({
  id: Id,
  audienceId: Id.describe('Audience that it is for'),
  number: z.string(),
  claim: RecordRef,
  company: OrganisationRef,
  verdict: z.enum(VERDICTS),
  rationale: z.string(),
  asOf: Day,
  evidence: z.array(
    z.object({
      finding: RecordRef.nullable(),
      statement: RecordRef.nullable(),
      stance: z.enum(STANCES),
      weightNote: z.string().nullable(),
    }),
  ),
  grade: z.enum(EVIDENCE_GRADES).nullable().describe('Weakest grade of its findings; null without findings'),
  askedWhat: z.string().nullable(),
  askedOn: z.string().nullable(),
  answerDueOn: z.string().nullable(),
  replyOutcome: z.enum(REPLY_OUTCOMES).nullable(),
  replyGrade: z.enum(REPLY_GRADES).nullable(),
  status: z.enum(ASSESSMENT_STATUSES),
  statusReason: z.string().nullable(),
  firstReader: z.string().nullable(),
  firstReaderRole: z.string().nullable(),
  secondReader: z.string().nullable(),
  secondReaderRole: z.string().nullable(),
  secondVerdict: z.enum(VERDICTS).nullable(),
  secondNote: z.string().nullable(),
  publishedAt: z.iso.datetime().nullable(),
  version: z.int(),
});
export type AssessmentView = z.infer<typeof AssessmentView>;
export const ListAssessments = z.strictObject({ company: Id.optional(), claim: Id.optional(), ...Paging });
export type ListAssessments = z.infer<typeof ListAssessments>;
export const AssessmentPage = pageOf(AssessmentView);

/**
 * Said | Reported for one company. `findings` are the company's own; `actsOfOthers` are findings that follow from
 * them and count in nobody else's conduct. The web app places them in bands by report date and draws the threads.
 */
export const ComparisonView = z.object({
  company: OrganisationView,
  claims: z.array(ClaimView),
  findings: z.array(FindingView),
  actsOfOthers: z.array(FindingView),
  assessments: z.array(AssessmentView),
  answers: z.array(StatementView).describe('Answers that the sources give to the findings shown'),
  saidElsewhere: z.array(ClaimView).describe('Later words in other places: listed beside, never a version'),
});
export type ComparisonView = z.infer<typeof ComparisonView>;
