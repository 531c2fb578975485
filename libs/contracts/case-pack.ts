import { z } from 'zod';
import {
  ASSESSMENT_STATUSES,
  RECORD_STATUSES,
  REPLY_GRADES,
  REPLY_OUTCOMES,
  RESEARCH_STATUSES,
  STANCES,
  VERDICTS,
} from '@libs/domain/vocabulary';
import { Day, Line } from './common.ts';
import { RecordFinding } from './findings.ts';
import { LetterProfileFields } from './letters.ts';
import { RecordOrganisation } from './organisations.ts';
import { RecordSource } from './sources.ts';
import { RecordClaim, RecordStatement } from './statements.ts';

/** A key is unique within its kind and pack. It replaces ids: a pack holds no uuid. */
const Key = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'use small letters, digits and hyphens');
/** A pack is one case. More than this of anything is refused before a single one is read. */
const MOST_OF_A_KIND = 10_000;
const Keys = z.array(Key).max(500);
const number = z.int().min(1).max(1_000_000).describe('Short number, kept where it is free in the workspace');
const status = z.enum(RECORD_STATUSES);

/** A person as name and role: packs carry no accounts. */
const Person = z.strictObject({ name: Line.max(200), role: Line.max(100) });

const PackOrganisation = RecordOrganisation.extend({ key: Key });

const PackSource = RecordSource.omit({ syndicatedFromId: true, capturedText: true, passages: true }).extend({
  key: Key,
  number,
  status,
  syndicatedFrom: Key.nullable(),
  contentSha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  passages: z
    .array(z.strictObject({ text: z.string().min(1).max(2_000_000), originalStartUtf16: z.int().min(0) }))
    .max(500)
    .nullable()
    .describe('For a passages capture: the texts, joined on import by a blank line'),
  capturedText: z.string().max(2_000_000).nullable().describe('For a full capture whose licence permits it'),
});

const PackExcerpt = z.strictObject({
  key: Key,
  number,
  source: Key,
  startUtf16: z.int().min(0).describe('Offset in the joined captured text'),
  endUtf16: z.int().min(1),
  exact: z.string().min(1).max(20_000),
});

const PackStatement = RecordStatement.omit({
  excerptId: true,
  speakerOrganisationId: true,
  viaOrganisationId: true,
}).extend({
  key: Key,
  number,
  status,
  excerpt: Key,
  speakerOrganisation: Key.nullable(),
  viaOrganisation: Key.nullable(),
});

const PackClaim = RecordClaim.omit({
  companyId: true,
  excerptId: true,
  statementIds: true,
  supersedesClaimId: true,
}).extend({
  key: Key,
  number,
  status,
  company: Key,
  excerpt: Key,
  statements: Keys.min(1),
  supersedes: Key.nullable(),
});

const PackFinding = RecordFinding.omit({
  subjectId: true,
  objectId: true,
  followsFindingId: true,
  excerptIds: true,
  answerStatementIds: true,
}).extend({
  key: Key,
  number,
  status,
  subject: Key,
  object: Key.nullable(),
  follows: Key.nullable(),
  excerpts: Keys.min(1),
  answers: Keys.describe('Statements that answer it'),
});

const PackAssessment = z.strictObject({
  key: Key,
  number,
  claim: Key,
  verdict: z.enum(VERDICTS),
  status: z.enum(ASSESSMENT_STATUSES),
  statusReason: z.string().min(1).max(2000).nullable(),
  asOf: Day,
  rationale: z.string().min(10).max(5000),
  evidence: z
    .array(
      z.strictObject({
        finding: Key.nullable(),
        statement: Key.nullable(),
        stance: z.enum(STANCES),
        weightNote: z.string().max(1000).nullable(),
      }),
    )
    .max(50),
  askedWhat: z.string().max(2000).nullable(),
  askedOn: Day.nullable(),
  answerDueOn: Day.nullable(),
  replyOutcome: z.enum(REPLY_OUTCOMES).nullable(),
  replyGrade: z.enum(REPLY_GRADES).nullable(),
  firstReader: Person.nullable(),
  secondReader: Person.nullable(),
  secondVerdict: z.enum(VERDICTS).nullable(),
  secondNote: z.string().max(2000).nullable(),
});

const PackAnswer = z.strictObject({
  company: Key,
  indicator: z.string().min(1).max(40),
  researchStatus: z.enum(RESEARCH_STATUSES),
  answerKey: z.string().max(100).nullable(),
  comment: z.string().max(2000).nullable(),
  verification: z.int().min(0).max(3),
  status,
  excerpts: Keys,
  claims: Keys,
  findings: Keys,
});

const PackRound = z.strictObject({
  key: Key,
  title: Line,
  method: z.strictObject({ key: Key, version: Line.max(40) }),
  periodStart: Day,
  periodEnd: Day,
  basisNote: z.string().max(1000).nullable(),
  sample: z.boolean(),
  companies: Keys.min(1),
  answers: z.array(PackAnswer).max(MOST_OF_A_KIND),
});

const PackLetterProfile = LetterProfileFields.omit({ companyId: true }).extend({ company: Key.nullable() });

/**
 * A case pack: one case with everything it rests on, as a file. Canonical: two-space JSON, members in the order
 * declared here, lists in the order of their keys where order has no meaning, one line end at the end. Importing a
 * pack into an empty workspace and exporting the case gives the same bytes.
 */
export const CasePack = z.strictObject({
  format: z.literal('plumbline-case'),
  formatVersion: z.literal(1),
  key: Key,
  title: Line,
  summary: z.string().min(1).max(20_000),
  notice: z.string().max(20_000).nullable().describe('Printed with the case: credits and what is invented'),
  organisations: z.array(PackOrganisation).max(MOST_OF_A_KIND),
  sources: z.array(PackSource).max(MOST_OF_A_KIND),
  excerpts: z.array(PackExcerpt).max(MOST_OF_A_KIND),
  statements: z.array(PackStatement).max(MOST_OF_A_KIND),
  claims: z.array(PackClaim).max(MOST_OF_A_KIND),
  findings: z.array(PackFinding).max(MOST_OF_A_KIND),
  assessments: z.array(PackAssessment).max(MOST_OF_A_KIND),
  rounds: z.array(PackRound).max(MOST_OF_A_KIND),
  letterProfiles: z.array(PackLetterProfile).max(MOST_OF_A_KIND),
});
export type CasePack = z.infer<typeof CasePack>;

/** A case pack as it is sent in. It is read record by record, so that one answer lists what is wrong with each. */
export const GivenCasePack = z
  .unknown()
  .meta({ ...(z.toJSONSchema(CasePack, { target: 'openapi-3.0', io: 'input' }) as Record<string, unknown>) });
