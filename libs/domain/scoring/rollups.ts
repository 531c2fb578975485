import type { Arithmetic } from './arithmetic.ts';
import type { MethodNode, Rollup } from './method.ts';
import { commonReason, isFull, isLowest } from './outcome.ts';
import type { Child, CountedChild, MissingReason, Outcome } from './outcome.ts';

type Compute = <N>(node: MethodNode, children: readonly CountedChild<N>[], arithmetic: Arithmetic<N>) => Outcome<N>;

function valueOf<N>(points: N, label: string | null = null): Outcome<N> {
  return { kind: 'value', points, label };
}

const weightedMean: Compute = (_node, children, arithmetic) => {
  const weights = arithmetic.sum(children.map(({ node }) => arithmetic.of(node.weight)));
  if (arithmetic.compare(weights, arithmetic.of(0)) === 0) return { kind: 'missing', reason: 'no_result' };
  const products = children.map(({ node, points }) => arithmetic.multiply(arithmetic.of(node.weight), points));
  return valueOf(arithmetic.divide(arithmetic.sum(products), weights));
};

const mean: Compute = (_node, children, arithmetic) =>
  valueOf(arithmetic.divide(arithmetic.sum(children.map(({ points }) => points)), arithmetic.of(children.length)));

const lowest: Compute = (_node, children, arithmetic) =>
  valueOf(children.map(({ points }) => points).reduce((a, b) => (arithmetic.compare(b, a) < 0 ? b : a)));

/** Points won of points possible, stretched over the scale of the node. */
const sumOverMax: Compute = (node, children, arithmetic) => {
  const won = arithmetic.sum(children.map(({ points }) => points));
  const possible = arithmetic.sum(children.map((child) => arithmetic.of(child.node.scale.max)));
  const width = arithmetic.subtract(arithmetic.of(node.scale.max), arithmetic.of(node.scale.min));
  const share = arithmetic.divide(arithmetic.multiply(won, width), possible);
  return valueOf(arithmetic.sum([arithmetic.of(node.scale.min), share]));
};

/** The lowest level that holds a failing answer; the top label where none fails (U6). */
const levelGate: Compute = (node, children, arithmetic) => {
  const failing = children.filter((child) => !isFull(child, arithmetic)).map((child) => child.node.level ?? 0);
  if (failing.length > 0) {
    const level = Math.min(...failing);
    return valueOf(arithmetic.of(level), String(level));
  }
  const highest = Math.max(...(node.children ?? []).map(({ level }) => level ?? 0));
  const top = node.topLevel ?? highest + 1;
  return valueOf(arithmetic.of(top), node.topLabel ?? String(top));
};

const triState: Compute = (node, children, arithmetic) => {
  const { min, max } = node.scale;
  if (children.every((child) => isFull(child, arithmetic))) return valueOf(arithmetic.of(max), 'Yes');
  if (children.every((child) => isLowest(child, arithmetic))) return valueOf(arithmetic.of(min), 'No');
  return valueOf(arithmetic.of(node.partialCredit ?? (min + max) / 2), 'Partial');
};

const everyRequirement: Compute = (node, children, arithmetic) => {
  const met = children.filter((child) => isFull(child, arithmetic)).length;
  if (met === children.length) return valueOf(arithmetic.of(node.scale.max));
  return valueOf(arithmetic.of(met > 0 ? (node.partialCredit ?? node.scale.min) : node.scale.min));
};

const anyRequirement: Compute = (node, children, arithmetic) => {
  const met = children.some((child) => isFull(child, arithmetic));
  return valueOf(arithmetic.of(met ? node.scale.max : node.scale.min));
};

const COMPUTE: Record<Rollup, Compute> = {
  mean,
  weighted_mean: weightedMean,
  min: lowest,
  sum_over_max: sumOverMax,
  level_gate: levelGate,
  tri_state: triState,
  and: everyRequirement,
  or: anyRequirement,
};

/** In these the known children can settle the result, whatever the missing ones turn out to be. */
const SETTLED_BY_SOME: readonly Rollup[] = ['level_gate', 'and', 'or'];

function countedOf<N>(children: readonly Child<N>[]): CountedChild<N>[] {
  return children.flatMap(({ node, outcome }) =>
    outcome.kind === 'value' ? [{ node, points: outcome.points, label: outcome.label }] : [],
  );
}

function standIns<N>(missing: readonly Child<N>[], points: (node: MethodNode) => number, arithmetic: Arithmetic<N>) {
  return missing.map(({ node }) => ({ node, points: arithmetic.of(points(node)), label: null }));
}

function settledResult<N>(
  node: MethodNode,
  known: readonly CountedChild<N>[],
  missing: readonly Child<N>[],
  arithmetic: Arithmetic<N>,
): Outcome<N> | undefined {
  if (!node.rollup || !SETTLED_BY_SOME.includes(node.rollup)) return undefined;
  const compute = COMPUTE[node.rollup];
  const worst = compute(node, [...known, ...standIns(missing, ({ scale }) => scale.min, arithmetic)], arithmetic);
  const best = compute(node, [...known, ...standIns(missing, ({ scale }) => scale.max, arithmetic)], arithmetic);
  if (worst.kind !== 'value' || best.kind !== 'value') return undefined;
  return arithmetic.compare(worst.points, best.points) === 0 ? best : undefined;
}

/**
 * The result of a node from its children (scoring rules, U1-U10, V2-V4). Children are not rounded (U15). A child
 * that does not apply leaves numerator and denominator; all of them make the node not applicable. A child without a
 * result acts by `unknownPolicy`, `result_unknown` unless stated; in `and`, `or` and `level_gate` it does not matter
 * where the known children settle the result.
 */
export function rollUp<N>(node: MethodNode, children: readonly Child<N>[], arithmetic: Arithmetic<N>): Outcome<N> {
  const compute = COMPUTE[node.rollup ?? 'mean'];
  const applicable = children.filter(({ outcome }) => outcome.kind !== 'not_applicable');
  if (children.length === 0) return { kind: 'missing', reason: 'not_researched' };
  const leavesAll = node.notApplicablePolicy === 'result_not_applicable' && applicable.length < children.length;
  if (applicable.length === 0 || leavesAll) return { kind: 'not_applicable' };
  const known = countedOf(applicable);
  const missing = applicable.filter(({ outcome }) => outcome.kind === 'missing');
  if (missing.length === 0) return compute(node, known, arithmetic);
  const reasons = missing.map(({ outcome }) => (outcome as { reason: MissingReason }).reason);
  if (known.length === 0) return { kind: 'missing', reason: commonReason(reasons) };
  const settled = settledResult(node, known, missing, arithmetic);
  if (settled) return settled;
  const policy = node.unknownPolicy ?? 'result_unknown';
  if (policy === 'skip') return compute(node, known, arithmetic);
  if (policy === 'no_result') return { kind: 'missing', reason: 'no_result' };
  if (policy === 'result_unknown') {
    return { kind: 'missing', reason: reasons.includes('unknown') ? 'unknown' : commonReason(reasons) };
  }
  return compute(node, [...known, ...standIns(missing, () => policy.value, arithmetic)], arithmetic);
}
