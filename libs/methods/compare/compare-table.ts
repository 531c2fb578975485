import type { ScoredCompany, ScoredTable } from '../engine/score-table.ts';
import { comparable } from '../file/method-rules.ts';
import type { NodeRules } from '../file/method-rules.ts';
import { CELL_STATUSES, cellStatus } from './cell-status.ts';
import type { CellStatus } from './cell-status.ts';
import type { ComparedCell, ComparedInput, ComparedRank, LikelyCause, TableComparison } from './comparison.ts';
import { LikelyCauses } from './likely-causes.ts';
import type { PublishedCell, PublishedRank, PublishedTable } from './published-table.ts';
import { rankCause } from './rank-causes.ts';
import { shiftedRows } from './shifted-rows.ts';

type Bare = Omit<ComparedCell, 'cause' | 'inputs'>;

/** The companies with answers, by their names without case and space around. */
function companiesByName(table: ScoredTable): ReadonlyMap<string, ScoredCompany> {
  return new Map(table.companies.map((one) => [comparable(one.company.name), one]));
}

function bareCell(
  table: ScoredTable,
  { company, node }: { readonly company: string; readonly node: NodeRules },
  published: PublishedCell | undefined,
  scored: ScoredCompany | undefined,
  tolerance: number,
): Bare {
  const computed = scored?.cells[node.index];
  const given = published ?? { value: null, digits: null, label: null, absence: 'not_published' as const };
  const points = computed?.points ?? null;
  const difference = points === null || given.value === null ? null : given.value - points;
  const status = cellStatus(table.method, given, computed, tolerance);
  return { company: scored?.company.name ?? company, node, published, computed, difference, status };
}

/** Every published cell in the order of the table, then those that a row or column of it should hold and does not. */
function bareCells(table: ScoredTable, published: PublishedTable): Bare[] {
  const byName = companiesByName(table);
  const cells: Bare[] = [];
  const known = new Set<string>();
  const nodes = new Set<NodeRules>();
  for (const cell of published.cells) {
    const scored = byName.get(comparable(cell.company));
    cells.push(bareCell(table, cell, cell, scored, published.tolerance));
    known.add(`${cell.node.index}\n${comparable(cell.company)}`);
    nodes.add(cell.node);
  }
  for (const company of published.companies) {
    const scored = byName.get(comparable(company));
    for (const node of scored ? nodes : []) {
      if (known.has(`${node.index}\n${comparable(company)}`)) continue;
      const cell = bareCell(table, { company, node }, undefined, scored, published.tolerance);
      if (cell.status !== 'match') cells.push(cell);
    }
  }
  return cells;
}

function comparedRanks(table: ScoredTable, published: PublishedTable): ComparedRank[] {
  const byName = companiesByName(table);
  const rankOf = (scored: ScoredCompany | undefined, node: NodeRules) =>
    scored ? (scored.ranks.get(node.index) ?? null) : undefined;
  const statusOf = ({ rank, text }: PublishedRank, computed: number | null | undefined): ComparedRank['status'] => {
    if (computed === undefined) return rank === null ? 'match' : 'input_missing';
    if (rank === computed) return 'match';
    if (text === '') return 'published_missing';
    return computed === null ? 'input_missing' : 'mismatch';
  };
  return published.ranks.map((given) => {
    const scored = byName.get(comparable(given.company));
    const computed = rankOf(scored, given.node);
    const company = scored?.company.name ?? given.company;
    return { company, node: given.node, published: given, computed, status: statusOf(given, computed) };
  });
}

const MOST_INPUTS = 400;

/** Causes are looked for so often; each look computes the company anew. */
const MOST_EXPLAINED = 5000;

/** What a result was computed from: answers with their lines, or the results below (X4). */
function inputsOf(
  table: ScoredTable,
  { node }: Pick<Bare, 'node'>,
  scored: ScoredCompany | undefined,
): ComparedInput[] {
  if (!scored) return [];
  const { nodes } = table.method;
  if (!node.leaf && !node.composite) {
    return node.inputs.flatMap((index) => {
      if (nodes[index]!.leaf && !nodes[index]!.composite) return inputsOf(table, { node: nodes[index]! }, scored);
      const cell = scored.cells[index];
      const value =
        cell?.points === null || cell === undefined ? (cell?.absence ?? 'not_researched') : String(cell.points);
      return [{ node: nodes[index]!.id, subject: null, value, line: null }];
    });
  }
  const leaves = node.leaf ? [node] : nodes.filter(({ leaf, scope }) => leaf && scope === node.index);
  const found = scored.company.subjects.flatMap((subject) =>
    leaves.flatMap((leaf): ComparedInput[] => {
      const reading = subject.readings[leaf.index];
      if (!reading) return [];
      const value = reading.text || reading.status;
      return [
        {
          node: leaf.id,
          subject: subject.level === null ? null : subject.name,
          value,
          line: subject.lines[leaf.index]!,
        },
      ];
    }),
  );
  return found.slice(0, MOST_INPUTS);
}

function count<Status extends string>(all: readonly Status[], found: readonly { readonly status: Status }[]) {
  const counts = Object.fromEntries(all.map((status) => [status, 0])) as Record<Status, number>;
  for (const { status } of found) counts[status] += 1;
  return counts;
}

const isOff = ({ status }: { readonly status: CellStatus }) =>
  status !== 'match' && status !== 'matches_after_rounding';

function explained(table: ScoredTable, published: PublishedTable, bare: readonly Bare[]): ComparedCell[] {
  const byName = companiesByName(table);
  const causes = new LikelyCauses(table, published.tolerance);
  const fellows = new Map<string, Map<number, Bare>>();
  for (const cell of bare) {
    const own = fellows.get(cell.company) ?? new Map<number, Bare>();
    own.set(cell.node.index, cell);
    fellows.set(cell.company, own);
  }
  let looked = 0;
  return bare.map((cell) => {
    if (!isOff(cell) || looked === MOST_EXPLAINED) return { ...cell, cause: null, inputs: [] };
    looked += 1;
    const scored = byName.get(comparable(cell.company));
    const cause = causes.of(cell, scored, fellows.get(cell.company)!);
    return { ...cell, cause, inputs: inputsOf(table, cell, scored) };
  });
}

/**
 * Sets a published table beside the computed one (scoring rules, section 7). Neither is changed. Every cell has a status
 * (X2), each that differs its inputs and, where one is found, a likely cause (X4); rows that slipped are told once (X3).
 */
export function compareTable(table: ScoredTable, published: PublishedTable): TableComparison {
  const bare = explained(table, published, bareCells(table, published));
  const { shifted, within } = shiftedRows(table.method, bare, published.tolerance);
  const slipped: LikelyCause = { kind: 'shifted_rows', nodes: [], words: 'It fits the row beside it: rows shifted?' };
  const cells = bare.map((cell) => (within.has(cell) ? { ...cell, cause: slipped } : cell));
  const ranks = comparedRanks(table, published);
  const named = new Set(published.companies.map(comparable));
  const lists = [...new Set(ranks.map(({ node }) => node))];
  return {
    cells,
    ranks,
    rankings: lists.map((node) => {
      const own = ranks.filter((one) => one.node === node);
      return { node, cause: rankCause(table, node, own, cells) };
    }),
    shifted,
    counts: count(CELL_STATUSES, cells),
    rankCounts: count(['match', 'mismatch', 'input_missing', 'published_missing'] as const, ranks),
    notPublished: table.companies.map(({ company }) => company.name).filter((name) => !named.has(comparable(name))),
    differs: cells.some(isOff) || ranks.some(isOff),
  };
}
