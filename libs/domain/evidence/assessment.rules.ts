import { orderOf, parsePartialDate } from '@libs/domain/dates';
import type { DateInterval } from '@libs/domain/dates';
import { VERDICTS } from '@libs/domain/vocabulary';
import type { AnchorStatus, AssessmentStatus, Stance, Verdict } from '@libs/domain/vocabulary';
import { isBlank, refusal } from './assessment-refusal.ts';
import type { AssessmentRefusal } from './assessment-refusal.ts';
import { refuseNotExplained, refuseReplyGrade } from './request.rules.ts';
import type { AssessedRequest } from './request.rules.ts';
import { stanceFor } from './time-order.ts';
import type { TestedTime } from './time-order.ts';

/** An excerpt as a verdict rests on it. A fuzzy anchor counts only once a person has confirmed it. */
export interface AssessedExcerpt {
  readonly anchorStatus: AnchorStatus;
  readonly confirmedByPerson?: boolean;
}

export interface AssessedEvidence {
  readonly stance: Stance;
  readonly conduct: DateInterval;
  /** When a finding was reported, or the words of a statement were said. */
  readonly reported: DateInterval;
  /** True for the company's own conduct and words, and for acts of others that a chain of findings leads to from it. */
  readonly ofCompany: boolean;
  readonly excerpts: readonly AssessedExcerpt[];
}

export interface AssessedClaim {
  readonly made: DateInterval;
  readonly tested: TestedTime;
  readonly testableCondition: string | null;
  readonly excerpts: readonly AssessedExcerpt[];
}

export interface AssessmentDraft {
  readonly verdict: Verdict;
  readonly status: AssessmentStatus;
  readonly rationale: string;
  readonly asOf: string | null;
  /** The day of the judgement, `YYYY-MM-DD`. */
  readonly today: string;
  readonly claim: AssessedClaim;
  readonly evidence: readonly AssessedEvidence[];
  readonly request?: AssessedRequest | null;
  readonly firstReader: string | null;
  readonly secondReader: string | null;
  readonly secondVerdict?: Verdict | null;
  readonly engagementOwners?: readonly string[];
}

type Refusals = (AssessmentRefusal | undefined | false)[];

/** True where at least one excerpt is anchored: exact, moved, or fuzzy and confirmed by a person. */
export function isAnchored(excerpts: readonly AssessedExcerpt[]): boolean {
  return excerpts.some(
    ({ anchorStatus, confirmedByPerson }) =>
      anchorStatus === 'exact' || anchorStatus === 'moved' || (anchorStatus === 'fuzzy' && confirmedByPerson === true),
  );
}

/** True for verdicts that speak about the claim's words only and need no excerpt of conduct (C4). */
export function needsClaimSideOnly(verdict: Verdict): boolean {
  return verdict === 'cannot_be_tested' || verdict === 'not_enough_evidence';
}

/**
 * Says why the stances of the evidence do not bear a verdict, or nothing (decision 3; scoring rules, C2 and C6).
 * Context bears nothing either way.
 */
export function refuseVerdict(verdict: Verdict, stances: readonly Stance[]): AssessmentRefusal | undefined {
  const [supports, contradicts, qualifies] = (['supports', 'contradicts', 'qualifies'] as const).map((stance) =>
    stances.includes(stance),
  );
  const refuse = (needs: string) => refusal('verdict_not_borne', `The verdict "${verdict}" ${needs}`);
  if (verdict === 'consistent' && (!supports || contradicts)) {
    return refuse('needs evidence that supports the claim, and none that contradicts it (C2, C6).');
  }
  if (verdict === 'inconsistent' && !contradicts) {
    return refuse('needs evidence that contradicts the claim (C2, C6).');
  }
  if (verdict === 'partly_consistent' && !qualifies && !(supports && contradicts)) {
    return refuse(
      'needs evidence that qualifies the claim, or some that supports and some that contradicts it (C2, C6).',
    );
  }
  if (verdict === 'cannot_be_tested' && (supports || contradicts)) {
    return refuse(
      'says that no finding could speak for or against the words, so none may support or contradict them (C2).',
    );
  }
  return undefined;
}

/** The day a verdict stands on is the last day of what was considered, and has come (D4). */
function refuseAsOf({ asOf, today, claim, evidence }: AssessmentDraft): Refusals {
  if (asOf === null || isBlank(asOf))
    return [refusal('as_of_missing', 'A verdict needs the date it stands on, as_of (D4).')];
  const isAfter = (day: DateInterval) => orderOf(day, parsePartialDate(asOf)) === 'after';
  const early = (what: string) => refusal('as_of_too_early', `The verdict stands on ${asOf}, before ${what} (D4).`);
  return [
    asOf > today && refusal('as_of_in_future', `The verdict stands on ${asOf}, which has not come yet (D4).`),
    isAfter(claim.made) && early('the claim was made'),
    ...evidence.flatMap((item, index) => [
      isAfter(item.conduct) && early(`the conduct of evidence ${index + 1}`),
      isAfter(item.reported) && early(`evidence ${index + 1} was reported`),
    ]),
  ];
}

