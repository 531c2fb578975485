import { scorecardCsv, type ScorecardView } from '@libs/contracts';
import { scorecardWords } from '../../words/scorecard.ts';

/** The league as a file, made here from the same view as the table; the mark in front tells Excel that it is UTF-8. */
export function saveCsv(card: ScorecardView): void {
  const file = new Blob(['\ufeff', scorecardCsv([card])], { type: 'text/csv;charset=utf-8' });
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = scorecardWords.fileName(card.round.key);
  link.click();
  // Firefox reads the address after the click has ended.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
