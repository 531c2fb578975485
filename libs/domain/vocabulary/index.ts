// The closed lists of words that the database, the interface, the screens and the exports share.
// A key is never renamed: it stands in stored records and in published files.

/** What an organisation is. A company is never recorded as the speaker of words it did not say. */
export const ORGANISATION_KINDS = ['company', 'authority', 'media', 'civil_society', 'investor', 'body'] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** Why an alias exists. */
export const ALIAS_KINDS = ['legal', 'former', 'short', 'local_script'] as const;
export type AliasKind = (typeof ALIAS_KINDS)[number];

/** The nature of a source, with the words of the Beneficial Ownership Data Standard 0.4 (`source.type`). */
export const SOURCE_TYPES = [
  'selfDeclaration',
  'officialRegister',
  'thirdParty',
  'primaryResearch',
  'verified',
] as const;
export type SourceType = (typeof SOURCE_TYPES)[number];

/** `full`: the whole text was captured. `passages`: named parts of it. `stub`: no text, only the reference. */
export const CAPTURE_KINDS = ['full', 'passages', 'stub'] as const;
export type CaptureKind = (typeof CAPTURE_KINDS)[number];

/** How exactly a date is known. */
export const DATE_PRECISIONS = ['day', 'month', 'year', 'none'] as const;
export type DatePrecision = (typeof DATE_PRECISIONS)[number];

/** Where a date comes from: the captured text, a person who entered it, or a relative word resolved from another date. */
export const DATE_ORIGINS = ['in_text', 'entered_by_hand', 'derived'] as const;
export type DateOrigin = (typeof DATE_ORIGINS)[number];

/** The life of a record that carries truth. Such a record is never deleted. */
export const RECORD_STATUSES = ['draft', 'published', 'withdrawn', 'superseded'] as const;
export type RecordStatus = (typeof RECORD_STATUSES)[number];

/** How an excerpt stands in the newest capture of its document. */
export const ANCHOR_STATUSES = ['exact', 'moved', 'fuzzy', 'orphaned'] as const;
export type AnchorStatus = (typeof ANCHOR_STATUSES)[number];

/** `direct` and `mixed` hold a speaker's own words and may stand in quotation marks. `indirect` never does. */
export const QUOTATION_TYPES = ['direct', 'mixed', 'indirect'] as const;
export type QuotationType = (typeof QUOTATION_TYPES)[number];

/** What a claim is: a promise, a rule, a denial, an asserted fact, a statement of knowledge, a stated limit. */
export const CLAIM_TYPES = ['commitment', 'policy', 'denial', 'fact', 'knowledge', 'limitation'] as const;
export type ClaimType = (typeof CLAIM_TYPES)[number];

/** How a later capture of one document changed a claim. */
export const DRIFTS = ['tightened', 'loosened', 'same'] as const;
export type Drift = (typeof DRIFTS)[number];

/** Kinds of reported conduct. A relation between two organisations is a finding. */
export const FINDING_TYPES = [
  'ownership',
  'supply',
  'resale',
  'investment',
  'listing',
  'incident',
  'unknown_link',
] as const;
export type FindingType = (typeof FINDING_TYPES)[number];

/** Whether an interest is held directly (BODS `directOrIndirect`). An indirect share is asserted, never computed. */
export const DIRECTNESS = ['direct', 'indirect', 'unknown'] as const;
export type Directness = (typeof DIRECTNESS)[number];

/** What a finding's excerpts are: a public register, the company's own confirmation, a report, or an unattributed allegation. */
export const FINDING_BASES = ['official_record', 'company_confirms', 'report', 'allegation'] as const;
export type FindingBasis = (typeof FINDING_BASES)[number];

/** Evidence grades, best first. Computed, never entered. */
export const EVIDENCE_GRADES = [
  'official_record',
  'company_confirms',
  'two_reports',
  'one_report',
  'allegation',
] as const;
export type EvidenceGrade = (typeof EVIDENCE_GRADES)[number];

