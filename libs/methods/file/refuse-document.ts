import { SIDES } from '@libs/domain/scoring';
import type { MethodDocument } from './method-file.ts';
import { comparable } from './method-rules.ts';
import type { NodeRules } from './method-rules.ts';
import type { Finding, Keys } from './problem.ts';
import { childrenOf } from './lay-out.ts';
import { referenceFindings } from './refuse-references.ts';
import { leafFindings, parentFindings } from './refuse-nodes.ts';

function frameFindings(document: MethodDocument): Finding[] {
  const findings: Finding[] = [];
  const say = (keys: Keys, reason: string) => void findings.push({ keys, reason });
  if (document.tree && document.sides) say(['sides'], 'A method has a tree or sides, not both (C1).');
  if (!document.tree && !document.sides)
    say(['tree'], 'It is missing: write a tree, or sides with policy and conduct.');
  if (document.sides && document.total === true) {
    say(['total'], 'Policy and conduct are never added, so this method cannot have a total (C1).');
  }
  if (document.tree && document.evidenceFloor) {
    say(['evidenceFloor'], 'It holds for conduct; a method with one tree has no conduct side.');
  }
  if (document.pairs?.length && !document.sides) say(['pairs'], 'Pairs need the sides policy and conduct (C1).');
  if (document.rankMode === 'none' && document.ranked) say(['ranked'], 'The method declares no ranking (T5).');
  for (const [name, rubric] of Object.entries(document.rubrics ?? {})) {
    if (typeof rubric === 'string') say(['rubrics', name], 'It must list answers and points.');
  }
  for (const [at, table] of [document.published ?? []].flat().entries()) {
    if (table.layout === 'wide' && table.columns?.node) {
      say(['published', at, 'columns', 'node'], 'In a wide table the nodes are its columns.');
    }
  }
  if (document.answers?.layout === 'wide' && document.answers.columns?.node) {
    say(['answers', 'columns', 'node'], 'In a wide table the nodes are its columns.');
  }
  return findings;
}

function levelFindings(document: MethodDocument): Finding[] {
  const { levels } = document;
  if (!levels) return [];
  const seen = new Set<string>();
  const findings = levels.composites.flatMap(({ id }, at): Finding[] => {
    const isTaken = seen.has(id);
    seen.add(id);
    return isTaken ? [{ keys: ['levels', 'composites', at, 'id'], reason: `The level "${id}" is listed twice.` }] : [];
  });
  const weights = levels.composites.reduce((sum, { weight = 1 }) => sum + weight, 0);
  if (levels.rollup === 'weighted_mean' && weights === 0) {
    findings.push({ keys: ['levels', 'composites'], reason: 'The weights of the levels add up to 0 (U14).' });
  }
  return findings;
}

/** Ids, also where they differ by case alone: answers are compared without it. */
function idFindings(nodes: readonly NodeRules[]): Finding[] {
  const seen = new Map<string, string>();
  return nodes.flatMap(({ id, keys }) => {
    const key = comparable(id);
    const other = seen.get(key);
    seen.set(key, id);
    if (other === undefined) return [];
    const at = keys.at(-1) === 'elements' ? keys : [...keys, 'id'];
    return [{ keys: at, reason: `The id "${id}" is used twice, case aside.` }];
  });
}

function pairFindings(document: MethodDocument, byId: ReadonlyMap<string, NodeRules>): Finding[] {
  const seen = new Set<string>();
  return (document.pairs ?? []).flatMap((pair, at) => {
    const findings: Finding[] = [];
    const say = (key: string, reason: string) => void findings.push({ keys: ['pairs', at, key], reason });
    if (seen.has(pair.id)) say('id', `The pair "${pair.id}" is listed twice.`);
    seen.add(pair.id);
    for (const side of SIDES) {
      const node = byId.get(pair[side]);
      if (!node) say(side, `The method has no node "${pair[side]}".`);
      else if (node.side !== side || node.parent < 0) say(side, `"${pair[side]}" is no ${side} indicator.`);
    }
    const [policy, conduct] = [byId.get(pair.policy)?.scale, byId.get(pair.conduct)?.scale];
    if (policy && conduct && (policy.min !== conduct.min || policy.max !== conduct.max)) {
      findings.push({ keys: ['pairs', at], reason: 'A pair needs one scale for both indicators (C1).' });
    }
    return findings;
  });
}

const WEIGHING = ['weighted_mean', 'sum', 'sum_over_max'];

/** Weights that no roll-up uses: whoever wrote them takes them for counted. */
function weightFindings(nodes: readonly NodeRules[]): Finding[] {
  const weighed = new Set(
    nodes.filter(({ rollup }) => WEIGHING.includes(rollup ?? '')).flatMap(({ inputs }) => inputs),
  );
  return nodes
    .filter(({ index, parent, weight }) => parent >= 0 && weight !== 1 && !weighed.has(index))
    .map(({ id, keys, parent, weight }) => {
      const { id: above, rollup } = nodes[parent]!;
      const reason = `The weight ${weight} of "${id}" is not used: "${above}" rolls up by ${rollup}, not weighted_mean (U2).`;
      return { keys: [...keys, 'weight'], reason };
    });
}

function emptyFindings(document: MethodDocument): Finding[] {
  if (!document.tree || childrenOf(document.tree).length > 0) return [];
  return [{ keys: ['tree'], reason: 'It has no nodes below: answers sit on leaves (T1).' }];
}

/**
 * Everything that keeps a document of the right shape from being a sound method (T1, T5, U8, U14, U16, U17, C1): weights
 * that add up to 0, ids unknown or used twice, points outside their scale, needs in a circle, reversed nodes that do not
 * say what "not found" earns, pairs that are not one policy and one conduct indicator on one scale. Empty where it is sound.
 */
export function refuseDocument(document: MethodDocument, nodes: readonly NodeRules[]): Finding[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return [
    ...frameFindings(document),
    ...levelFindings(document),
    ...emptyFindings(document),
    ...idFindings(nodes),
    ...nodes.flatMap((node) => (node.leaf ? leafFindings(document, node) : parentFindings(document, node, nodes))),
    ...weightFindings(nodes),
    ...referenceFindings(document, nodes, byId),
    ...pairFindings(document, byId),
  ];
}