function refuseEvidence(draft: AssessmentDraft): Refusals {
  const { verdict, claim, evidence } = draft;
  const compares = verdict === 'consistent' || verdict === 'partly_consistent' || verdict === 'inconsistent';
  const found: Refusals = [];
  evidence.forEach((item, index) => {
    const rule = stanceFor(claim.made, item.conduct, claim.tested);
    const strict = item.stance === 'supports' || item.stance === 'contradicts';
    if (strict && !rule.stances.includes(item.stance)) {
      const message = `Evidence ${index + 1} cannot have the stance "${item.stance}": ${rule.reason}`;
      found.push(refusal('stance_not_open', message));
    }
    if (item.stance !== 'context' && !item.ofCompany) {
      const message = `Evidence ${index + 1} is of another party and follows from no finding of the company: context only (decision 5).`;
      found.push(refusal('not_of_the_company', message));
    }
  });
  if (compares && !evidence.some(({ stance }) => stance !== 'context')) {
    const message = `The verdict "${verdict}" needs evidence that is more than context (C6).`;
    found.push(refusal('evidence_missing', message));
  } else {
    found.push(
      refuseVerdict(
        verdict,
        evidence.map(({ stance }) => stance),
      ),
    );
  }
  const ordered = (item: AssessedEvidence) =>
    claim.tested === 'state' || stanceFor(claim.made, item.conduct, claim.tested).conductIs !== 'unknown';
  const needsOrder = verdict === 'consistent' || verdict === 'inconsistent';
  if (needsOrder && evidence.length > 0 && !evidence.some((item) => item.stance !== 'context' && ordered(item))) {
    const message = `The verdict "${verdict}" needs conduct whose order in time to the claim is known (D3).`;
    found.push(refusal('order_unknown', message));
  }
  return found;
}

function refuseReaders(draft: AssessmentDraft): Refusals {
  const { firstReader, secondReader, secondVerdict, engagementOwners = [] } = draft;
  const owner = [firstReader, secondReader].find((reader) => reader !== null && engagementOwners.includes(reader));
  return [
    isBlank(firstReader) && refusal('first_reader_missing', 'A published verdict names its first reader (C4).'),
    isBlank(secondReader) && refusal('second_reader_missing', 'A published verdict needs a second reader (C4).'),
    !isBlank(secondReader) &&
      secondReader === firstReader &&
      refusal('same_reader', 'The second reader must be another person than the first (C4).'),
    owner !== undefined &&
      refusal('reader_owns_engagement', 'Whoever owns an engagement with the company reads none of its verdicts (C4).'),
    secondVerdict !== null &&
      secondVerdict !== undefined &&
      secondVerdict !== draft.verdict &&
      refusal('readers_disagree', 'The readers disagree: the assessment goes to review, not out (C7).'),
  ];
}

function refuseAnchors(draft: AssessmentDraft): Refusals {
  const conductAnchored = draft.evidence.some((item) => isAnchored(item.excerpts));
  return [
    !isAnchored(draft.claim.excerpts) &&
      refusal('claim_not_anchored', 'A published verdict needs an anchored excerpt of the claim (C4).'),
    !needsClaimSideOnly(draft.verdict) &&
      !conductAnchored &&
      refusal('conduct_not_anchored', 'A published verdict needs an anchored excerpt of the conduct (C4).'),
  ];
}

/**
 * Lists every reason why an assessment may not stand, empty where it may (scoring rules, C2-C4, C6, C7, D1, D3, D4).
 * Readers and anchors are asked for where the status is `published`.
 */
export function assessmentProblems(draft: AssessmentDraft): AssessmentRefusal[] {
  const { verdict, claim } = draft;
  const all: Refusals = [
    !VERDICTS.includes(verdict) && refusal('verdict_unknown', `"${verdict}" is not a verdict (C2).`),
    isBlank(draft.rationale) && refusal('rationale_missing', 'A verdict needs a rationale in words (C4).'),
    ...refuseAsOf(draft),
    refuseReplyGrade(draft.request),
    verdict === 'not_explained' && refuseNotExplained(draft.request, draft.asOf),
    verdict === 'cannot_be_tested' &&
      !isBlank(claim.testableCondition) &&
      refusal('claim_can_be_tested', 'The claim has a testable condition, so it can be tested (C3).'),
    ...refuseEvidence(draft),
  ];
  if (draft.status === 'published') all.push(...refuseReaders(draft), ...refuseAnchors(draft));
  return all.filter((item) => item !== undefined && item !== false);
}

/** The first reason of `assessmentProblems`, or nothing. */
export function refuseAssessment(draft: AssessmentDraft): AssessmentRefusal | undefined {
  return assessmentProblems(draft)[0];
}