/** Relation of a company to a harm (UN Guiding Principles on Business and Human Rights, principles 13 and 19). */
export const UNGP_RELATIONSHIPS = ['cause', 'contribute', 'directly_linked', 'unclear'] as const;
export type UngpRelationship = (typeof UNGP_RELATIONSHIPS)[number];

/** How a claim and the findings compare. A verdict is about two sentences, never about a company. */
export const VERDICTS = [
  'consistent',
  'partly_consistent',
  'inconsistent',
  'not_explained',
  'cannot_be_tested',
  'not_enough_evidence',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What one piece of evidence does to a claim. */
export const STANCES = ['supports', 'contradicts', 'qualifies', 'context'] as const;
export type Stance = (typeof STANCES)[number];

/** What became of a question to a company (decision 9). Bounced is not silence. */
export const REPLY_OUTCOMES = ['answered', 'declined', 'no_reply', 'bounced'] as const;
export type ReplyOutcome = (typeof REPLY_OUTCOMES)[number];

/** How far a reply answers what was asked. There is no grade without a reply. */
export const REPLY_GRADES = ['none', 'tangential', 'partial', 'full'] as const;
export type ReplyGrade = (typeof REPLY_GRADES)[number];

/** The life of an assessment. */
export const ASSESSMENT_STATUSES = [
  'draft',
  'in_review',
  'company_feedback',
  'published',
  'appealed',
  'superseded',
  'withdrawn',
] as const;
export type AssessmentStatus = (typeof ASSESSMENT_STATUSES)[number];

/** What research on one answer gave. Everything but `found` is an absence, and no absence is a zero. */
export const RESEARCH_STATUSES = [
  'found',
  'not_found',
  'refused',
  'not_applicable',
  'unknown',
  'not_researched',
] as const;
export type ResearchStatus = (typeof RESEARCH_STATUSES)[number];

/** The five absences. */
export type Absence = Exclude<ResearchStatus, 'found'>;

/** How an answer came into the record. */
export const ANSWER_ROUTES = ['direct', 'import', 'api', 'calculation'] as const;
export type AnswerRoute = (typeof ANSWER_ROUTES)[number];

/** The life of a letter. Overdue is computed from the reply date. */
export const LETTER_STATES = [
  'draft',
  'in_review',
  'approved',
  'signing',
  'sent',
  'delivered',
  'failed',
  'answered',
  'closed',
] as const;
export type LetterState = (typeof LETTER_STATES)[number];

/** What a citation asserts. A different thing from the claim's type. */
export const ASSERTION_KINDS = ['fact', 'reported', 'estimate', 'company_statement'] as const;
export type AssertionKind = (typeof ASSERTION_KINDS)[number];

/** Kinds of records that have a short number, with its letters. */
export const SHORT_NUMBER_LETTERS = {
  source: 'S',
  excerpt: 'X',
  statement: 'ST',
  claim: 'C',
  finding: 'F',
  assessment: 'A',
  letter: 'L',
} as const;
export type NumberedKind = keyof typeof SHORT_NUMBER_LETTERS;

/** The short number as people say it, unpadded: `shortNumber('claim', 115)` is `C-115`. */
export function shortNumber(kind: NumberedKind, number: number): string {
  return `${SHORT_NUMBER_LETTERS[kind]}-${number}`;
}

const LARGEST_NUMBER = 1_000_000_000;

/** The record that a short number names: "C-115", "c115" and "C 115" are the claim 115. */
export function shortNumberIn(typed: string): { kind: NumberedKind; number: number } | null {
  const found = /^([a-z]{1,2})[-\u2010\u2011 ]?(\d{1,10})$/i.exec(typed.trim());
  if (!found) return null;
  const letters = found[1]!.toUpperCase();
  const kinds = Object.entries(SHORT_NUMBER_LETTERS) as [NumberedKind, string][];
  const kind = kinds.find(([, own]) => own === letters)?.[0];
  const number = Number(found[2]);
  return kind === undefined || number < 1 || number > LARGEST_NUMBER ? null : { kind, number };
}

/** Roles of a member, strongest first. `admin` owns the workspace. */
export const ROLES = ['admin', 'lead', 'analyst', 'drafter', 'viewer'] as const;
export type Role = (typeof ROLES)[number];
