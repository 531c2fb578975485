import type { GateExpression, MethodNode } from './method.ts';

/** The nodes a gate names. */
export function gateTargets(expression: GateExpression): string[] {
  if ('all' in expression) return expression.all.flatMap(gateTargets);
  if ('any' in expression) return expression.any.flatMap(gateTargets);
  return [expression.node];
}

/**
 * A circle among the nodes, each needing the next, or nothing (U17). A parent needs its children, so a node that is
 * gated by its own ancestor closes a circle too.
 */
export function findCycle(nodes: readonly MethodNode[]): string[] | undefined {
  const needs = new Map(
    nodes.map((node) => [
      node.id,
      [...(node.children ?? []).map(({ id }) => id), ...(node.gates ?? []).flatMap((gate) => gateTargets(gate.needs))],
    ]),
  );
  const done = new Set<string>();
  const visit = (id: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
    if (done.has(id)) return undefined;
    for (const next of needs.get(id) ?? []) {
      const cycle = visit(next, [...path, id]);
      if (cycle) return cycle;
    }
    done.add(id);
    return undefined;
  };
  for (const { id } of nodes) {
    const cycle = visit(id, []);
    if (cycle) return cycle;
  }
  return undefined;
}
