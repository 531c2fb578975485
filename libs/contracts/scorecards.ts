import { z } from 'zod';
import { ANSWER_ROUTES, EVIDENCE_GRADES, RECORD_STATUSES, RESEARCH_STATUSES } from '@libs/domain/vocabulary';
import { Day, Id, Line, OrganisationRef, RecordRef, SeenVersion } from './common.ts';

export const IndicatorView = z.object({
  id: z.string().describe('For example P1'),
  qualifiedId: z.string().describe('With its method: starter.P1'),
  side: z.enum(['policy', 'conduct']),
  label: z.string(),
  question: z.string(),
  reversed: z.boolean(),
  pair: z.string().nullable(),
  rubric: z.array(z.object({ key: z.string(), points: z.number(), meaning: z.string() })),
});
export const MethodView = z.object({
  id: Id,
  key: z.string(),
  version: z.string(),
  title: z.string(),
  status: z.string().describe('For example "starter": shipped as an example, to be replaced by your own'),
  note: z.string().nullable(),
  coverageThreshold: z
    .number()
    .describe('Share of applicable indicators that must earn points before a score prints, 0 to 1'),
  evidenceFloor: z
    .enum(EVIDENCE_GRADES)
    .nullable()
    .describe('Grade that at least one conduct finding must reach before conduct is scored; null for no floor'),
  pairs: z.array(z.object({ id: z.string(), policy: z.string(), conduct: z.string(), label: z.string() })),
  indicators: z.array(IndicatorView),
  fileSha256: z.string(),
});
export type MethodView = z.infer<typeof MethodView>;
export const MethodList = z.object({ items: z.array(MethodView) });

export const RecordRound = z.strictObject({
  methodId: Id.nullable().default(null).describe('Null for the starter method, which is then put into the workspace'),
  title: Line,
  periodStart: Day,
  periodEnd: Day,
  basisNote: z.string().max(1000).nullable().default(null),
  companyIds: z.array(Id).min(1).max(500),
  sample: z.boolean().default(false),
});
export type RecordRound = z.infer<typeof RecordRound>;
/** A round in an address: its id or its key. */
export const RoundName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/i, 'name a round by its id or its key');
/** An indicator in an address, without its method: `P1`. */
export const IndicatorName = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/, 'name an indicator, for example P1');

export const RoundView = z.object({
  id: Id,
  key: z.string(),
  title: z.string(),
  method: z.object({ id: Id, key: z.string(), version: z.string(), title: z.string() }),
  periodStart: Day,
  periodEnd: Day,
  basisNote: z.string().nullable(),
  sample: z.boolean(),
  companies: z.int(),
  version: z.int(),
});
export type RoundView = z.infer<typeof RoundView>;
export const RoundList = z.object({ items: z.array(RoundView) });

/** One answer of a round. `answerKey` is needed where the status is `found`, and refused otherwise. */
export const RecordAnswer = z.strictObject({
  researchStatus: z.enum(RESEARCH_STATUSES),
  answerKey: z.string().max(100).nullable().default(null),
  comment: z.string().max(2000).nullable().default(null),
  excerptIds: z.array(Id).max(50).default([]),
  claimIds: z.array(Id).max(50).default([]),
  findingIds: z.array(Id).max(50).default([]),
  version: SeenVersion.nullable().default(null).describe('Null for a first answer'),
});
export type RecordAnswer = z.infer<typeof RecordAnswer>;

export const AnswerView = z.object({
  id: Id,
  indicator: z.string(),
  companyId: Id,
  researchStatus: z.enum(RESEARCH_STATUSES),
  answerKey: z.string().nullable(),
  comment: z.string().nullable(),
  route: z.enum(ANSWER_ROUTES),
  verification: z.int().min(0).max(3),
  status: z.enum(RECORD_STATUSES),
  excerpts: z.array(RecordRef),
  claims: z.array(RecordRef),
  findings: z.array(RecordRef),
  version: z.int(),
});
export type AnswerView = z.infer<typeof AnswerView>;

/** One cell of the league. Exactly one of points, absence or evidence-without-points is what it shows. */
export const CellView = z.object({
  indicator: z.string(),
  display: z.enum(['points', 'absence', 'evidence']),
  points: z.number().nullable(),
  absence: z.enum(RESEARCH_STATUSES).nullable(),
  evidence: z.array(RecordRef).describe('Short numbers shown where there are no points'),
  answer: AnswerView.nullable(),
  whyNoPoints: z.string().nullable(),
});
export type CellView = z.infer<typeof CellView>;

export const SideScoreView = z.object({
  score: z.number().nullable().describe('Rounded as the method says; null where it is not printed'),
  answered: z.int(),
  of: z.int().describe('Indicators that apply'),
  countsByGrade: z.array(z.object({ grade: z.enum(EVIDENCE_GRADES), count: z.int() })),
  whyNotPrinted: z.string().nullable(),
  line: z.string().describe('What stands in the column in words: "3 reported, one report", or the score'),
});
export type SideScoreView = z.infer<typeof SideScoreView>;

/** A finding that a scorecard cites: who reported it, and every answer that the same sources give (decision 17). */
export const CitedFindingView = z.object({
  company: OrganisationRef,
  finding: RecordRef,
  grade: z.enum(EVIDENCE_GRADES),
  attributionLine: z.string().describe('Who reported it, in words'),
  conductDateLine: z.string().describe('The conduct date in words, or "conduct date not stated"'),
  answers: z.array(
    z.object({
      statement: RecordRef.describe('Its label is the archived words'),
      quoted: z.boolean().describe('True for the speaker’s own words; false for a reporter’s paraphrase'),
      attributionLine: z.string(),
    }),
  ),
});
export type CitedFindingView = z.infer<typeof CitedFindingView>;
export const ScorecardCitations = z.object({ items: z.array(CitedFindingView) });

export const PairView = z.object({
  pair: z.string(),
  policyPoints: z.number().nullable(),
  conductPoints: z.number().nullable(),
  difference: z
    .number()
    .nullable()
    .describe('Policy minus conduct: +50 means the words stand 50 points above the reported conduct'),
  whyNotComparable: z.string().nullable(),
});
export type PairView = z.infer<typeof PairView>;

export const ScoreRowView = z.object({
  company: OrganisationRef,
  policy: SideScoreView,
  conduct: SideScoreView,
  pairs: z.array(PairView),
  cells: z.array(CellView),
});
export type ScoreRowView = z.infer<typeof ScoreRowView>;

/** The computed view of a round. Never stored. */
export const ScorecardView = z.object({
  round: RoundView,
  method: MethodView,
  rows: z.array(ScoreRowView),
  inputHash: z.string(),
});
export type ScorecardView = z.infer<typeof ScorecardView>;

/** A company's row in every round that has it. */
export const CompanyScoresView = z.object({ items: z.array(z.object({ round: RoundView, row: ScoreRowView })) });
export type CompanyScoresView = z.infer<typeof CompanyScoresView>;
