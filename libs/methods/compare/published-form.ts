import type { PublishedMapping, TableForm } from '../file/method-file.ts';
import { comparable } from '../file/method-rules.ts';
import type { MethodRules, NodeRules } from '../file/method-rules.ts';
import { reportedNodes } from '../engine/score-table.ts';
import { columnsOf, Heads } from '../answers/table-heads.ts';

/** A table in which each row names its node, and one in which each column is a node. */
const ASSUMED: readonly PublishedMapping[] = [{ layout: 'long' }, { layout: 'wide' }];

/** Nodes by the names that a table may give them: the mapping's, the id, or the label where no other has it. */
export class NodeNames {
  private readonly byName = new Map<string, NodeRules | 'many'>();
  private readonly hidden: ReadonlyMap<string, NodeRules>;

  constructor(method: MethodRules, names: Readonly<Record<string, string>> = {}) {
    const reported = reportedNodes(method);
    for (const node of reported) {
      const label = comparable(node.label);
      this.byName.set(label, this.byName.has(label) ? 'many' : node);
    }
    for (const node of reported) this.byName.set(comparable(node.id), node);
    const shown = new Set(reported);
    this.hidden = new Map(method.nodes.filter((node) => !shown.has(node)).map((node) => [comparable(node.id), node]));
    for (const [name, id] of Object.entries(names)) {
      const node = method.nodes[method.byId.get(id)!]!;
      if (shown.has(node)) this.byName.set(comparable(name), node);
    }
  }

  find(name: string): NodeRules | undefined {
    const found = this.byName.get(comparable(name));
    return found === 'many' ? undefined : found;
  }

  /** Why a name stands for no result. */
  reason(name: string): string {
    if (this.byName.get(comparable(name)) === 'many')
      return `Several nodes are called "${name}"; published.nodes says which.`;
    const hidden = this.hidden.get(comparable(name));
    if (hidden && hidden.parent < 0) return `The method has no total, so "${name}" cannot be compared (T5).`;
    if (hidden) return `"${name}" is scored for each subject and has no result of its own (L1).`;
    return `The method has no node "${name}".`;
  }
}

/** Forms that are written down alike: one reading of the file tells which of them it has. */
export interface PublishedForms {
  readonly form: TableForm;
  readonly mappings: readonly PublishedMapping[];
}

/** The forms under `published`, by how a file of them is written down. */
export function publishedForms(method: MethodRules): readonly PublishedForms[] {
  const groups = new Map<string, { form: TableForm; mappings: PublishedMapping[] }>();
  for (const mapping of method.published.length > 0 ? method.published : ASSUMED) {
    const { delimiter, comment, skipLines } = mapping;
    const key = JSON.stringify([delimiter, comment, skipLines]);
    const known = groups.get(key);
    if (known) known.mappings.push(mapping);
    else groups.set(key, { form: { delimiter, comment, skipLines }, mappings: [mapping] });
  }
  return [...groups.values()];
}

/** The form that a table has, and what its columns hold. */
export interface PublishedForm {
  readonly mapping: PublishedMapping;
  readonly isWide: boolean;
}

function missingColumns(mapping: PublishedMapping, method: MethodRules, heads: Heads): string[] {
  const { columns = {}, layout = 'long', where = {}, ranks = {}, nodes = {} } = mapping;
  const has = (column: string) => heads.has(columns[column] ?? column);
  const named = [...Object.values(columns).flatMap(columnsOf), ...Object.keys(where), ...Object.keys(ranks)];
  const missing = named.filter((name) => !heads.has(name));
  if (!has('company')) missing.push(columns.company ?? 'company');
  if (layout === 'wide') {
    const names = new NodeNames(method, nodes);
    const own = new Set([columns.company ?? 'company', ...Object.keys(where)].map(comparable));
    const holds = heads.names.some((name) => !own.has(comparable(name)) && names.find(name));
    if (!holds && Object.keys(ranks).length === 0) missing.push('a column that is a node of the method');
  } else {
    if (!has('node')) missing.push(columns.node ?? 'node');
    if (!has('value') && !has('rank')) missing.push(columns.value ?? 'value');
  }
  return [...new Set(missing)];
}

/**
 * Chooses the first form under `published` whose columns a table has. Where the method states none, a table with the
 * columns company, node and value, or one with a column for each node, is understood.
 *
 * @returns the form, or for each form what the table lacks
 */
export function chooseForm(
  method: MethodRules,
  forms: readonly PublishedMapping[],
  heads: Heads,
): PublishedForm | { readonly lacking: readonly string[] } {
  const lacking: string[] = [];
  for (const [at, mapping] of forms.entries()) {
    const missing = missingColumns(mapping, method, heads);
    if (missing.length === 0) return { mapping, isWide: mapping.layout === 'wide' };
    lacking.push(`form ${at + 1} (${mapping.layout ?? 'long'}): ${missing.join(', ')}`);
  }
  return { lacking };
}
