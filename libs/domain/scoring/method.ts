import type { EvidenceGrade } from '@libs/domain/vocabulary';

/** How the results of the children become the result of a node (scoring rules, section 3). */
export const ROLLUPS = [
  'mean',
  'weighted_mean',
  'min',
  'sum_over_max',
  'level_gate',
  'tri_state',
  'and',
  'or',
] as const;
export type Rollup = (typeof ROLLUPS)[number];

export const ROUNDINGS = ['half_up', 'half_even', 'none'] as const;
export type Rounding = (typeof ROUNDINGS)[number];

export const RANK_MODES = ['rounded', 'exact', 'none'] as const;
export type RankMode = (typeof RANK_MODES)[number];

export type SideKey = 'policy' | 'conduct';
export const SIDES: readonly SideKey[] = ['policy', 'conduct'];

/**
 * What a child without a result does to its parent (V4). `skip` leaves it out and lowers coverage; a stated value
 * stands in for it. It covers unknown, not researched and withheld points.
 */
export type UnknownPolicy = 'result_unknown' | 'no_result' | 'skip' | { readonly value: number };

/** `leave_out`: a child that does not apply leaves numerator and denominator (V2). It is never 0 and never a pass. */
export type NotApplicablePolicy = 'leave_out' | 'result_not_applicable';

export interface Scale {
  readonly min: number;
  readonly max: number;
}

/** One answer and what it earns. Keys are compared in lower case and trimmed; the key `else` takes unlisted ones. */
export interface RubricEntry {
  readonly key: string;
  readonly points: number;
  readonly meaning?: string;
}

/** What a gate asks for: a node at `atLeast` points (its full points unless stated), all of several, or any one. */
export type GateExpression =
  | { readonly node: string; readonly atLeast?: number }
  | { readonly all: readonly GateExpression[] }
  | { readonly any: readonly GateExpression[] };

/** "This node needs that one" (U17). `check` reports in words; `cap` limits the points of this node to `cap`. */
export interface Gate {
  readonly needs: GateExpression;
  readonly mode: 'check' | 'cap';
  readonly cap?: number;
}

/**
 * A theme, indicator or element (T1, T2). With children it has a roll-up; without, it takes an answer, read by its
 * rubric, or as a number where it has none. A rubric states the points as earned: `polarity` says on paper that
 * "no" earns the most and obliges the method to state `notFoundPoints` (U16); it turns nothing round.
 */
export interface MethodNode {
  readonly id: string;
  readonly label: string;
  readonly question?: string;
  readonly weight: number;
  readonly polarity: 'normal' | 'reversed';
  readonly scale: Scale;
  readonly rollup?: Rollup;
  readonly children?: readonly MethodNode[];
  readonly unknownPolicy?: UnknownPolicy;
  readonly notApplicablePolicy?: NotApplicablePolicy;
  readonly rubric?: readonly RubricEntry[];
  /** True where several answers may be given; their points are added and clamped to the scale (U8). */
  readonly multiple?: boolean;
  /** What "looked, nothing found" earns; the lowest points unless stated. `no_points` leaves it out, as answered. */
  readonly notFoundPoints?: number | 'no_points';
  /** What `and` earns where some but not all requirements are met, and `tri_state` where the result is partial. */
  readonly partialCredit?: number;
  /** The level of a child of a `level_gate`. */
  readonly level?: number;
  /** The label and level of a `level_gate` that nothing blocks; it may lie above the highest level (U6). */
  readonly topLabel?: string;
  readonly topLevel?: number;
  readonly gates?: readonly Gate[];
}

/** Policy or conduct: indicators with one roll-up. The two sides are never added, averaged or netted (C1). */
export interface MethodSide {
  readonly rollup: Rollup;
  readonly scale: Scale;
  readonly unknownPolicy?: UnknownPolicy;
  readonly notApplicablePolicy?: NotApplicablePolicy;
  readonly indicators: readonly MethodNode[];
}

/** A policy and a conduct indicator on one scale: the only place where a difference is shown (decision 11). */
export interface MethodPair {
  readonly id: string;
  readonly policy: string;
  readonly conduct: string;
  readonly label: string;
}

/** A version of a method. Published versions never change (T3). */
export interface Method {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly status: string;
  /** Digits after the point on display, and how they are rounded (N1, N2). */
  readonly digits: number;
  readonly rounding: Rounding;
  readonly rankMode: RankMode;
  /** Share of applicable answers, 0 to 1, from which a score is printed (V5). */
  readonly coverageThreshold: number;
  /** Grade that at least one conduct finding must reach before conduct is scored; null for no floor (decision 11). */
  readonly evidenceFloor: EvidenceGrade | null;
  /** Whether a total may be asked for (T5). Never with indicators on both sides (C1). */
  readonly total: boolean;
  readonly sides: { readonly policy: MethodSide; readonly conduct: MethodSide };
  readonly pairs: readonly MethodPair[];
}

// A method version never changes, so its trees are laid out once and serve every company of a round.
const roots = new WeakMap<MethodSide, MethodNode>();
const families = new WeakMap<MethodNode, readonly MethodNode[]>();

/** A side as the root of its tree. */
export function rootOfSide(method: Method, side: SideKey): MethodNode {
  const known = roots.get(method.sides[side]);
  if (known?.id === side) return known;
  const { rollup, scale, unknownPolicy, notApplicablePolicy, indicators } = method.sides[side];
  const policies = { ...(unknownPolicy && { unknownPolicy }), ...(notApplicablePolicy && { notApplicablePolicy }) };
  const frame = { id: side, label: side, weight: 1, polarity: 'normal', scale, rollup } as const;
  const root: MethodNode = { ...frame, children: indicators, ...policies };
  roots.set(method.sides[side], root);
  return root;
}

/** A node and everything below it, parents first, in the order of the method. */
export function nodesUnder(node: MethodNode): readonly MethodNode[] {
  const known = families.get(node);
  if (known) return known;
  const family = [node, ...(node.children ?? []).flatMap(nodesUnder)];
  families.set(node, family);
  return family;
}

/** True for a node that takes an answer. */
export function isLeaf(node: MethodNode): boolean {
  return node.children === undefined;
}
