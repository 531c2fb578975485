import { NO_RESULT, NOT_APPLICABLE, NOT_RESEARCHED } from '@libs/domain/scoring';
import type { Outcome } from '@libs/domain/scoring';
import type { CompanyAnswers, Subject } from '../answers/answer-table.ts';
import type { MethodRules, NodeRules } from '../file/method-rules.ts';

/** A mean of doubles in one pass, without lists. It adds in the same order as `rollUp` and so gives the same bits. */
class QuickMean {
  private sum = 0;
  private weights = 0;
  private taken = 0;
  private left = 0;
  private isMissing = false;

  constructor(private readonly isWeighted: boolean) {}

  add(outcome: Outcome<number>, weight: number): void {
    if (outcome.kind === 'value') {
      this.taken += 1;
      this.sum += this.isWeighted ? weight * outcome.points : outcome.points;
      this.weights += weight;
    } else if (outcome.kind === 'missing') this.isMissing = true;
    else this.left += 1;
  }

  /** The result; undefined where a child is missing, or there is none: then the policy of the node decides. */
  result({ notApplicablePolicy }: NodeRules): Outcome<number> | undefined {
    if (this.isMissing || this.taken + this.left === 0) return undefined;
    const isShort = this.left > 0 && notApplicablePolicy === 'result_not_applicable';
    if (this.taken === 0 || isShort) return NOT_APPLICABLE;
    if (this.isWeighted && this.weights === 0) return NO_RESULT;
    return { kind: 'value', points: this.sum / (this.isWeighted ? this.weights : this.taken), label: null };
  }
}

const isMean = ({ leaf, rescale, rollup }: NodeRules) =>
  !leaf && !rescale && (rollup === 'mean' || rollup === 'weighted_mean');

/** True for a leaf whose result is its reading and nothing else. */
const isPlain = ({ leaf, gates, borrow, inherit, sectors }: NodeRules) =>
  leaf && gates.length === 0 && !borrow && !inherit && !sectors;

/**
 * Which nodes of a method are plain means, and their results. Most nodes of most methods are; a large table is scored many
 * times faster so. What is not plain, and what has a child without a result, is left to `rollUp`.
 */
export class QuickPlan {
  private readonly plainNodes: readonly boolean[];
  private readonly plainComposites: readonly boolean[];
  private readonly weightOf: ReadonlyMap<string, number>;
  private readonly isWeighted: boolean;

  constructor(private readonly method: MethodRules) {
    const { levels, nodes } = method;
    this.isWeighted = levels?.rollup === 'weighted_mean';
    this.weightOf = new Map(levels?.composites.map(({ id, weight }) => [id, weight ?? 1]));
    const composesByMeans =
      levels !== null &&
      ['mean', 'weighted_mean'].includes(levels.rollup ?? 'mean') &&
      levels.composites.every(({ rollup, merge }) => merge === undefined && (rollup ?? 'mean') === 'mean');
    this.plainNodes = nodes.map((node) => isMean(node) && !node.composite && node.scope < 0);
    this.plainComposites = nodes.map((node) => {
      if (!composesByMeans || !node.composite) return false;
      return isPlain(node) || (isMean(node) && node.inputs.every((index) => isPlain(nodes[index]!)));
    });
  }

  /** The mean of a node's inputs; undefined where it is no plain one. */
  ofNode(node: NodeRules, outcomeOf: (index: number) => Outcome<number>): Outcome<number> | undefined {
    if (!this.plainNodes[node.index]) return undefined;
    const mean = new QuickMean(node.rollup === 'weighted_mean');
    for (const index of node.inputs) mean.add(outcomeOf(index), this.method.nodes[index]!.weight);
    return mean.result(node);
  }

  /** A composite of levels (L1) from the answers themselves; undefined where it is no plain one. */
  ofComposite(node: NodeRules, { subjects }: CompanyAnswers): Outcome<number> | undefined {
    if (!this.plainComposites[node.index]) return undefined;
    const whole = new QuickMean(this.isWeighted);
    let at = 0;
    while (at < subjects.length) {
      const { level } = subjects[at]!;
      const isAsked = level !== null && (!node.levels || node.levels.has(level));
      const mean = new QuickMean(false);
      for (; at < subjects.length && subjects[at]!.level === level; at += 1) {
        if (!isAsked) continue;
        const outcome = this.ofSubject(node, subjects[at]!);
        if (!outcome) return undefined;
        mean.add(outcome, 1);
      }
      if (!isAsked) continue;
      const composite = mean.result(node);
      if (!composite) return undefined;
      whole.add(composite, this.weightOf.get(level)!);
    }
    return whole.result(node);
  }

  private ofSubject(node: NodeRules, { level, readings }: Subject): Outcome<number> | undefined {
    if (node.leaf) return readings[node.index]?.outcome ?? NOT_RESEARCHED;
    const mean = new QuickMean(node.rollup === 'weighted_mean');
    for (const index of node.inputs) {
      const leaf = this.method.nodes[index]!;
      const isAsked = !leaf.levels || leaf.levels.has(level!);
      mean.add(isAsked ? (readings[index]?.outcome ?? NOT_RESEARCHED) : NOT_APPLICABLE, leaf.weight);
    }
    return mean.result(node);
  }
}
