import type { MethodDocument } from './method-file.ts';
import { conditionTargets, gateTargets } from './method-rules.ts';
import type { NodeRules } from './method-rules.ts';
import { RESEARCH_STATUSES } from '@libs/domain/vocabulary';
import type { Condition, GateExpression } from './method-file.ts';
import type { Finding, Keys } from './problem.ts';

interface Reference {
  readonly id: string;
  readonly keys: Keys;
}

function writtenFrom(document: MethodDocument, keys: Keys): readonly string[] {
  let at: unknown = document;
  for (const key of keys) at = (at as Record<string | number, unknown> | undefined)?.[key];
  const from = (at as { from?: unknown } | undefined)?.from;
  return Array.isArray(from) ? (from as string[]) : [];
}

/** The nodes that a node names, besides its children. */
function referencesOf(document: MethodDocument, node: NodeRules): Reference[] {
  const { keys } = node;
  return [
    ...node.gates.flatMap((gate, at) =>
      gateTargets(gate.needs).map((id) => ({ id, keys: [...keys, 'gates', at, 'needs'] })),
    ),
    ...(node.when ? conditionTargets(node.when).map((id) => ({ id, keys: [...keys, 'when'] })) : []),
    ...(node.borrow?.from ?? []).map((id, at) => ({ id, keys: [...keys, 'borrow', 'from', at] })),
    ...(node.ratio
      ? (['of', 'to'] as const).map((key) => ({ id: node.ratio![key], keys: [...keys, 'ratio', key] }))
      : []),
    ...(keys.at(-1) === 'elements'
      ? []
      : writtenFrom(document, keys).map((id, at) => ({ id, keys: [...keys, 'from', at] }))),
  ];
}

/** A circle among the nodes, each needing the next; a parent needs what it rolls up. */
function circleAmong(
  nodes: readonly NodeRules[],
  byId: ReadonlyMap<string, NodeRules>,
  named: readonly (readonly Reference[])[],
): number[] | undefined {
  const state = new Array<0 | 1 | 2>(nodes.length).fill(0);
  const path: number[] = [];
  const visit = (index: number): number[] | undefined => {
    if (state[index] === 1) return [...path.slice(path.indexOf(index)), index];
    if (state[index] === 2) return undefined;
    state[index] = 1;
    path.push(index);
    const node = nodes[index]!;
    const branchNeeds = node.inputs.flatMap((child) =>
      nodes[child]!.when ? conditionTargets(nodes[child]!.when!) : [],
    );
    const needs = [...named[index]!.filter(({ keys }) => !keys.includes('when')).map(({ id }) => id), ...branchNeeds];
    for (const next of [...node.inputs, ...needs.flatMap((id) => byId.get(id)?.index ?? [])]) {
      const circle = visit(next);
      if (circle) return circle;
    }
    path.pop();
    state[index] = 2;
    return undefined;
  };
  for (const { index } of nodes) {
    const circle = visit(index);
    if (circle) return circle;
  }
  return undefined;
}

function expressionFindings(expression: GateExpression | Condition, keys: Keys): Finding[] {
  const words = expression as Record<string, unknown>;
  const kinds = ['node', 'all', 'any', 'not'].filter((key) => words[key] !== undefined);
  if (kinds.length !== 1) return [{ keys, reason: 'It names a node, or all, any or not of others: one of these.' }];
  if (words.all ?? words.any) {
    return ((words.all ?? words.any) as Condition[]).flatMap((part) => expressionFindings(part, keys));
  }
  if (words.not) return expressionFindings(words.not as Condition, keys);
  const statuses = [words.status ?? []].flat() as string[];
  const unknown = statuses.filter((status) => !(RESEARCH_STATUSES as readonly string[]).includes(status));
  return unknown.map((status) => ({ keys, reason: `"${status}" is no status: ${RESEARCH_STATUSES.join(', ')}.` }));
}

