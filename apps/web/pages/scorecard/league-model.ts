import type { MethodView, PairView, ScorecardView, ScoreRowView } from '@libs/contracts';

export type LeagueSort = 'name' | 'difference';

export interface League {
  /** Rows with both scores, in the chosen order. */
  compared: ScoreRowView[];
  /** Rows without both scores: below a heavier rule whatever the order, and always by name. */
  apart: ScoreRowView[];
}

export const pairOf = (row: ScoreRowView, pair: string): PairView | undefined =>
  row.pairs.find((candidate) => candidate.pair === pair);

const byName = (a: ScoreRowView, b: ScoreRowView) => a.company.name.localeCompare(b.company.name);

/** Orders a league by name, or by one pair's difference; a row that cannot be compared never stands among others. */
export function leagueOf(card: ScorecardView, sort: LeagueSort, pair: string): League {
  const comparable = (row: ScoreRowView) =>
    row.policy.score !== null &&
    row.conduct.score !== null &&
    (sort === 'name' || pairOf(row, pair)?.difference !== null);
  const difference = (row: ScoreRowView) => pairOf(row, pair)?.difference ?? 0;
  const order =
    sort === 'name' ? byName : (a: ScoreRowView, b: ScoreRowView) => difference(b) - difference(a) || byName(a, b);
  return {
    compared: card.rows.filter(comparable).toSorted(order),
    apart: card.rows.filter((row) => !comparable(row)).toSorted(byName),
  };
}

/** "+50", "0", "−50" with a true minus; null stays null, for "n/c". */
export function signed(difference: number | null | undefined): string | null {
  if (difference === null || difference === undefined) return null;
  if (difference > 0) return `+${difference}`;
  return difference < 0 ? `−${Math.abs(difference)}` : '0';
}

/** "starter.P1" and "P1" name the same indicator of a method. */
export const bareIndicator = (indicator: string): string => indicator.split('.').at(-1) ?? indicator;

/** "starter.P3" for "P3": the name of an indicator in a sentence, always with its method. */
export const qualified = (method: MethodView, id: string): string =>
  method.indicators.find((indicator) => indicator.id === id)?.qualifiedId ?? id;
