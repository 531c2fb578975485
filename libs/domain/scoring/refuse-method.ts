import { EVIDENCE_GRADES } from '@libs/domain/vocabulary';
import type { Problem } from './answer.ts';
import { findCycle, gateTargets } from './gate-order.ts';
import { isLeaf, nodesUnder, RANK_MODES, ROLLUPS, rootOfSide, ROUNDINGS, SIDES } from './method.ts';
import type { Method, MethodNode, Scale, SideKey } from './method.ts';
import { comparableKey } from './rubric.ts';

interface Placed {
  readonly node: MethodNode;
  readonly path: string;
  readonly side: SideKey;
  readonly isRoot: boolean;
}

/** Roll-ups whose result is one of the children's values or lies between them: one scale holds for all. */
const ON_ONE_SCALE = ['mean', 'weighted_mean', 'min'];

function problem(path: string, reason: string): Problem {
  return { path, reason };
}

function isOnScale(value: number, { min, max }: Scale): boolean {
  return Number.isFinite(value) && value >= min && value <= max;
}

function placeAll(method: Method): Placed[] {
  const place = (node: MethodNode, path: string, side: SideKey, isRoot: boolean): Placed[] => [
    { node, path, side, isRoot },
    ...(node.children ?? []).flatMap((child) => place(child, `${path}.${child.id}`, side, false)),
  ];
  return SIDES.flatMap((side) => place(rootOfSide(method, side), `sides.${side}`, side, true));
}

function refuseFrame(method: Method): Problem[] {
  const problems: Problem[] = [];
  for (const key of ['id', 'title', 'version'] as const) {
    if (!method[key]) problems.push(problem(key, 'It must not be empty.'));
  }
  if (!Number.isInteger(method.digits) || method.digits < 0 || method.digits > 6) {
    problems.push(problem('digits', 'It must be a whole number from 0 to 6.'));
  }
  if (!ROUNDINGS.includes(method.rounding))
    problems.push(problem('rounding', `Choose one of ${ROUNDINGS.join(', ')}.`));
  if (!RANK_MODES.includes(method.rankMode))
    problems.push(problem('rankMode', `Choose one of ${RANK_MODES.join(', ')}.`));
  if (!isOnScale(method.coverageThreshold, { min: 0, max: 1 })) {
    problems.push(problem('coverageThreshold', 'It must be a share from 0 to 1.'));
  }
  if (method.evidenceFloor !== null && !EVIDENCE_GRADES.includes(method.evidenceFloor)) {
    problems.push(problem('evidenceFloor', `Choose one of ${EVIDENCE_GRADES.join(', ')}, or null.`));
  }
  if (method.total && SIDES.every((side) => method.sides[side].indicators.length > 0)) {
    problems.push(problem('total', 'Policy and conduct are never added, so this method cannot have a total (C1).'));
  }
  return problems;
}

function refuseIds(placed: readonly Placed[]): Problem[] {
  const seen = new Set<string>();
  return placed.flatMap(({ node, path }) => {
    const isTaken = seen.has(node.id);
    seen.add(node.id);
    if (node.id === '') return [problem(path, 'The node has no id.')];
    return isTaken ? [problem(path, `The id "${node.id}" is used twice.`)] : [];
  });
}

function refuseRubric({ node, path }: Placed): Problem[] {
  const rubric = node.rubric ?? [];
  const problems: Problem[] = [];
  if (node.rubric?.length === 0) problems.push(problem(`${path}.rubric`, 'It lists no answer.'));
  const seen = new Set<string>();
  for (const entry of rubric) {
    const key = comparableKey(entry.key);
    const at = `${path}.rubric.${key}`;
    if (key === '' || seen.has(key)) problems.push(problem(at, 'Each answer needs a key of its own, case aside (U8).'));
    seen.add(key);
    if (!isOnScale(entry.points, node.scale)) {
      problems.push(
        problem(at, `${entry.points} points lie outside the scale ${node.scale.min} to ${node.scale.max}.`),
      );
    }
  }
  const pointsOf = (key: string) => rubric.find((entry) => comparableKey(entry.key) === key)?.points;
  const [yes, no] = [pointsOf('yes'), pointsOf('no')];
  if (yes !== undefined && no !== undefined && yes !== no && yes < no !== (node.polarity === 'reversed')) {
    problems.push(problem(`${path}.polarity`, 'On a reversed node, and only there, "no" earns the most (U16).'));
  }
  return problems;
}

function refuseLeaf(place: Placed): Problem[] {
  const { node, path } = place;
  const problems = refuseRubric(place);
  if (node.rollup) problems.push(problem(`${path}.rollup`, 'A leaf takes an answer and has no roll-up (T1).'));
  const { notFoundPoints } = node;
  if (node.polarity === 'reversed' && notFoundPoints === undefined) {
    const reason = 'A reversed node must state what "not found" earns; it is never derived (U16).';
    problems.push(problem(`${path}.notFoundPoints`, reason));
  }
  if (typeof notFoundPoints === 'number' && !isOnScale(notFoundPoints, node.scale)) {
    problems.push(problem(`${path}.notFoundPoints`, `${notFoundPoints} lies outside the scale.`));
  }
  return problems;
}