function conditionFindings(node: NodeRules): Finding[] {
  const ofGates = node.gates.flatMap(({ needs }, at) =>
    expressionFindings(needs, [...node.keys, 'gates', at, 'needs']),
  );
  if (!node.when) return ofGates;
  const keys = [...node.keys, 'when'];
  const findings = expressionFindings(node.when, keys);
  const bare = (one: Condition): boolean => {
    if ('all' in one) return one.all.some(bare);
    if ('any' in one) return one.any.some(bare);
    if ('not' in one) return bare(one.not);
    return [one.atLeast, one.atMost, one.answer, one.status].every((part) => part === undefined);
  };
  if (findings.length === 0 && bare(node.when)) {
    findings.push({ keys, reason: 'It says what the node must be: atLeast, atMost, answer or status.' });
  }
  return [...ofGates, ...findings];
}

function levelFindings(document: MethodDocument, node: NodeRules): Finding[] {
  const known = new Set(document.levels?.composites.map(({ id }) => id));
  return [...(node.levels ?? [])]
    .filter((level) => !known.has(level) && node.keys.at(-1) !== 'elements')
    .map((level) => ({
      keys: [...node.keys, 'appliesTo', 'levels'],
      reason: `There is no level "${level}" under levels.`,
    }));
}

function mappingFindings(document: MethodDocument, byId: ReadonlyMap<string, NodeRules>): Finding[] {
  const findings: Finding[] = [];
  const unknown = (ids: Readonly<Record<string, string>> | undefined, keys: Keys, leavesOnly: boolean) => {
    for (const [name, id] of Object.entries(ids ?? {})) {
      const node = byId.get(id);
      if (!node) findings.push({ keys: [...keys, name], reason: `The method has no node "${id}".` });
      else if (leavesOnly && !node.leaf)
        findings.push({ keys: [...keys, name], reason: `"${id}" takes no answer: it is no leaf.` });
    }
  };
  unknown(document.answers?.nodes, ['answers', 'nodes'], true);
  const isList = Array.isArray(document.published);
  for (const [at, table] of [document.published ?? []].flat().entries()) {
    const keys = isList ? ['published', at] : ['published'];
    unknown(table.nodes, [...keys, 'nodes'], false);
    unknown(table.ranks, [...keys, 'ranks'], false);
  }
  const levels = new Set(document.levels?.composites.map(({ id }) => id));
  for (const [name, level] of Object.entries(document.answers?.levels ?? {})) {
    if (!levels.has(level))
      findings.push({ keys: ['answers', 'levels', name], reason: `There is no level "${level}" under levels.` });
  }
  for (const [at, id] of (document.ranked ?? []).entries()) {
    if (!byId.has(id)) findings.push({ keys: ['ranked', at], reason: `The method has no node "${id}".` });
  }
  return findings;
}

/** Everything named that is not there, stands at another level, or needs itself. */
export function referenceFindings(
  document: MethodDocument,
  nodes: readonly NodeRules[],
  byId: ReadonlyMap<string, NodeRules>,
): Finding[] {
  const findings: Finding[] = [];
  const named = nodes.map((node) => referencesOf(document, node));
  for (const node of nodes) {
    findings.push(...conditionFindings(node), ...levelFindings(document, node));
    for (const { id, keys } of named[node.index]!) {
      const target = byId.get(id);
      if (!target) findings.push({ keys, reason: `The method has no node "${id}".` });
      else if (target.scope >= 0 && target.scope !== node.scope && target.scope !== node.index) {
        const name = nodes[target.scope]!.id;
        findings.push({
          keys,
          reason: `"${id}" is scored for each subject; name "${name}", which composes them (L1).`,
        });
      } else if (node.side !== target.side)
        findings.push({ keys, reason: `"${id}" is of the other side; the sides never mix (C1).` });
    }
  }
  const circle = circleAmong(nodes, byId, named);
  if (circle) {
    const at = nodes[circle[0]!]!;
    findings.push({
      keys: at.keys,
      reason: `It needs itself: ${circle.map((index) => nodes[index]!.id).join(' -> ')} (U17).`,
    });
  }
  return [...findings, ...mappingFindings(document, byId)];
}
