import type { NodeRules } from '../file/method-rules.ts';
import type { ScoredTable } from '../engine/score-table.ts';
import type { ComparedCell, ComparedRank } from './comparison.ts';

interface Placed {
  readonly company: string;
  readonly rank: number;
}

type Ranks = ReadonlyMap<string, number>;

/** Places by a score, the highest first: 1224, or 1223 where `isDense`. */
function ranksOf(scores: ReadonlyMap<string, number>, isDense = false): Ranks {
  const distinct = [...new Set(scores.values())];
  const all = [...scores.values()];
  return new Map(
    [...scores].map(([company, score]) => [
      company,
      1 + (isDense ? distinct : all).filter((one) => one > score).length,
    ]),
  );
}

const holds = (published: readonly Placed[], ranks: Ranks) =>
  published.every(({ company, rank }) => ranks.get(company) === rank);

/** Places that do not follow from each other: 1 + how many stand before is 4, and the list says 5. */
function gapsIn(published: readonly Placed[]): string[] {
  const groups = new Map<number, string[]>();
  for (const { company, rank } of published) groups.set(rank, [...(groups.get(rank) ?? []), company]);
  return [...groups].flatMap(([rank, names]) => {
    const due = 1 + published.filter((one) => one.rank < rank).length;
    return due === rank ? [] : [`${names.join(' and ')}: ${rank}, where ${due} is due`];
  });
}

/**
 * What is likely to make a list of ranks differ (scoring rules K1, K2, section 7): another way of ranking that gives the
 * whole published list, the published scores instead of the computed ones, or a list with a gap or a doubled place.
 *
 * @returns a sentence; null where nothing is found, or nothing differs
 */
export function rankCause(
  table: ScoredTable,
  node: NodeRules,
  ranks: readonly ComparedRank[],
  cells: readonly ComparedCell[],
): string | null {
  const wrong = ranks.filter(({ status }) => status === 'mismatch');
  if (wrong.length === 0) return null;
  const published = ranks.flatMap(({ company, published: given }) =>
    given?.rank === null || given === undefined ? [] : [{ company, rank: given.rank }],
  );
  const printed = table.companies.flatMap(({ company, cells: own }) => {
    const cell = own[node.index];
    return cell?.display === null || cell?.points === null || !cell ? [] : [{ name: company.name, cell }];
  });
  const exact = new Map(printed.map(({ name, cell }) => [name, cell.points!]));
  const rounded = new Map(printed.map(({ name, cell }) => [name, Number(cell.display)]));
  const theirs = new Map(
    cells.flatMap(({ node: of, company, published: given }) =>
      of === node && given && given.value !== null ? [[company, given.value] as const] : [],
    ),
  );
  if (holds(published, ranksOf(exact))) return 'The list fits ranks by the exact score (K2).';
  if (holds(published, ranksOf(rounded))) return 'The list fits ranks by the rounded score (K2).';
  if (holds(published, ranksOf(rounded, true)))
    return 'The list fits ranks that leave no place out after a tie: 1, 2, 2, 3.';
  if (holds(published, ranksOf(exact, true))) return 'The list fits ranks by the exact score that leave no place out.';
  if (theirs.size > 0 && holds(published, ranksOf(theirs))) return 'The list fits ranks by the published scores.';
  const gaps = gapsIn(published);
  if (gaps.length === 0) return null;
  return `The published list does not hold together: ${gaps.join('; ')} (one more than the number before it, K1).`;
}
