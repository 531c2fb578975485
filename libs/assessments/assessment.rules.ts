import type { ClaimView, FindingView, StatementView } from '@libs/contracts';
import { orderOf, parsePartialDate } from '@libs/domain/dates';
import type { DateInterval } from '@libs/domain/dates';
import { assessmentProblems, bestGrade, stanceFor, testedTimeOf, versionInForce } from '@libs/domain/evidence';
import type { AssessmentDraft, ClaimVersion } from '@libs/domain/evidence';
import type { AssessmentStatus, EvidenceGrade, Stance, Verdict } from '@libs/domain/vocabulary';
import type { Assessment } from './assessment.entity.ts';

export interface Refusal {
  code: string;
  message: string;
}

type ClaimFacts = Pick<ClaimView, 'id' | 'claimType' | 'testableCondition'> & {
  saidOn: Pick<ClaimView['saidOn'], 'value'>;
  excerpt: Pick<ClaimView['excerpt'], 'anchorStatus'>;
};
type ConductDates = Pick<FindingView, 'happenedOn' | 'startedOn' | 'endedOn'>;
type DateValue = Pick<ClaimView['saidOn'], 'value'>;
type FindingFacts = ConductDates & {
  grade: EvidenceGrade;
  reportedOn: DateValue;
  excerpts: Pick<ClaimView['excerpt'], 'anchorStatus'>[];
};
type StatementFacts = { madeOn: DateValue; excerpt: Pick<StatementView['excerpt'], 'anchorStatus'> };

/** One piece of evidence with what the rules look at; a finding or a statement, one of the two. */
export interface WeighedEvidence {
  stance: Stance;
  /** The company's own conduct or words, or an act that a chain of findings leads to from it (decision 5). */
  ofCompany: boolean;
  finding: FindingFacts | null;
  statement: StatementFacts | null;
}

/** The judgement as it is written, with both of its sides. */
export interface Weighed {
  assessment: Pick<
    Assessment,
    | 'verdict'
    | 'rationale'
    | 'asOf'
    | 'askedWhat'
    | 'askedOn'
    | 'answerDueOn'
    | 'replyOutcome'
    | 'replyGrade'
    | 'firstReader'
    | 'secondReader'
    | 'secondVerdict'
  >;
  claim: ClaimFacts;
  /** Every version of the claim, this one among them, in order. */
  versions: readonly ClaimVersion[];
  evidence: WeighedEvidence[];
  /** The day of the judgement. */
  today: string;
}

/** The versions of a series of claims: each stands from the day it was said until the next one was. */
export function versionsOf(series: { id: string; saidOn: Pick<ClaimView['saidOn'], 'value'> }[]): ClaimVersion[] {
  const said = series.map(({ saidOn }) => parsePartialDate(saidOn.value));
  return series.map(({ id }, index) => ({ id, from: said[index]!, until: said[index + 1] ?? null }));
}

/** The days on which the conduct can have happened. Where one end is not known, its order to a claim is not either. */
export function conductInterval({ happenedOn, startedOn, endedOn }: ConductDates): DateInterval {
  if (happenedOn !== null) return parsePartialDate(happenedOn);
  return { first: parsePartialDate(startedOn).first, last: parsePartialDate(endedOn).last };
}

const UNDATED: DateInterval = { first: null, last: null };

