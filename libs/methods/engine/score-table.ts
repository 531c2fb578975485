import { BOUNDARY_WIDTH, fractions, roundForDisplay } from '@libs/domain/scoring';
import type { Fraction, GateNote, MissingReason, Outcome } from '@libs/domain/scoring';
import type { AnswerTable, CompanyAnswers } from '../answers/answer-table.ts';
import type { MethodRules, NodeRules } from '../file/method-rules.ts';
import { CoverageCount } from './coverage.ts';
import type { NodeCoverage } from './coverage.ts';
import { Evaluation } from './evaluation.ts';
import type { Mark } from './evaluation.ts';
import { doubles } from './points.ts';
import { QuickPlan } from './quick.ts';

export type CellAbsence = 'not_applicable' | MissingReason | 'below_coverage';

/** The result of one node for one company. */
export interface ScoredCell {
  /** The exact value as a double; null where there is none. It stands here also below the coverage threshold. */
  readonly points: number | null;
  /** As printed: rounded by the method; null where no score is printed. */
  readonly display: string | null;
  /** Why no score is printed. */
  readonly absence: CellAbsence | null;
  /** The answer, a level, a branch or a band, where the node has one. */
  readonly label: string | null;
  readonly coverage: NodeCoverage;
}

/** A policy indicator beside a conduct indicator; `difference` is policy minus conduct, in points, as printed. */
export interface ScoredPair {
  readonly id: string;
  readonly difference: string | null;
}

export interface ScoredCompany {
  readonly company: CompanyAnswers;
  /** By the place of the node; nodes under a composite have none, and neither has the top of a method without a total. */
  readonly cells: readonly (ScoredCell | undefined)[];
  /** By the place of the node, for nodes that are ranked; null where the company stands apart (K3). */
  readonly ranks: ReadonlyMap<number, number | null>;
  readonly pairs: readonly ScoredPair[];
  readonly gates: readonly GateNote[];
  readonly marks: readonly Mark[];
}

export interface ScoredTable {
  readonly method: MethodRules;
  readonly table: AnswerTable;
  /** In the order of their names. */
  readonly companies: readonly ScoredCompany[];
}

interface Entry {
  readonly scored: ScoredCompany;
  readonly ranks: Map<number, number | null>;
  readonly exactly: (index: number) => Fraction;
}

/** The nodes that have a result of their own for a company: not those that are scored within each subject. */
export function reportedNodes(method: MethodRules): NodeRules[] {
  const isHidden = (node: NodeRules) => node.parent < 0 && node.side === null && !method.total;
  return method.nodes.filter((node) => node.scope < 0 && !isHidden(node));
}

function bandOf(node: NodeRules, points: number): string | null {
  return node.bands.findLast(({ from }) => points >= from)?.label ?? null;
}

function cellOf(
  method: MethodRules,
  node: NodeRules,
  outcome: Outcome<number>,
  coverage: NodeCoverage,
  exactly: (index: number) => Fraction,
): ScoredCell {
  if (outcome.kind !== 'value') {
    const absence = outcome.kind === 'missing' ? outcome.reason : outcome.kind;
    return { points: null, display: null, absence, label: null, coverage };
  }
  const { points } = outcome;
  const label = bandOf(node, points) ?? outcome.label;
  const isBelow = coverage.of > 0 && coverage.scored / coverage.of < node.coverageThreshold;
  if (isBelow) return { points, display: null, absence: 'below_coverage', label: null, coverage };
  return {
    points,
    display: roundForDisplay(points, node.digits, method.rounding, () => exactly(node.index)),
    absence: null,
    label,
    coverage,
  };
}

function isPrinted(cell: ScoredCell | undefined): cell is ScoredCell & { points: number; display: string } {
  return cell !== undefined && cell.points !== null && cell.display !== null;
}

function scoreCompany(
  method: MethodRules,
  table: AnswerTable,
  company: CompanyAnswers,
  nodes: readonly NodeRules[],
  plan: QuickPlan,
): Entry {
  const evaluation = new Evaluation(method, table, company, doubles, { plan });
  let exact: Evaluation<Fraction> | undefined;
  const exactly = (index: number): Fraction => {
    exact ??= new Evaluation(method, table, company, fractions);
    return (exact.outcomeOf(index) as { points: Fraction }).points;
  };
  const { of: coverage } = new CoverageCount(evaluation);
  const cells = new Array<ScoredCell | undefined>(method.nodes.length);
  for (const node of nodes) {
    const outcome = evaluation.outcomeOf(node.index);
    cells[node.index] = cellOf(method, node, outcome, coverage[node.index]!, exactly);
  }
  const pairs = method.pairs.map(({ id, policy, conduct }): ScoredPair => {
    const [left, right] = [method.byId.get(policy)!, method.byId.get(conduct)!];
    if (!isPrinted(cells[left]) || !isPrinted(cells[right])) return { id, difference: null };
    const difference = () => fractions.subtract(exactly(left), exactly(right));
    const points = cells[left].points - cells[right].points;
    return { id, difference: roundForDisplay(points, method.nodes[left]!.digits, method.rounding, difference) };
  });
  const ranks = new Map<number, number | null>();
  const { notes: gates, marks } = evaluation;
  return { scored: { company, cells, ranks, pairs, gates, marks }, ranks, exactly };
}

/** Ranks "1224": 1 + the number of companies with a strictly higher score (K1), rounded or exact (K2). */
function rank(method: MethodRules, entries: readonly Entry[], index: number): void {
  const isHigher = (a: Entry, b: Entry): number => {
    const [left, right] = [a.scored.cells[index]!, b.scored.cells[index]!];
    if (method.rankMode === 'rounded') return Number(right.display) - Number(left.display);
    const difference = right.points! - left.points!;
    if (Math.abs(difference) >= BOUNDARY_WIDTH) return difference;
    return fractions.compare(b.exactly(index), a.exactly(index));
  };
  const printed = entries.filter(({ scored }) => isPrinted(scored.cells[index])).sort(isHigher);
  for (const { ranks } of entries) ranks.set(index, null);
  printed.forEach((entry, at) => {
    const before = printed[at - 1];
    entry.ranks.set(index, before && isHigher(before, entry) === 0 ? before.ranks.get(index)! : at + 1);
  });
}

/**
 * Scores all companies of a table by a method (scoring rules T5-T7, sections 2 to 4). The order of the rows never changes
 * a result. Values are doubles; where one lies within 1e-9 of a rounding boundary, or of another in a rank, it is computed
 * again in fractions. A total or a ranking that the method does not have is not made up.
 */
export function scoreTable(method: MethodRules, table: AnswerTable): ScoredTable {
  const nodes = reportedNodes(method);
  const plan = new QuickPlan(method);
  const entries = [...table.companies.values()].map((company) => scoreCompany(method, table, company, nodes, plan));
  for (const index of method.ranked) rank(method, entries, index);
  return { method, table, companies: entries.map(({ scored }) => scored) };
}
