import type { Answer } from './answer.ts';
import { fractions } from './arithmetic.ts';
import type { Method, SideKey } from './method.ts';
import { BOUNDARY_WIDTH } from './rounding.ts';
import { prepareRun, scoreSide } from './score-company.ts';
import type { ScoringRun, SideScore } from './score-company.ts';

/** Thrown where a method declares that it gives no total or no ranking (T5). */
export class MethodForbids extends Error {
  override readonly name = 'MethodForbids';
  readonly code: 'no_total' | 'no_ranking';

  constructor(code: 'no_total' | 'no_ranking', title: string) {
    super(`The method "${title}" gives no ${code === 'no_total' ? 'total' : 'ranking'}; none is made up for it.`);
    this.code = code;
  }
}

export interface RankedCompany {
  readonly company: string;
  readonly rank: number;
  readonly value: number;
  readonly rounded: number;
}

export interface Ranking {
  readonly ranked: readonly RankedCompany[];
  /** Companies without a printed score: they have no rank and stand apart (K3). */
  readonly apart: readonly { readonly company: string; readonly why: string }[];
}

interface Entry {
  readonly company: string;
  readonly run: ScoringRun;
  readonly score: SideScore;
  readonly value: number;
  readonly rounded: number;
}

/** Competition ranks, "1224": 1 + the number of entries that are strictly higher (K1). `isHigher(a, b)`: a above b. */
export function competitionRanks<Item>(items: readonly Item[], isHigher: (a: Item, b: Item) => boolean): number[] {
  return items.map((item) => 1 + items.filter((other) => isHigher(other, item)).length);
}

/**
 * Ranks companies on one side by the method's rank mode (K1-K3): `rounded` on the displayed score, `exact` on the
 * unrounded one, where doubles within 1e-9 of each other are compared as fractions. Best first, then by company.
 * @throws MethodForbids where the method has no ranking (T5). @throws AnswersRefused.
 */
export function rankCompanies(
  method: Method,
  side: SideKey,
  companies: readonly { readonly company: string; readonly answers: readonly Answer[] }[],
): Ranking {
  if (method.rankMode === 'none') throw new MethodForbids('no_ranking', method.title);
  const scored = companies.map(({ company, answers }) => {
    const run = prepareRun(method, answers);
    return { company, run, score: scoreSide(run, side) };
  });
  const entries: Entry[] = scored.flatMap((row) =>
    row.score.value === null || row.score.rounded === null
      ? []
      : [{ ...row, value: row.score.value, rounded: row.score.rounded }],
  );
  const isHigher = (a: Entry, b: Entry): boolean => {
    if (method.rankMode === 'rounded') return a.rounded > b.rounded;
    if (Math.abs(a.value - b.value) >= BOUNDARY_WIDTH) return a.value > b.value;
    return fractions.compare(a.run.exactPoints(side), b.run.exactPoints(side)) > 0;
  };
  const byName = (a: { company: string }, b: { company: string }) =>
    a.company < b.company ? -1 : a.company > b.company ? 1 : 0;
  const ranks = competitionRanks(entries, isHigher);
  const ranked = entries
    .map(({ company, value, rounded }, index) => ({ company, rank: ranks[index]!, value, rounded }))
    .sort((a, b) => a.rank - b.rank || byName(a, b));
  const apart = scored
    .filter(({ score }) => score.value === null)
    .map(({ company, score }) => ({ company, why: score.whyNotPrinted ?? '' }))
    .sort(byName);
  return { ranked, apart };
}

/**
 * The total of a method that gives one: the score of its only side, since policy and conduct are never added (C1).
 * @throws MethodForbids where the method gives none (T5).
 */
export function totalScore(method: Method, score: { policy: SideScore; conduct: SideScore }): SideScore {
  if (!method.total) throw new MethodForbids('no_total', method.title);
  return method.sides.policy.indicators.length > 0 ? score.policy : score.conduct;
}
