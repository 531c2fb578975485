import type { MovableKind } from '@libs/contracts';

const kinds: Record<MovableKind, string> = {
  source: 'Source',
  excerpt: 'Excerpt',
  statement: 'Statement',
  claim: 'Claim',
  finding: 'Finding',
  assessment: 'Reading',
  letter: 'Letter',
};

export const restrictionWords = {
  kinds,
  locked: 'Locked',
  lockedHint: 'For all others it does not exist.',
  restricted: 'Restricted',
  restrictedHint: (line: string) => `Everybody reads this line in its place: “${line}”`,
  withheld: 'withheld',
  title: 'Restricted',
  hint: 'Records that not everybody reads. Their readers chose these words.',
  show: 'Show a line to everybody',
  change: 'Change the line',
  titleOf: (number: string) => `A line for ${number}`,
  line: 'The line that everybody reads',
  lineHint: 'Name nobody whom the record protects. The record itself stays hidden.',
  company: 'On the page of a company as well',
  noCompany: 'No company',
  save: 'Show it',
  lift: 'Lock it again',
};
