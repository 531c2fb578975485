import type { NodeRules } from '../file/method-rules.ts';

export type PublishedAbsence = 'not_applicable' | 'unknown' | 'not_published';

interface Place {
  /** The company as it is meant: the name that `companies` gives it, or the one that stands there. */
  readonly company: string;
  readonly node: NodeRules;
  readonly line: number;
  /** The head of its column. */
  readonly column: string;
  /** As it stands in the table. */
  readonly text: string;
}

/** One published value of one node for one company. */
export interface PublishedCell extends Place {
  /** A number, where it is one. */
  readonly value: number | null;
  /** Digits after the point, as written; null where it is no plain number. */
  readonly digits: number | null;
  /** A label such as "Partial", where it is no number. */
  readonly label: string | null;
  /** What stands there instead of a value; an empty cell is not published. */
  readonly absence: PublishedAbsence | null;
}

/** One published place in a ranking; null where the company stands apart. */
export interface PublishedRank extends Place {
  readonly rank: number | null;
}

/** Everything a published table says, in the order of its rows. */
export interface PublishedTable {
  readonly cells: readonly PublishedCell[];
  readonly ranks: readonly PublishedRank[];
  /** Companies in the order of their first row. */
  readonly companies: readonly string[];
  /** The largest difference that is none. */
  readonly tolerance: number;
}
