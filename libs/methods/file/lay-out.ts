import type { FileNode, Inherited, MethodDocument, NodeKind, WrittenRubric } from './method-file.ts';
import { comparable } from './method-rules.ts';
import type { NodeRules, SideKey } from './method-rules.ts';
import type { Keys } from './problem.ts';

interface Place {
  readonly node: FileNode;
  readonly keys: Keys;
  readonly parent: number;
  readonly scope: number;
  readonly side: SideKey | null;
  readonly above: Inherited;
}

const INHERITED: readonly (keyof Inherited)[] = [
  'scale',
  'rubric',
  'multiple',
  'separator',
  'ranges',
  'polarity',
  'mirror',
  'notFoundPoints',
  'refusedPoints',
  'unknownPolicy',
  'notApplicablePolicy',
  'appliesTo',
  'inherit',
];

function inheritedBy(node: Inherited, above: Inherited): Inherited {
  const stated = Object.fromEntries(INHERITED.flatMap((key) => (node[key] === undefined ? [] : [[key, node[key]]])));
  // A node that says how numbers earn does not read its answers by the rubric above it, and the other way round.
  const base = { ...above };
  if (node.rubric !== undefined) delete base.ranges;
  if (node.ranges !== undefined) delete base.rubric;
  const appliesTo = node.appliesTo && { ...above.appliesTo, ...node.appliesTo };
  const own: Inherited = { ...base, ...stated, ...(appliesTo && { appliesTo }) };
  if (node.mirror !== undefined || (node.polarity ?? node.rubric ?? node.ranges) === undefined) return own;
  // A rubric written at the reversed node states points as earned; one from above or by name is turned round.
  const writtenHere = (node.rubric !== undefined && typeof node.rubric !== 'string') || node.ranges !== undefined;
  return { ...own, mirror: own.polarity === 'reversed' && !writtenHere };
}

function rubricOf(document: MethodDocument, written: WrittenRubric | undefined): ReadonlyMap<string, number> | null {
  const rubric = typeof written === 'string' ? document.rubrics?.[written] : written;
  if (rubric === undefined || typeof rubric === 'string') return null;
  const entries = Array.isArray(rubric)
    ? (rubric as readonly { key: string; points: number }[]).map(({ key, points }) => [key, points] as const)
    : Object.entries(rubric as Record<string, number>);
  return new Map(entries.map(([key, points]) => [comparable(key), points]));
}

const elements = (node: FileNode): readonly FileNode[] =>
  Array.from({ length: node.elements ?? 0 }, (_, at) => ({ id: `${node.id}.${at + 1}`, kind: 'element' as const }));

/** The nodes below a node: its children, then the leaves that `elements` counts. */
export function childrenOf(node: FileNode): readonly FileNode[] {
  return [...(node.children ?? []), ...elements(node)];
}

const isLeaf = (node: FileNode) => node.children === undefined && node.elements === undefined;

function isComposite(document: MethodDocument, node: FileNode, { scope }: Place, parent: FileNode | null): boolean {
  if (!document.levels || scope >= 0) return false;
  if (node.composite !== undefined) return node.composite;
  const holdsLeaves = (one: FileNode) => !isLeaf(one) && childrenOf(one).every(isLeaf);
  if (document.levels.at === 'leaves') return isLeaf(node);
  // Under a parent that also has themes below, or that waived it, a leaf is composed by itself.
  if (isLeaf(node)) return parent === null || (!holdsLeaves(parent) && parent.composite === undefined);
  return holdsLeaves(node);
}

function kindOf(node: FileNode): NodeKind {
  if (node.kind) return node.kind;
  if (isLeaf(node)) return 'element';
  return childrenOf(node).every(isLeaf) ? 'indicator' : 'theme';
}

