import type { Arithmetic } from './arithmetic.ts';
import type { NotApplicablePolicy, Rollup, Scale, UnknownPolicy } from './method.ts';
import { commonReason, isFull, isLowest, NO_RESULT, NOT_APPLICABLE, NOT_RESEARCHED, UNKNOWN } from './outcome.ts';
import type { Child, ChildRules, CountedChild, MissingReason, Outcome } from './outcome.ts';

/** All ways in which children are computed into a node; a method's file may use each, a workspace's method `Rollup`. */
export type AnyRollup = Rollup | 'max' | 'sum' | 'ratio';

/** What a roll-up must know of the node that it computes. */
export interface RollUpRules {
  /** `mean` unless stated. */
  readonly rollup?: AnyRollup | null;
  readonly scale: Scale;
  readonly partialCredit?: number | null;
  readonly topLabel?: string | null;
  readonly topLevel?: number | null;
  /** `result_unknown` unless stated. */
  readonly unknownPolicy?: UnknownPolicy;
  readonly notApplicablePolicy?: NotApplicablePolicy;
}

interface Rules extends RollUpRules {
  /** The highest level among all children, those without a result too. */
  readonly highestLevel: number;
}

type Compute = <N>(rules: Rules, children: readonly CountedChild<N>[], arithmetic: Arithmetic<N>) => Outcome<N>;

function valueOf<N>(points: N, label: string | null = null): Outcome<N> {
  return { kind: 'value', points, label };
}

const mean: Compute = (_rules, children, arithmetic) =>
  valueOf(arithmetic.divide(arithmetic.sum(children.map(({ points }) => points)), arithmetic.of(children.length)));

const weightedMean: Compute = (_rules, children, arithmetic) => {
  const weights = arithmetic.sum(children.map(({ rules }) => arithmetic.of(rules.weight)));
  if (arithmetic.compare(weights, arithmetic.of(0)) === 0) return NO_RESULT;
  const products = children.map(({ rules, points }) => arithmetic.multiply(arithmetic.of(rules.weight), points));
  return valueOf(arithmetic.divide(arithmetic.sum(products), weights));
};

const lowest: Compute = (_rules, children, arithmetic) =>
  valueOf(children.map(({ points }) => points).reduce((a, b) => (arithmetic.compare(b, a) < 0 ? b : a)));

const highest: Compute = (_rules, children, arithmetic) =>
  valueOf(children.map(({ points }) => points).reduce((a, b) => (arithmetic.compare(b, a) > 0 ? b : a)));

const sum: Compute = (_rules, children, arithmetic) =>
  valueOf(
    arithmetic.sum(children.map(({ rules, points }) => arithmetic.multiply(arithmetic.of(rules.weight), points))),
  );

/** Points won of points possible, each times its weight, stretched over the scale of the node. */
const sumOverMax: Compute = ({ scale }, children, arithmetic) => {
  const { of, multiply } = arithmetic;
  const won = arithmetic.sum(children.map(({ rules, points }) => multiply(of(rules.weight), points)));
  const possible = arithmetic.sum(children.map(({ rules }) => multiply(of(rules.weight), of(rules.scale.max))));
  if (arithmetic.compare(possible, of(0)) === 0) return NO_RESULT;
  const width = arithmetic.subtract(of(scale.max), of(scale.min));
  return valueOf(arithmetic.sum([of(scale.min), arithmetic.divide(multiply(won, width), possible)]));
};

/** The first child over the second, stretched over the scale: 6 of 9 on 0 to 100 is 66.67. */
const ratio: Compute = ({ scale }, [of, to], arithmetic) => {
  if (!of || !to || arithmetic.compare(to.points, arithmetic.of(0)) === 0) return NO_RESULT;
  const width = arithmetic.subtract(arithmetic.of(scale.max), arithmetic.of(scale.min));
  const share = arithmetic.divide(arithmetic.multiply(of.points, width), to.points);
  return valueOf(arithmetic.sum([arithmetic.of(scale.min), share]));
};

const levelOf = ({ rules }: { readonly rules: ChildRules }) => rules.level ?? 0;

/** The lowest level that holds a failing answer; the top label where none fails (U6). */
const levelGate: Compute = (rules, children, arithmetic) => {
  const failing = children.filter((child) => !isFull(child, arithmetic)).map((child) => levelOf(child));
  if (failing.length > 0) {
    const level = Math.min(...failing);
    return valueOf(arithmetic.of(level), String(level));
  }
  const top = rules.topLevel ?? rules.highestLevel + 1;
  return valueOf(arithmetic.of(top), rules.topLabel ?? String(top));
};

