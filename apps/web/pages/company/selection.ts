import type { FindingView } from '@libs/contracts';
import { readingWords } from '../../words/verdicts.ts';
import type { FindingItem, Reading, Selection } from './comparison-model.ts';

/** Ids of the claim and the findings that the selection marks on the page. */
export function chosenIds(selection: Selection | null): Set<string> {
  if (!selection) return new Set();
  if (selection.kind === 'claim') return new Set([selection.claim.id]);
  if (selection.kind === 'finding') return new Set([selection.finding.id]);
  return new Set([selection.reading.claim.id, ...selection.reading.findings.map(({ id }) => id)]);
}

/** Choosing an item chooses its first reading; without one, the item alone. */
export const numberForClaim = (claim: { id: string; number: string }, readings: readonly Reading[]): string =>
  readings.find((reading) => reading.claim.id === claim.id)?.assessment.number ?? claim.number;

export function numberForFindings(item: FindingItem, readings: readonly Reading[]): string {
  const ids = new Set(item.findings.map(({ id }) => id));
  const reading = readings.find((candidate) => candidate.findings.some(({ id }) => ids.has(id)));
  return reading?.assessment.number ?? (item.findings[0] as FindingView).number;
}

/** What stands beside the verdict of a reading that is not published. */
export const stateWordOf = ({ assessment }: Reading): string =>
  assessment.status === 'in_review' ? readingWords.inReview : readingWords.draft;

export const isDraft = (reading: Reading): boolean => reading.assessment.status !== 'published';
