import type { MethodDocument, Scale } from './method-file.ts';
import { comparable } from './method-rules.ts';
import type { NodeRules } from './method-rules.ts';
import type { Finding, Keys } from './problem.ts';

/** Roll-ups whose result lies between the children's values: one scale holds for all. */
const ON_ONE_SCALE = ['mean', 'weighted_mean', 'min', 'max', 'branch'];

function isOnScale(value: number, { min, max }: Scale): boolean {
  return value >= min && value <= max;
}

function scaleWords({ min, max }: Scale): string {
  return `the scale ${min} to ${max}`;
}

function writtenAt(document: MethodDocument, keys: Keys): Record<string, unknown> {
  let at: unknown = document;
  for (const key of keys) at = (at as Record<string | number, unknown> | undefined)?.[key];
  return typeof at === 'object' && at !== null ? (at as Record<string, unknown>) : {};
}

function ascendingFindings(keys: Keys, ranges: readonly { readonly from: number }[]): Finding[] {
  return ranges.flatMap(({ from }, at) =>
    at > 0 && from <= ranges[at - 1]!.from
      ? [{ keys: [...keys, at, 'from'], reason: 'Ranges run upwards, each from a greater number than the one before.' }]
      : [],
  );
}

function numberFindings(node: NodeRules): Finding[] {
  const findings: Finding[] = [];
  const { scale, keys } = node;
  if (scale.min >= scale.max) {
    findings.push({
      keys: [...keys, 'scale'],
      reason: `The scale must run upwards, not from ${scale.min} to ${scale.max}.`,
    });
  }
  if (node.partialCredit !== null && !isOnScale(node.partialCredit, scale)) {
    findings.push({
      keys: [...keys, 'partialCredit'],
      reason: `${node.partialCredit} lies outside ${scaleWords(scale)}.`,
    });
  }
  for (const [at, gate] of node.gates.entries()) {
    if (gate.mode === 'cap' && (gate.cap === undefined || !isOnScale(gate.cap, scale))) {
      findings.push({
        keys: [...keys, 'gates', at, 'cap'],
        reason: `A gate that caps states a cap on ${scaleWords(scale)}.`,
      });
    }
  }
  return [...findings, ...ascendingFindings([...keys, 'bands'], node.bands)];
}

function rubricFindings(document: MethodDocument, node: NodeRules): Finding[] {
  const written = writtenAt(document, node.keys).rubric;
  const keys = [...node.keys, 'rubric'];
  const findings: Finding[] = [];
  if (typeof written === 'string' && document.rubrics?.[written] === undefined) {
    return [{ keys, reason: `There is no rubric "${written}" under rubrics.` }];
  }
  const names = Array.isArray(written) ? written.map((one: { key: string }) => one.key) : Object.keys(written ?? {});
  if (typeof written === 'object' && new Set(names.map(comparable)).size < names.length) {
    findings.push({ keys, reason: 'Each answer stands once, case aside (U8).' });
  }
  for (const [key, points] of node.rubric ?? []) {
    if (isOnScale(points, node.scale)) continue;
    findings.push({ keys: [...keys, key], reason: `${points} points lie outside ${scaleWords(node.scale)}.` });
  }
  for (const [at, { points }] of (node.ranges ?? []).entries()) {
    if (isOnScale(points, node.scale)) continue;
    const reason = `${points} points lie outside ${scaleWords(node.scale)}.`;
    findings.push({ keys: [...node.keys, 'ranges', at, 'points'], reason });
  }
  const [yes, no] = [node.rubric?.get('yes'), node.rubric?.get('no')];
  if (yes !== undefined && no !== undefined && yes !== no && yes < no !== (node.reversed && !node.mirror)) {
    const reason = node.mirror
      ? 'The points are turned round here, so the rubric must give "yes" the most (U16).'
      : 'On a reversed node, and only there, "no" earns the most (U16).';
    findings.push({ keys: [...node.keys, 'polarity'], reason });
  }
  return findings;
}