const triState: Compute = ({ scale, partialCredit }, children, arithmetic) => {
  if (children.every((child) => isFull(child, arithmetic))) return valueOf(arithmetic.of(scale.max), 'Yes');
  if (children.every((child) => isLowest(child, arithmetic))) return valueOf(arithmetic.of(scale.min), 'No');
  return valueOf(arithmetic.of(partialCredit ?? (scale.min + scale.max) / 2), 'Partial');
};

const everyRequirement: Compute = ({ scale, partialCredit }, children, arithmetic) => {
  const met = children.filter((child) => isFull(child, arithmetic)).length;
  if (met === children.length) return valueOf(arithmetic.of(scale.max));
  return valueOf(arithmetic.of(met > 0 ? (partialCredit ?? scale.min) : scale.min));
};

const anyRequirement: Compute = ({ scale }, children, arithmetic) =>
  valueOf(arithmetic.of(children.some((child) => isFull(child, arithmetic)) ? scale.max : scale.min));

const COMPUTE: Record<AnyRollup, Compute> = {
  mean,
  weighted_mean: weightedMean,
  min: lowest,
  max: highest,
  sum,
  sum_over_max: sumOverMax,
  ratio,
  level_gate: levelGate,
  tri_state: triState,
  and: everyRequirement,
  or: anyRequirement,
};

/** In these the known children can settle the result, whatever the missing ones turn out to be. */
const SETTLED_BY_SOME: readonly string[] = ['level_gate', 'and', 'or'];

function standIns<N>(
  missing: readonly Child<N>[],
  points: (rules: ChildRules) => number,
  arithmetic: Arithmetic<N>,
): CountedChild<N>[] {
  return missing.map(({ rules }) => ({ rules, points: arithmetic.of(points(rules)) }));
}

function settledResult<N>(
  rules: Rules,
  compute: Compute,
  known: readonly CountedChild<N>[],
  missing: readonly Child<N>[],
  arithmetic: Arithmetic<N>,
): Outcome<N> | undefined {
  if (!SETTLED_BY_SOME.includes(rules.rollup ?? '')) return undefined;
  const worst = compute(rules, [...known, ...standIns(missing, ({ scale }) => scale.min, arithmetic)], arithmetic);
  const best = compute(rules, [...known, ...standIns(missing, ({ scale }) => scale.max, arithmetic)], arithmetic);
  if (worst.kind !== 'value' || best.kind !== 'value') return undefined;
  return arithmetic.compare(worst.points, best.points) === 0 ? best : undefined;
}

/**
 * The result of a node from its children (scoring rules, U1-U10, V2-V4), which are not rounded (U15). A child that does
 * not apply leaves numerator and denominator; all of them make the node not applicable. A child without a result acts by
 * `unknownPolicy`; in `and`, `or` and `level_gate` it does not matter where the known children settle the result. A ratio
 * needs both of its nodes.
 */
export function rollUp<N>(node: RollUpRules, children: readonly Child<N>[], arithmetic: Arithmetic<N>): Outcome<N> {
  if (children.length === 0) return NOT_RESEARCHED;
  const compute = COMPUTE[node.rollup ?? 'mean'];
  const rules = { ...node, highestLevel: Math.max(...children.map(levelOf)) };
  const known: CountedChild<N>[] = [];
  const missing: Child<N>[] = [];
  for (const child of children) {
    if (child.outcome.kind === 'value') known.push({ rules: child.rules, points: child.outcome.points });
    else if (child.outcome.kind === 'missing') missing.push(child);
  }
  const isShort = known.length + missing.length < children.length;
  const needsAll = node.notApplicablePolicy === 'result_not_applicable' || node.rollup === 'ratio';
  if (known.length + missing.length === 0 || (isShort && needsAll)) return NOT_APPLICABLE;
  if (missing.length === 0) return compute(rules, known, arithmetic);
  const reasons = missing.map(({ outcome }) => (outcome as { reason: MissingReason }).reason);
  if (known.length === 0) return { kind: 'missing', reason: commonReason(reasons) };
  const settled = settledResult(rules, compute, known, missing, arithmetic);
  if (settled) return settled;
  const policy = node.unknownPolicy ?? 'result_unknown';
  if (typeof policy === 'object') {
    return compute(rules, [...known, ...standIns(missing, () => policy.value, arithmetic)], arithmetic);
  }
  if (policy === 'skip' && node.rollup !== 'ratio') return compute(rules, known, arithmetic);
  if (policy === 'no_result') return NO_RESULT;
  return reasons.includes('unknown') ? UNKNOWN : { kind: 'missing', reason: commonReason(reasons) };
}
