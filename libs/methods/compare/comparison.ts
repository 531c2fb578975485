import type { NodeRules } from '../file/method-rules.ts';
import type { ScoredCell } from '../engine/score-table.ts';
import type { CellStatus } from './cell-status.ts';
import type { PublishedCell, PublishedRank } from './published-table.ts';

/** Why a published value is likely to differ (X4). It fits the value; nobody has said that it is so. */
export interface LikelyCause {
  readonly kind:
    | 'no_answers'
    | 'not_applicable'
    | 'below_coverage'
    | 'missing_cells'
    | 'follows'
    | 'rounding'
    | 'polarity'
    | 'rollup'
    | 'shifted_rows';
  /** Nodes that it names. */
  readonly nodes: readonly string[];
  readonly words: string;
}

/** One thing that a result was computed from. */
export interface ComparedInput {
  /** The node, or the leaf that was answered. */
  readonly node: string;
  /** The service or level, for an answer given at one; else null. */
  readonly subject: string | null;
  /** The answer as given, or the computed value; the reason where there is none. */
  readonly value: string;
  /** Line of the answer in its file; null for a computed value. */
  readonly line: number | null;
}

/** A published value beside the computed one; neither is ever written over (X1). */
export interface ComparedCell {
  readonly company: string;
  readonly node: NodeRules;
  /** Undefined where the table has no such row. */
  readonly published: PublishedCell | undefined;
  /** Undefined where the company has no answers. */
  readonly computed: ScoredCell | undefined;
  /** Published minus computed, in points; null where one of them is no number. */
  readonly difference: number | null;
  readonly status: CellStatus;
  readonly cause: LikelyCause | null;
  readonly inputs: readonly ComparedInput[];
}

export interface ComparedRank {
  readonly company: string;
  readonly node: NodeRules;
  readonly published: PublishedRank | undefined;
  /** Undefined where the company has no answers; null where it stands apart. */
  readonly computed: number | null | undefined;
  readonly status: Exclude<CellStatus, 'matches_after_rounding'>;
}

/** A list of ranks and what is likely to make it differ. */
export interface ComparedRanking {
  readonly node: NodeRules;
  readonly cause: string | null;
}

/** Rows whose values fit the next or the previous name (X3). */
export interface ShiftedRows {
  /** What neighbours in the run: companies in one column of a node, or nodes of one company. */
  readonly along: 'companies' | 'nodes';
  /** In the order of the table. */
  readonly names: readonly string[];
  /** The columns of nodes, or the companies, in which they are shifted. */
  readonly within: readonly string[];
  readonly fits: 'next' | 'previous';
}

export interface TableComparison {
  readonly cells: readonly ComparedCell[];
  readonly ranks: readonly ComparedRank[];
  readonly rankings: readonly ComparedRanking[];
  readonly shifted: readonly ShiftedRows[];
  readonly counts: Readonly<Record<CellStatus, number>>;
  readonly rankCounts: Readonly<Record<ComparedRank['status'], number>>;
  /** Companies with answers that the published table does not name; they are not compared. */
  readonly notPublished: readonly string[];
  /** True where any cell or rank is a mismatch or has no fellow. */
  readonly differs: boolean;
}