/** What is wrong with a node that takes an answer. */
export function leafFindings(document: MethodDocument, node: NodeRules): Finding[] {
  const { keys, scale, notFoundPoints, refusedPoints } = node;
  const findings = [...numberFindings(node), ...rubricFindings(document, node)];
  const say = (key: string, reason: string) => void findings.push({ keys: [...keys, key], reason });
  const written = writtenAt(document, keys);
  for (const key of ['rollup', 'from', 'ratio', 'rescale', 'topLabel', 'topLevel'] as const) {
    if (written[key] !== undefined) say(key, 'A leaf takes an answer; this is for nodes with children (T1).');
  }
  if (node.ranges) findings.push(...ascendingFindings([...keys, 'ranges'], node.ranges));
  if (node.reversed && notFoundPoints === null) {
    say('notFoundPoints', 'A reversed node must state what "not found" earns; it is never derived (U16).');
  }
  if (typeof notFoundPoints === 'number' && !isOnScale(notFoundPoints, scale)) {
    say('notFoundPoints', `${notFoundPoints} lies outside ${scaleWords(scale)}.`);
  }
  if (typeof refusedPoints === 'number' && !isOnScale(refusedPoints, scale)) {
    say('refusedPoints', `${refusedPoints} lies outside ${scaleWords(scale)}.`);
  }
  if (node.mirror && !node.reversed) say('mirror', 'Points are turned round on a reversed node only (U16).');
  return findings;
}

function childFindings(node: NodeRules, child: NodeRules, isLast: boolean): Finding[] {
  const findings: Finding[] = [];
  const say = (key: string, reason: string) => void findings.push({ keys: [...child.keys, key], reason });
  const isSame = child.scale.min === node.scale.min && child.scale.max === node.scale.max;
  if (ON_ONE_SCALE.includes(node.rollup ?? '') && !isSame && !node.rescale) {
    say('scale', `Under ${node.rollup} it must be the scale of "${node.id}", or "${node.id}" says rescale: true.`);
  }
  if (node.rollup === 'sum_over_max' && child.scale.max <= 0)
    say('scale', 'Under sum_over_max the most points must be above 0.');
  if (node.rollup === 'branch' && child.when === null && !isLast) {
    say('when', 'Every branch but the last says when it is taken (U11).');
  }
  if (node.rollup !== 'branch' && child.when !== null)
    say('when', 'Only a branch has it: its parent rolls up by branch.');
  const policy = node.unknownPolicy;
  if (typeof policy === 'object' && !isOnScale(policy.value, child.scale)) {
    findings.push({
      keys: [...node.keys, 'unknownPolicy'],
      reason: `${policy.value} lies outside the scale of "${child.id}".`,
    });
  }
  return findings;
}

/** What is wrong with a node that has nodes below it. */
export function parentFindings(document: MethodDocument, node: NodeRules, nodes: readonly NodeRules[]): Finding[] {
  const findings = numberFindings(node);
  // Without a total the top of the tree only holds it together.
  if (node.parent < 0 && node.side === null && document.total === false) return findings;
  const inputs = node.inputs.map((index) => nodes[index]!);
  if (node.rollup === 'ratio' && !node.ratio) {
    findings.push({ keys: [...node.keys, 'ratio'], reason: 'The roll-up ratio names two nodes, of and to.' });
  }
  if (node.ratio && node.rollup !== 'ratio') {
    findings.push({ keys: [...node.keys, 'ratio'], reason: 'It is for the roll-up ratio.' });
  }
  const weights = inputs.reduce((sum, { weight }) => sum + weight, 0);
  if (inputs.length > 0 && node.rollup === 'weighted_mean' && weights === 0) {
    findings.push({ keys: node.keys, reason: 'The weights of its children add up to 0 (U14).' });
  }
  if (inputs.length === 0 && node.rollup !== 'ratio' && node.parent >= 0) {
    findings.push({
      keys: node.keys,
      reason: 'There is nothing to roll up: it has no children, or `from` names none.',
    });
  }
  inputs.forEach((child, at) => findings.push(...childFindings(node, child, at === inputs.length - 1)));
  return findings;
}
