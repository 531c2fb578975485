import { roundForDisplay } from '@libs/domain/scoring';
import { comparable } from '../file/method-rules.ts';
import type { MethodRules } from '../file/method-rules.ts';
import type { ScoredCell } from '../engine/score-table.ts';
import type { PublishedCell } from './published-table.ts';

/**
 * How a published value stands to the computed one (scoring rules, X2). `input_missing`: something is published and the
 * answers give no result. `published_missing`: there is a result and nothing is published.
 */
export const CELL_STATUSES = [
  'match',
  'matches_after_rounding',
  'mismatch',
  'input_missing',
  'published_missing',
] as const;
export type CellStatus = (typeof CELL_STATUSES)[number];

type Published = Pick<PublishedCell, 'value' | 'digits' | 'label' | 'absence'>;

/** True where a computed value is the published one, as it stands or rounded to the digits that are written. */
export function fitOf(
  computed: number,
  published: { readonly value: number | null; readonly digits: number | null },
  method: Pick<MethodRules, 'rounding'>,
  tolerance: number,
): 'match' | 'matches_after_rounding' | null {
  const { value, digits } = published;
  if (value === null) return null;
  if (Math.abs(computed - value) <= tolerance) return 'match';
  if (digits === null || digits > 12) return null;
  const rounding = method.rounding === 'none' ? 'half_up' : method.rounding;
  return Number(roundForDisplay(computed, digits, rounding)) === value ? 'matches_after_rounding' : null;
}

function absenceStatus(absence: NonNullable<Published['absence']>, ours: ScoredCell): CellStatus {
  const isPrinted = ours.display !== null;
  if (absence === 'not_published') return isPrinted ? 'published_missing' : 'match';
  if (isPrinted) return 'mismatch';
  if (absence === 'not_applicable') {
    if (ours.absence === 'not_applicable') return 'match';
    return ours.absence === 'below_coverage' ? 'mismatch' : 'input_missing';
  }
  return ours.absence === 'not_applicable' ? 'mismatch' : 'match';
}

/** The status of one cell. `ours` is undefined for a company without answers. */
export function cellStatus(
  method: MethodRules,
  published: Published,
  ours: ScoredCell | undefined,
  tolerance: number,
): CellStatus {
  if (!ours) return published.absence === null ? 'input_missing' : 'match';
  if (published.absence !== null) return absenceStatus(published.absence, ours);
  if (ours.display === null || ours.points === null) {
    return ours.absence === 'not_applicable' || ours.absence === 'below_coverage' ? 'mismatch' : 'input_missing';
  }
  if (published.label !== null) {
    return ours.label !== null && comparable(ours.label) === comparable(published.label) ? 'match' : 'mismatch';
  }
  const fit = fitOf(ours.points, published, method, tolerance);
  if (fit) return fit;
  return Number(ours.display) === published.value ? 'matches_after_rounding' : 'mismatch';
}
