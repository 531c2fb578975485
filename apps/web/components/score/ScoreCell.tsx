import type { CellView } from '@libs/contracts';
import type { AbsenceKey } from '../marks/encodings.ts';
import { absenceWords } from '../../words/verdicts.ts';
import { scorecardWords } from '../../words/scorecard.ts';
import { classList } from '../class-list.ts';
import { AbsenceMark } from '../marks/AbsenceMark.tsx';
import { rampColours } from './ramp.ts';
import classes from './Score.module.css';

const absenceOf = (cell: CellView): AbsenceKey =>
  cell.absence === null || cell.absence === 'found' ? 'unknown' : cell.absence;

const numbersOf = (cell: CellView) => cell.evidence.flatMap(({ number }) => number ?? []);

/** What a cell says in words: its points, its absence, or the numbers of its evidence. Never nothing. */
export function cellWords(cell: CellView): string {
  if (cell.display === 'points' && cell.points !== null) return scorecardWords.cellPoints(cell.points);
  if (cell.display === 'evidence') return scorecardWords.cellEvidence(numbersOf(cell).join(', '));
  return absenceWords[absenceOf(cell)].name.toLowerCase();
}

/** "F-206 +2": what a cell with evidence shows. */
function shownNumbers(cell: CellView): string {
  const [first = '', ...more] = numbersOf(cell);
  return more.length > 0 ? `${first} +${more.length}` : first;
}

function nameOf(cell: CellView): string {
  const numbers = numbersOf(cell);
  if (cell.display !== 'evidence' || numbers.length < 2) return cellWords(cell);
  return scorecardWords.cellEvidenceNamed(shownNumbers(cell), numbers.join(', '));
}

interface ScoreCellProps {
  cell: CellView;
  /** "Intel Corp., Remedy" */
  name: string;
  id: string;
  current: boolean;
  tabbable: boolean;
  onSelect: () => void;
}

export function ScoreCell({ cell, name, id, current, tabbable, onSelect }: ScoreCellProps) {
  const points = cell.display === 'points' ? cell.points : null;
  return (
    <button
      type="button"
      id={id}
      className={classList(classes.cell, cell.display === 'evidence' && classes.evidence)}
      style={points === null ? undefined : rampColours(points)}
      data-zero={points === 0 || undefined}
      data-absent={cell.display === 'absence' || undefined}
      data-cell
      tabIndex={tabbable ? 0 : -1}
      aria-current={current || undefined}
      aria-label={`${name}: ${nameOf(cell)}`}
      onClick={onSelect}
      onFocus={onSelect}
    >
      {points}
      {cell.display === 'absence' ? <AbsenceMark absence={absenceOf(cell)} decorative /> : null}
      {cell.display === 'evidence' ? shownNumbers(cell) : null}
    </button>
  );
}
