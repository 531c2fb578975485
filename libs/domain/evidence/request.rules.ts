import type { ReplyGrade, ReplyOutcome } from '@libs/domain/vocabulary';
import { isBlank, refusal } from './assessment-refusal.ts';
import type { AssessmentRefusal } from './assessment-refusal.ts';

/** What the company was asked, and what became of it. Days are `YYYY-MM-DD`; outcome and grade as in decision 9. */
export interface AssessedRequest {
  readonly askedWhat: string | null;
  readonly askedOn: string | null;
  readonly dueOn: string | null;
  readonly outcome: ReplyOutcome | null;
  readonly grade: ReplyGrade | null;
}

/** Says why a reply may not have a grade, or nothing: only an answer has one (decision 9). */
export function refuseReplyGrade(request: AssessedRequest | null | undefined): AssessmentRefusal | undefined {
  if (!request || request.grade === null || request.outcome === 'answered') return undefined;
  return refusal('grade_without_reply', 'Only an answer has a grade: leave it out, or say that the company answered.');
}

/**
 * Says why `not_explained` may not be given, or nothing (decision 3; scoring rules, C2 and Q1): what was asked, when,
 * by when and what became of it must be stated; the due date has passed on `asOf`, or the company declined, or its
 * answer was tangential. An answer that is graded `none` counts as silence.
 */
export function refuseNotExplained(
  request: AssessedRequest | null | undefined,
  asOf: string | null,
): AssessmentRefusal | undefined {
  if (!request || isBlank(request.askedWhat) || isBlank(request.askedOn) || isBlank(request.dueOn)) {
    const message = '"Not explained" needs what the company was asked, when, and by when it was due (C2).';
    return refusal('request_missing', message);
  }
  const { outcome, grade } = request;
  const [askedOn, dueOn] = [request.askedOn!, request.dueOn!];
  if (dueOn < askedOn) {
    return refusal('request_misdated', `The answer is due ${dueOn}, before the company was asked on ${askedOn}.`);
  }
  if (asOf !== null && asOf < askedOn) {
    return refusal(
      'request_misdated',
      `The company was asked on ${askedOn}, after the verdict stands on ${asOf} (D4).`,
    );
  }
  if (outcome === 'bounced') {
    return refusal('request_bounced', 'The request bounced, so the company was not asked (Q1).');
  }
  if (outcome === null || (outcome === 'answered' && grade === null)) {
    const message =
      '"Not explained" needs what became of the request: no reply, declined, or answered and how far (C2).';
    return refusal('reply_missing', message);
  }
  if (grade === 'partial' || grade === 'full') {
    return refusal('answered_in_substance', `The company answered in substance: grade ${grade} (C2).`);
  }
  const settled = outcome === 'declined' || grade === 'tangential';
  if (!settled && asOf !== null && asOf <= dueOn) {
    return refusal('answer_not_due', `The answer is due ${dueOn}, which has not passed on ${asOf} (C2).`);
  }
  return undefined;
}