function asDomain({ assessment, claim, evidence, today }: Weighed, status: 'draft' | 'published'): AssessmentDraft {
  return {
    verdict: assessment.verdict,
    status,
    rationale: assessment.rationale,
    asOf: assessment.asOf,
    today,
    claim: {
      made: parsePartialDate(claim.saidOn.value),
      tested: testedTimeOf(claim.claimType),
      testableCondition: claim.testableCondition,
      excerpts: [claim.excerpt],
    },
    // The day on which a statement was made is not the day of any conduct.
    evidence: evidence.map(({ stance, ofCompany, finding, statement }) => ({
      stance,
      ofCompany,
      conduct: finding ? conductInterval(finding) : UNDATED,
      reported: parsePartialDate((finding?.reportedOn ?? statement!.madeOn).value),
      excerpts: finding?.excerpts ?? (statement ? [statement.excerpt] : []),
    })),
    request: {
      askedWhat: assessment.askedWhat,
      askedOn: assessment.askedOn,
      dueOn: assessment.answerDueOn,
      outcome: assessment.replyOutcome,
      grade: assessment.replyGrade,
    },
    firstReader: assessment.firstReader,
    secondReader: assessment.secondReader,
    secondVerdict: assessment.secondVerdict,
  };
}

/**
 * Why a stance for or against the words is not open to one piece of evidence: the order in time is not known (D3), or
 * the words that stood on the day of the conduct were another version (D2).
 */
function refuseStance(draft: AssessmentDraft, versions: readonly ClaimVersion[], claimId: string, index: number) {
  const { stance, conduct } = draft.evidence[index]!;
  if (stance !== 'supports' && stance !== 'contradicts') return null;
  const rule = stanceFor(draft.claim.made, conduct, draft.claim.tested);
  const cannot = `Evidence ${index + 1} cannot have the stance "${stance}":`;
  if (rule.conductIs === 'unknown' && !rule.stances.includes(stance)) {
    return { code: 'order_unknown', message: `${cannot} ${rule.reason} Use context or qualifies.` };
  }
  if (versions.length < 2 || draft.claim.tested !== 'future' || !rule.stances.includes(stance)) return null;
  const inForce = versionInForce(versions, conduct);
  if (inForce.version === claimId) return null;
  const message = `${cannot} another version of the claim stood then, or it is not known which (D2).`;
  return { code: 'version_not_in_force', message };
}

/**
 * Why a judgement may not be written down, not even as a draft: its reason, its shape, and the order in time of words
 * and conduct. Readers and anchors are asked for when it is published.
 */
export function refuseDraft(weighed: Weighed): Refusal | null {
  const draft = asDomain(weighed, 'draft');
  for (const index of draft.evidence.keys()) {
    const refusal = refuseStance(draft, weighed.versions, weighed.claim.id, index);
    if (refusal) return refusal;
  }
  return assessmentProblems(draft)[0] ?? null;
}

/**
 * Why a judgement may not be published: beside everything that holds for a draft, two readers who agree, an anchored
 * excerpt on each side, and a verdict that compares rests on more than context and allegation.
 */
export function refusePublishing(weighed: Weighed): Refusal | null {
  const refused = refuseDraft(weighed) ?? assessmentProblems(asDomain(weighed, 'published'))[0];
  if (refused) return refused;
  const { verdict } = weighed.assessment;
  if (verdict !== 'consistent' && verdict !== 'partly_consistent' && verdict !== 'inconsistent') return null;
  const weighing = weighed.evidence.filter(({ stance }) => stance !== 'context');
  const grade = bestGrade(weighing.flatMap(({ finding }) => finding?.grade ?? []));
  if (grade === null) {
    const message = `A published verdict "${verdict}" needs a finding with an evidence grade, beyond context (C2).`;
    return { code: 'grade_missing', message };
  }
  if (grade !== 'allegation') return null;
  const message = `A published verdict "${verdict}" cannot rest on an allegation that nobody reports or records (C5).`;
  return { code: 'grade_too_weak', message };
}

const OPEN: readonly AssessmentStatus[] = ['draft', 'in_review', 'company_feedback'];

/** What has been published, replaced or withdrawn is no longer changed or confirmed: a new assessment is recorded. */
export function refuseChange(status: AssessmentStatus, statusReason: string | null): Refusal | null {
  if (OPEN.includes(status)) return null;
  if (status === 'withdrawn') {
    return { code: 'withdrawn', message: `This assessment was withdrawn: ${statusReason}` };
  }
  const message = `This assessment is ${status} and stays as it is. Record a new one: it replaces this one.`;
  return { code: 'already_published', message };
}

