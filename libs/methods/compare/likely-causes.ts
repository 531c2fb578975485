import { rollUp } from '@libs/domain/scoring';
import type { AnyRollup, Child, Outcome } from '@libs/domain/scoring';
import { composeLevels } from '../engine/composites.ts';
import { Evaluation, rollUpRules } from '../engine/evaluation.ts';
import type { Supposition } from '../engine/evaluation.ts';
import { doubles, stretch } from '../engine/points.ts';
import type { ScoredCell, ScoredCompany, ScoredTable } from '../engine/score-table.ts';
import type { NodeRules } from '../file/method-rules.ts';
import { fitOf } from './cell-status.ts';
import type { ComparedCell, LikelyCause } from './comparison.ts';

type Wrong = Omit<ComparedCell, 'cause' | 'inputs'>;

/** What is known of the company whose cell differs. */
interface Case {
  readonly cell: Wrong;
  readonly node: NodeRules;
  readonly computed: ScoredCell;
  readonly scored: ScoredCompany;
  /** The compared cells of this company, by the place of the node. */
  readonly fellows: ReadonlyMap<number, Wrong>;
}

const value = (points: number): Outcome<number> => ({ kind: 'value', points, label: null });
const quoted = (nodes: readonly NodeRules[]) => nodes.map(({ id }) => `"${id}"`).join(', ');

/**
 * Looks for what is likely to make a published value differ (X4). Each guess is tried: the node is computed again as if it
 * were so, and named only where that gives the published value.
 */
export class LikelyCauses {
  constructor(
    private readonly table: ScoredTable,
    private readonly tolerance: number,
  ) {}

  /** The first guess that fits, from the plainest on; null where none does. */
  of(cell: Wrong, scored: ScoredCompany | undefined, fellows: ReadonlyMap<number, Wrong>): LikelyCause | null {
    const { node, computed, published } = cell;
    if (!scored || !computed) {
      return { kind: 'no_answers', nodes: [], words: `The answers table has no company "${cell.company}".` };
    }
    if (!published) return null;
    if (computed.absence === 'below_coverage') {
      const { scored: answered, of } = computed.coverage;
      const words = `${answered} of ${of} answers count, which is below the method's threshold: it prints no score here.`;
      return { kind: 'below_coverage', nodes: [node.id], words };
    }
    if (computed.absence === 'not_applicable' && published.absence === null) {
      const words = 'A value is published, but all answers say that this does not apply.';
      return { kind: 'not_applicable', nodes: [node.id], words };
    }
    const at: Case = { cell, node, computed, scored, fellows };
    if (cell.status === 'input_missing') return this.missingInputs(at);
    if (published.value === null || computed.points === null) return this.followsLabels(at);
    const guesses = [this.follows, this.rounding, this.polarity, this.absences, this.rollup, this.polarityBelow];
    for (const guess of guesses) {
      const cause = guess.call(this, at);
      if (cause) return cause;
    }
    return null;
  }

  private fits({ cell }: Case, points: number): boolean {
    return fitOf(points, cell.published!, this.table.method, this.tolerance) !== null;
  }

  private suppose({ node, scored }: Case, supposed: Supposition<number>): number | null {
    const { method, table } = this.table;
    const outcome = new Evaluation(method, table, scored.company, doubles, supposed).outcomeOf(node.index);
    return outcome.kind === 'value' ? outcome.points : null;
  }

  private fitsSupposed(at: Case, supposed: Supposition<number>): boolean {
    const points = this.suppose(at, supposed);
    return points !== null && this.fits(at, points);
  }

  private inputsOf(node: NodeRules): NodeRules[] {
    if (node.composite || node.leaf) return [];
    return node.inputs.map((index) => this.table.method.nodes[index]!);
  }

  private missingInputs(at: Case): LikelyCause {
    const without = this.inputsOf(at.node).filter((input) => {
      const cell = at.scored.cells[input.index];
      return cell?.points === null && cell.absence !== 'not_applicable';
    });
    const reason = at.computed.absence === 'unknown' ? 'unknown' : 'not there';
    if (without.length === 0) {
      return { kind: 'missing_cells', nodes: [at.node.id], words: `Its answers are ${reason}.` };
    }
    return {
      kind: 'missing_cells',
      nodes: without.map(({ id }) => id),
      words: `The answers to ${quoted(without)} are ${reason}.`,
    };
  }

  /** A published label that comes from inputs that differ themselves is said of those. */
  private followsLabels(at: Case): LikelyCause | null {
    const wrong = this.inputsOf(at.node).filter(({ index }) => at.fellows.get(index)?.status === 'mismatch');
    if (wrong.length === 0) return null;
    return {
      kind: 'follows',
      nodes: wrong.map(({ id }) => id),
      words: `It may come from ${quoted(wrong)}, which differ.`,
    };
  }

  /** The published inputs give the published value: it differs only because they do. */
  private follows(at: Case): LikelyCause | null {
    const results = new Map<number, Outcome<number>>();
    const wrong: NodeRules[] = [];
    for (const input of this.inputsOf(at.node)) {
      const fellow = at.fellows.get(input.index);
      const given = fellow?.published;
      if (!given || fellow.status !== 'mismatch') continue;
      if (given.value !== null) results.set(input.index, value(given.value));
      else if (given.absence === 'not_applicable') results.set(input.index, { kind: 'not_applicable' });
      else continue;
      wrong.push(input);
    }
    if (wrong.length === 0 || !this.fitsSupposed(at, { results })) return null;
    const words = `It follows from ${quoted(wrong)}, which differ${wrong.length === 1 ? 's' : ''}.`;
    return { kind: 'follows', nodes: wrong.map(({ id }) => id), words };
  }