function refuseParent({ node, path, isRoot }: Placed): Problem[] {
  const children = node.children ?? [];
  const problems: Problem[] = [];
  if (!node.rollup || !ROLLUPS.includes(node.rollup)) {
    problems.push(problem(`${path}.rollup`, `Choose one of ${ROLLUPS.join(', ')}.`));
  }
  if (node.rubric) problems.push(problem(`${path}.rubric`, 'Only a leaf has a rubric (T1).'));
  if (children.length === 0) return isRoot ? problems : [...problems, problem(path, 'It has no children.')];
  if (children.reduce((sum, { weight }) => sum + weight, 0) === 0) {
    problems.push(problem(path, 'The weights of its children add up to 0 (U14).'));
  }
  for (const child of children) {
    const at = `${path}.${child.id}`;
    const sameScale = child.scale.min === node.scale.min && child.scale.max === node.scale.max;
    if (ON_ONE_SCALE.includes(node.rollup ?? '') && !sameScale) {
      problems.push(problem(`${at}.scale`, `Under ${node.rollup} it must be the scale of "${node.id}".`));
    }
    if (node.rollup === 'sum_over_max' && child.scale.max <= 0) {
      problems.push(problem(`${at}.scale`, 'Under sum_over_max the most points must be above 0.'));
    }
    if (node.rollup === 'level_gate' && !Number.isInteger(child.level)) {
      problems.push(problem(`${at}.level`, 'Under level_gate it must be a whole number.'));
    }
    const policy = node.unknownPolicy;
    if (typeof policy === 'object' && !isOnScale(policy.value, child.scale)) {
      problems.push(problem(`${path}.unknownPolicy`, `${policy.value} lies outside the scale of "${child.id}".`));
    }
  }
  return problems;
}

function refuseNode(place: Placed, ids: ReadonlySet<string>): Problem[] {
  const { node, path } = place;
  const problems: Problem[] = [];
  if (!Number.isFinite(node.weight) || node.weight < 0) {
    problems.push(problem(`${path}.weight`, `The weight ${node.weight} must be 0 or more (U14).`));
  }
  const { min, max } = node.scale;
  if (!Number.isFinite(min) || !Number.isFinite(max) || min >= max) {
    problems.push(problem(`${path}.scale`, `The scale must run upwards, not from ${min} to ${max}.`));
  }
  if (node.partialCredit !== undefined && !isOnScale(node.partialCredit, node.scale)) {
    problems.push(problem(`${path}.partialCredit`, `${node.partialCredit} lies outside the scale.`));
  }
  for (const gate of node.gates ?? []) {
    for (const target of gateTargets(gate.needs)) {
      if (!ids.has(target)) problems.push(problem(`${path}.gates`, `The method has no node "${target}".`));
    }
    if (gate.mode === 'cap' && (gate.cap === undefined || !isOnScale(gate.cap, node.scale))) {
      problems.push(problem(`${path}.gates`, 'A gate that caps must state a cap on the scale.'));
    }
  }
  return [...problems, ...(isLeaf(node) ? refuseLeaf(place) : refuseParent(place))];
}

function refusePairs(method: Method, placed: readonly Placed[]): Problem[] {
  const byId = new Map(placed.filter(({ isRoot }) => !isRoot).map((place) => [place.node.id, place]));
  const seen = new Set<string>();
  return method.pairs.flatMap((pair) => {
    const path = `pairs.${pair.id}`;
    const problems: Problem[] = [];
    if (seen.has(pair.id)) problems.push(problem(path, 'The pair is listed twice.'));
    seen.add(pair.id);
    for (const side of SIDES) {
      const place = byId.get(pair[side]);
      if (!place) problems.push(problem(`${path}.${side}`, `The method has no node "${pair[side]}".`));
      else if (place.side !== side) problems.push(problem(`${path}.${side}`, `"${pair[side]}" is no ${side} node.`));
    }
    const [policy, conduct] = [byId.get(pair.policy)?.node.scale, byId.get(pair.conduct)?.node.scale];
    if (policy && conduct && (policy.min !== conduct.min || policy.max !== conduct.max)) {
      problems.push(problem(path, 'A pair needs one scale for both indicators (C1).'));
    }
    return problems;
  });
}

/**
 * Lists everything that keeps a method version from being saved (U14, U16, U17, C1, T1): negative or empty weights,
 * ids unknown or used twice, points outside their scale, gates in a circle, pairs that are not one policy and one
 * conduct indicator on one scale. Paths name the node, such as `sides.conduct.C1.rubric.yes`. Empty where it is sound.
 */
export function refuseMethod(method: Method): Problem[] {
  const placed = placeAll(method);
  const ids = new Set(placed.filter(({ isRoot }) => !isRoot).map(({ node }) => node.id));
  const roots = SIDES.map((side) => rootOfSide(method, side));
  const cycle = findCycle(roots.flatMap(nodesUnder));
  return [
    ...refuseFrame(method),
    ...refuseIds(placed),
    ...placed.flatMap((place) => refuseNode(place, ids)),
    ...(cycle ? [problem('gates', `They run in a circle: ${cycle.join(' -> ')} (U17).`)] : []),
    ...refusePairs(method, placed),
  ];
}
