import type { AbsenceKey, VerdictKey } from '../components/marks/encodings.ts';

/** The full words stand in the drawer, stacked pairs and print; the short ones on threads and in tables. */
export const verdictWords: Record<VerdictKey, { full: string; short: string }> = {
  consistent: { full: 'Consistent', short: 'Consistent' },
  partly_consistent: { full: 'Partly consistent', short: 'Partly consistent' },
  inconsistent: { full: 'Inconsistent', short: 'Inconsistent' },
  not_explained: { full: 'Not explained by the company', short: 'Not explained' },
  cannot_be_tested: { full: 'Cannot be tested as worded', short: 'Cannot be tested as worded' },
  not_enough_evidence: { full: 'Not enough evidence', short: 'Not enough evidence' },
};

export const verdictMeanings: Record<VerdictKey, string> = {
  consistent: 'the two sentences agree',
  partly_consistent: 'part of the claim is borne out, part is not',
  inconsistent: 'the two sentences cannot both hold',
  not_explained: 'the company was asked and did not explain by the due date',
  cannot_be_tested: 'no finding by anyone could contradict these words',
  not_enough_evidence: 'what is reported does not settle it',
};

export const absenceWords: Record<AbsenceKey, { name: string; meaning: string }> = {
  not_researched: { name: 'Not researched', meaning: 'nobody has looked' },
  not_found: { name: 'Searched, nothing found', meaning: 'dated search, no disclosure' },
  refused: { name: 'Refused', meaning: 'the company was asked and declined to say' },
  not_applicable: { name: 'Not applicable', meaning: 'the indicator does not fit' },
  unknown: { name: 'Unknown', meaning: 'looked at and cannot be told' },
  withheld: { name: 'Withheld', meaning: 'a value exists and you may not see it' },
};

export const readingWords = {
  draft: 'draft',
  draftMark: 'Draft',
  draftNoReader: 'draft, no second reader yet',
  noSecondReader: 'No second reader yet: not published.',
  inReview: 'in review',
  readersDisagree: 'The two readers disagree: not published.',
  inReviewDisagree: 'in review, the readers disagree',
  notAssessed: 'not assessed',
  ourReading: 'Our reading',
  ourReadingBefore: 'Our reading:',
};
