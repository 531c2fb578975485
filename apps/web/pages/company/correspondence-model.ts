import type { AssessmentView, ComparisonView, LetterProfileView } from '@libs/contracts';
import { companyWords } from '../../words/company.ts';
import { dateInWords } from '../../words/dates.ts';
import { replyGradeWords, replyOutcomeWords } from '../../words/kinds.ts';

/** What the company was asked, as a reading records it, and what came of it where that is recorded. */
export function requestLine(assessment: AssessmentView): string {
  const { askedOn, answerDueOn, number, replyOutcome, replyGrade } = assessment;
  return [
    companyWords.askedBefore(dateInWords(askedOn ?? ''), answerDueOn ? dateInWords(answerDueOn) : null, number),
    replyOutcome ? companyWords.replied(replyOutcomeWords[replyOutcome]) : null,
    replyGrade ? companyWords.replyGraded(replyGradeWords[replyGrade]) : null,
  ]
    .filter(Boolean)
    .join('; ');
}

type Reported = Pick<ComparisonView, 'company' | 'findings' | 'actsOfOthers'>;

/** Why no first letter can be drafted, in one sentence; null where it can. One fitting profile is needed, no more. */
export function whyNoLetter(view: Reported, profiles: readonly Pick<LetterProfileView, 'companyId'>[]): string | null {
  if (view.findings.length + view.actsOfOthers.length === 0) return companyWords.nothingReported;
  const own = profiles.filter(({ companyId }) => companyId === view.company.id);
  const fitting = own.length > 0 ? own : profiles.filter(({ companyId }) => companyId === null);
  if (fitting.length === 0) return companyWords.noProfile(view.company.shortName);
  return fitting.length > 1 ? companyWords.severalProfiles : null;
}
