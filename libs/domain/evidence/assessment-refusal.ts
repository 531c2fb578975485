export type AssessmentRefusalCode =
  | 'verdict_unknown'
  | 'rationale_missing'
  | 'as_of_missing'
  | 'as_of_too_early'
  | 'as_of_in_future'
  | 'verdict_not_borne'
  | 'not_of_the_company'
  | 'request_missing'
  | 'request_bounced'
  | 'request_misdated'
  | 'reply_missing'
  | 'grade_without_reply'
  | 'answer_not_due'
  | 'answered_in_substance'
  | 'claim_can_be_tested'
  | 'evidence_missing'
  | 'order_unknown'
  | 'stance_not_open'
  | 'first_reader_missing'
  | 'second_reader_missing'
  | 'same_reader'
  | 'reader_owns_engagement'
  | 'readers_disagree'
  | 'claim_not_anchored'
  | 'conduct_not_anchored';

/** Why an assessment may not stand; the message names the rule. */
export interface AssessmentRefusal {
  readonly code: AssessmentRefusalCode;
  readonly message: string;
}

export function refusal(code: AssessmentRefusalCode, message: string): AssessmentRefusal {
  return { code, message };
}

export function isBlank(text: string | null | undefined): boolean {
  return (text ?? '').trim() === '';
}