function rulesOf(document: MethodDocument, place: Place, index: number, parent: FileNode | null): NodeRules {
  const { node, above, scope, side, keys } = place;
  const own = inheritedBy(node, above);
  const rubric = rubricOf(document, own.rubric);
  return {
    index,
    id: node.id,
    label: node.label ?? node.id,
    kind: kindOf(node),
    keys,
    side,
    parent: place.parent,
    children: [],
    inputs: [],
    leaf: isLeaf(node),
    composite: isComposite(document, node, place, parent),
    scope,
    weight: node.weight ?? 1,
    rollup: isLeaf(node) ? null : (node.rollup ?? 'mean'),
    scale: own.scale ?? { min: 0, max: 100 },
    rubric,
    multiple: own.multiple ?? false,
    separator: own.separator ?? ',',
    ranges: own.ranges ?? null,
    reversed: own.polarity === 'reversed',
    mirror: own.mirror ?? false,
    notFoundPoints: own.notFoundPoints ?? null,
    refusedPoints: own.refusedPoints ?? null,
    unknownPolicy: own.unknownPolicy ?? 'result_unknown',
    notApplicablePolicy: own.notApplicablePolicy ?? 'leave_out',
    levels: own.appliesTo?.levels ? new Set(own.appliesTo.levels) : null,
    sectors: own.appliesTo?.sectors ? new Set(own.appliesTo.sectors) : null,
    inherit: own.inherit ?? false,
    rescale: node.rescale ?? false,
    partialCredit: node.partialCredit ?? null,
    level: node.level ?? 0,
    topLabel: node.topLabel ?? null,
    topLevel: node.topLevel ?? null,
    gates: node.gates ?? [],
    ratio: node.ratio ?? null,
    when: node.when ?? null,
    borrow: node.borrow ? { from: node.borrow.from, when: node.borrow.when ?? ['not_applicable'] } : null,
    coverageThreshold: node.coverageThreshold ?? document.coverageThreshold ?? 0,
    bands: node.bands ?? [],
    digits: node.digits ?? document.digits,
  };
}

function topsOf(document: MethodDocument): Place[] {
  const above = document.defaults ?? {};
  const frame = { parent: -1, scope: -1, above };
  if (document.tree) return [{ ...frame, node: document.tree, keys: ['tree'], side: null }];
  return (['policy', 'conduct'] as const).flatMap((side) => {
    const written = document.sides?.[side];
    if (!written) return [];
    const { indicators, ...rest } = written;
    const node: FileNode = { ...rest, id: side, kind: 'theme', children: indicators };
    return [{ ...frame, node, keys: ['sides', side], side }];
  });
}

/** The nodes below `index` nearest to it that are of a kind. */
function nearest(nodes: readonly NodeRules[], index: number, kind: NodeKind): number[] {
  return nodes[index]!.children.flatMap((child) =>
    nodes[child]!.kind === kind ? [child] : nearest(nodes, child, kind),
  );
}

/** Lays the trees of a document out as one list, parents first, each node with all that it takes from above. */
export function layOut(document: MethodDocument): NodeRules[] {
  const nodes: NodeRules[] = [];
  const written: FileNode[] = [];
  const place = (at: Place, parent: FileNode | null): void => {
    const rules = rulesOf(document, at, nodes.length, parent);
    nodes.push(rules);
    written.push(at.node);
    if (at.parent >= 0) nodes[at.parent]!.children.push(rules.index);
    const scope = rules.composite ? rules.index : at.scope;
    const above = inheritedBy(at.node, at.above);
    const member = at.keys[0] === 'sides' && at.keys.length === 2 ? 'indicators' : 'children';
    childrenOf(at.node).forEach((node, order) => {
      const isWritten = order < (at.node.children?.length ?? 0);
      const keys = isWritten ? [...at.keys, member, order] : [...at.keys, 'elements'];
      place({ node, keys, parent: rules.index, scope, side: at.side, above }, at.node);
    });
  };
  for (const top of topsOf(document)) place(top, null);
  const byId = new Map(nodes.map(({ id, index }) => [id, index]));
  for (const rules of nodes) {
    const from = written[rules.index]!.from;
    if (from === undefined) rules.inputs = rules.children;
    else if ('nearest' in from) rules.inputs = nearest(nodes, rules.index, from.nearest);
    else rules.inputs = from.flatMap((id) => byId.get(id) ?? []);
    if (rules.ratio) rules.inputs = [rules.ratio.of, rules.ratio.to].flatMap((id) => byId.get(id) ?? []);
  }
  return nodes;
}