/**
 * A new verdict on the same claim replaces an earlier one that rests on some of the same findings, or where both rest
 * on none. Readings of one claim against different findings stand beside one another.
 */
export function replaces(
  later: { asOf: string; findingIds: string[] },
  earlier: { asOf: string; findingIds: string[] },
): boolean {
  if (earlier.asOf > later.asOf) return false;
  if (later.findingIds.length === 0 && earlier.findingIds.length === 0) return true;
  return earlier.findingIds.some((id) => later.findingIds.includes(id));
}

/** What the second reader's verdict does: publish, or send to review with the reason. */
export function outcomeOf(weighed: Weighed): { status: 'published' | 'in_review'; reason: string | null } {
  const { verdict, secondVerdict } = weighed.assessment;
  if (secondVerdict !== verdict) {
    const said = (key: Verdict) => `"${key.replaceAll('_', ' ')}"`;
    const reason = `The readers disagree: first ${said(verdict)}, second ${said(secondVerdict!)}.`;
    return { status: 'in_review', reason };
  }
  const refusal = refusePublishing(weighed);
  return refusal ? { status: 'in_review', reason: refusal.message } : { status: 'published', reason: null };
}

type ElsewhereFacts = Pick<ClaimView, 'answersAllegation' | 'seriesVersion' | 'assessments'> & {
  saidOn: Pick<ClaimView['saidOn'], 'value'>;
  excerpt: Pick<ClaimView['excerpt'], 'sourceId'>;
};
type ReportFacts = { reportedOn: Pick<FindingView['reportedOn'], 'value'> } & {
  excerpts: Pick<ClaimView['excerpt'], 'sourceId'>[];
};

function sourcesOf(findings: Pick<ReportFacts, 'excerpts'>[]): Set<string> {
  return new Set(findings.flatMap(({ excerpts }) => excerpts.map(({ sourceId }) => sourceId)));
}

/**
 * Sets later words in other places apart: said after every report shown, in a document that none of them comes from,
 * with no reading yet. They are listed beside the claims, never as a version of one (decision 24).
 */
export function splitClaims<Claim extends ElsewhereFacts>(
  claims: Claim[],
  findings: ReportFacts[],
): { claims: Claim[]; saidElsewhere: Claim[] } {
  const reportedOn = findings.flatMap((finding) => finding.reportedOn.value ?? []).map(parsePartialDate);
  const sources = sourcesOf(findings);
  const isElsewhere = (claim: Claim): boolean => {
    const said = parsePartialDate(claim.saidOn.value);
    return (
      reportedOn.length > 0 &&
      reportedOn.every((report) => orderOf(said, report) === 'after') &&
      !sources.has(claim.excerpt.sourceId) &&
      !claim.answersAllegation &&
      claim.seriesVersion === 1 &&
      claim.assessments.length === 0
    );
  };
  return {
    claims: claims.filter((claim) => !isElsewhere(claim)),
    saidElsewhere: claims.filter(isElsewhere),
  };
}

/** What is said for a company: every recorded answer to what is shown, and what the same sources give as an answer. */
export function answersTo<Statement extends { id: string }>(
  findings: (Pick<ReportFacts, 'excerpts'> & { answers: Statement[] })[],
  claims: (Pick<ElsewhereFacts, 'answersAllegation' | 'excerpt'> & { statements: Statement[] })[],
): Statement[] {
  const sources = sourcesOf(findings);
  const answering = claims.filter((claim) => claim.answersAllegation && sources.has(claim.excerpt.sourceId));
  const all = [...findings.flatMap(({ answers }) => answers), ...answering.flatMap(({ statements }) => statements)];
  return [...new Map(all.map((statement) => [statement.id, statement])).values()];
}