  private rounding(at: Case): LikelyCause | null {
    const { node, computed } = at;
    const { value: published, digits } = at.cell.published!;
    const cause = (words: string): LikelyCause => ({ kind: 'rounding', nodes: [node.id], words });
    if (digits !== null) {
      const unit = 10 ** digits;
      const scaled = computed.points! * unit;
      const wanted = Math.round(published! * unit);
      if (Math.floor(scaled) === wanted) return cause('It fits where the score is cut off or rounded down.');
      if (Math.ceil(scaled) === wanted) return cause('It fits where the score is rounded up.');
    }
    const results = new Map<number, Outcome<number>>();
    for (const { index } of this.inputsOf(node)) {
      const shown = at.scored.cells[index]?.display;
      if (shown !== null && shown !== undefined) results.set(index, value(Number(shown)));
    }
    if (results.size === 0 || !this.fitsSupposed(at, { results })) return null;
    return cause('It fits where the scores below are rounded first (U15).');
  }

  private flipped(node: NodeRules, points: number): number {
    return node.scale.min + node.scale.max - points;
  }

  private polarityCause(node: NodeRules): LikelyCause {
    const words = node.reversed || node.mirror ? 'is not reversed' : 'is reversed';
    return { kind: 'polarity', nodes: [node.id], words: `It fits where "${node.id}" ${words} (U16).` };
  }

  private polarity(at: Case): LikelyCause | null {
    const { node, computed } = at;
    // On a roll-up of many nodes the flipped value says nothing of any of them.
    if (!node.leaf && !node.composite && this.inputsOf(node).some(({ leaf }) => !leaf)) return null;
    const flipped = this.flipped(node, computed.points!);
    if (Math.abs(flipped - computed.points!) <= this.tolerance || !this.fits(at, flipped)) return null;
    const below = this.table.method.nodes.filter(({ parent }) => parent === node.index);
    return this.polarityCause(below.length === 1 && below[0]!.reversed ? { ...node, reversed: true } : node);
  }

  /** One node below, counted the other way round. */
  private polarityBelow(at: Case): LikelyCause | null {
    const { nodes } = this.table.method;
    const isBelow = (node: NodeRules): boolean => {
      for (let up = node.parent; up >= 0; up = nodes[up]!.parent) if (up === at.node.index) return true;
      return false;
    };
    const lowest = nodes.filter((node) => (node.composite || node.leaf) && node.scope < 0 && isBelow(node));
    const isReversed = (node: NodeRules) =>
      node.reversed || nodes.some(({ parent, reversed }) => parent === node.index && reversed);
    const ordered = [...lowest.filter(isReversed), ...lowest.filter((node) => !isReversed(node))];
    const found = ordered.find((node) => {
      const points = at.scored.cells[node.index]?.points;
      if (points === null || points === undefined) return false;
      const results = new Map([[node.index, value(this.flipped(node, points))]]);
      return this.flipped(node, points) !== points && this.fitsSupposed(at, { results });
    });
    return found ? this.polarityCause({ ...found, reversed: isReversed(found) }) : null;
  }

  private absences(at: Case): LikelyCause | null {
    const guesses = [
      [['not_applicable'], 'answers that do not apply count as the lowest (V2)'],
      [['not_researched', 'unknown'], 'missing answers count as the lowest (V4)'],
      [['not_applicable', 'not_researched', 'unknown'], 'every absence counts as the lowest (V2, V4)'],
    ] as const;
    for (const [statuses, words] of guesses) {
      if (this.fitsSupposed(at, { asLowest: new Set(statuses) })) {
        return { kind: 'missing_cells', nodes: [at.node.id], words: `It fits where ${words}.` };
      }
    }
    return null;
  }

  private rollup(at: Case): LikelyCause | null {
    const { node, scored } = at;
    const cause = (words: string): LikelyCause => ({ kind: 'rollup', nodes: [node.id], words: `It fits ${words}.` });
    if (node.composite) return this.pooled(at) ? cause('the mean of all subjects of all levels, pooled (L1)') : null;
    if (node.leaf) return null;
    const { nodes } = this.table.method;
    const childrenOf = (indices: readonly number[]): Child<number>[] =>
      indices.flatMap((index) => {
        const points = scored.cells[index]?.points;
        if (points === null || points === undefined) return [];
        const rules = nodes[index]!;
        const moved = node.rescale ? stretch(points, rules.scale, node.scale, doubles) : points;
        return [{ rules, outcome: value(moved) }];
      });
    const tried: readonly (readonly [readonly number[], AnyRollup, string])[] = [
      [node.inputs, 'mean', 'the mean of what it is made of, all weighing the same'],
      [node.inputs, 'weighted_mean', 'the weighted mean of what it is made of'],
      [node.children, 'mean', 'the mean of the nodes directly below'],
      [node.children, 'weighted_mean', 'the weighted mean of the nodes directly below'],
      [node.inputs, 'min', 'the lowest of what it is made of'],
      [node.inputs, 'sum', 'the sum of what it is made of'],
      [node.inputs, 'sum_over_max', 'points won of points possible'],
    ];
    const found = tried.find(([indices, kind]) => {
      const children = childrenOf(indices);
      if (children.length === 0) return false;
      const outcome = rollUp({ ...rollUpRules(node), rollup: kind }, children, doubles);
      return outcome.kind === 'value' && this.fits(at, outcome.points);
    });
    return found ? cause(found[2]) : null;
  }

  private pooled(at: Case): boolean {
    const { method, table } = this.table;
    if (!method.levels || method.levels.rollup === 'pooled') return false;
    const pooling = { ...method, levels: { ...method.levels, rollup: 'pooled' as const } };
    const outcome = composeLevels(new Evaluation(pooling, table, at.scored.company, doubles), at.node);
    return outcome.kind === 'value' && this.fits(at, outcome.points);
  }
}
