import type { ClaimView, ExcerptView, FindingView, StatementView } from '@libs/contracts';
import { companyWords } from '../../words/company.ts';
import { dateInWords } from '../../words/dates.ts';
import { findingTypeWords, gradeWords } from '../../words/kinds.ts';
import type { WordsForm } from './Quotation.tsx';

/** Quotation marks only where the claim's statement holds the speaker's own words. */
export const formOfClaim = (claim: ClaimView): WordsForm => (claim.mayQuote ? 'direct' : 'indirect');

/**
 * Quotation marks only where a statement on the very same words records them as the speaker's own; everything else
 * is the reporter's sentence and stands without marks.
 */
export const formOfFinding = (finding: FindingView, spokenExcerpts: ReadonlySet<string>): WordsForm =>
  spokenExcerpts.has(finding.excerpts[0]?.id ?? '') ? 'direct' : 'reported';

export const kindsOf = (findings: readonly FindingView[]): string => {
  const kinds = [...new Set(findings.map((finding) => findingTypeWords[finding.findingType]))];
  return kinds.map((kind, index) => (index === 0 ? kind : kind.toLowerCase())).join('; ');
};

export const numbersOf = (findings: readonly FindingView[]) => findings.map((finding) => finding.number).join(', ');

/** The line under a finding: other party, whose act, grade, conduct date. */
export function remarkOf(finding: FindingView, asActOfOther: boolean): string {
  const other = finding.object?.shortName ?? finding.objectText;
  const party = other ? (finding.findingType === 'ownership' ? companyWords.of(other) : companyWords.to(other)) : null;
  return [
    asActOfOther ? companyWords.actOf(finding.subject.shortName) : null,
    party,
    finding.basis === 'company_confirms' ? companyWords.confirmedWordsOnly : gradeWords[finding.grade],
    finding.conductDateLine,
  ]
    .filter(Boolean)
    .join('; ');
}

export function listingLine(finding: FindingView): string | null {
  if (finding.findingType !== 'listing') return null;
  const known = finding.authority && finding.listedOn;
  const what = known
    ? companyWords.listed(finding.authority as string, dateInWords(finding.listedOn as string))
    : companyWords.listedPlain;
  return `${what}. ${companyWords.listedIsNotUnlawful}`;
}

export interface AnswerLine {
  key: string;
  excerpt: ExcerptView;
  form: WordsForm;
  number: string;
  line: string;
}

/**
 * The words of every answer. A statement that holds more than the answer is shown by the claims in it that are
 * marked as answers; one without such a claim is shown whole.
 */
export function answerLines(answers: readonly StatementView[], claims: readonly ClaimView[]): AnswerLine[] {
  const lines = answers.flatMap((answer) => {
    const within = claims.filter(
      (claim) => claim.answersAllegation && claim.statements.some((statement) => statement.id === answer.id),
    );
    if (within.length === 0) {
      return [
        {
          key: answer.id,
          excerpt: answer.excerpt,
          form: answer.quotationType,
          number: answer.number,
          line: answer.attributionLine,
        },
      ];
    }
    return within.map((claim) => ({
      key: claim.id,
      excerpt: claim.excerpt,
      form: formOfClaim(claim),
      number: claim.number,
      line: claim.attributionLine,
    }));
  });
  return [...new Map(lines.map((line) => [line.key, line])).values()];
}

/** The answers as they stand beside a claim: its own left out, a speaker's own words first, the rest to open. */
export function answersBeside(lines: readonly AnswerLine[], claimId: string | undefined) {
  const others = lines
    .filter(({ key }) => key !== claimId)
    .toSorted((a, b) => Number(a.form === 'indirect') - Number(b.form === 'indirect'));
  const [first = null, ...rest] = others;
  return { answerIsClaim: others.length < lines.length, first, rest };
}
