import type { Subject } from '../answers/answer-table.ts';
import type { NodeRules } from '../file/method-rules.ts';
import { chosenBranch } from './conditions.ts';
import type { Evaluation } from './evaluation.ts';

/**
 * How much of a node is answered (V5). `of` counts its leaves that apply, over all levels and subjects; `answered` those
 * found, not found or refused; `scored` those whose points enter the score. `verification` is the lowest of its answers
 * (F1), null where there are none. `isPublished` is false where any of them is a draft (F2).
 */
export interface NodeCoverage {
  readonly of: number;
  readonly answered: number;
  readonly scored: number;
  readonly verification: number | null;
  readonly isPublished: boolean;
}

const ANSWERED = ['found', 'not_found', 'refused'];
const NOTHING: NodeCoverage = { of: 0, answered: 0, scored: 0, verification: null, isPublished: true };
const UNASKED: NodeCoverage = { ...NOTHING, of: 1 };

function add(parts: readonly NodeCoverage[]): NodeCoverage {
  let [of, answered, scored, verification, isPublished] = [0, 0, 0, null as number | null, true];
  for (const part of parts) {
    of += part.of;
    answered += part.answered;
    scored += part.scored;
    isPublished &&= part.isPublished;
    if (part.verification !== null) verification = Math.min(verification ?? 3, part.verification);
  }
  return { of, answered, scored, verification, isPublished };
}

/** The coverage of every node that is not under a composite, by place. */
export class CoverageCount {
  readonly of: (NodeCoverage | undefined)[] = [];

  constructor(private readonly evaluation: Evaluation<number>) {
    for (const root of evaluation.method.roots) this.count(evaluation.method.nodes[root]!, evaluation.plain);
  }

  private count(node: NodeRules, subject: Subject | undefined): NodeCoverage {
    const result = this.coverageOf(node, subject);
    if (node.scope < 0) this.of[node.index] = result;
    return result;
  }

  private coverageOf(node: NodeRules, subject: Subject | undefined): NodeCoverage {
    const { company, method } = this.evaluation;
    if (node.sectors && !node.sectors.has(company.sector)) return NOTHING;
    if (!node.composite) return this.within(node, subject);
    const asked = company.subjects.filter(({ level }) => level !== null && (!node.levels || node.levels.has(level)));
    if (asked.length > 0) return add(asked.map((one) => this.within(node, one)));
    const leaves = node.leaf ? 1 : method.nodes.filter(({ leaf, scope }) => leaf && scope === node.index).length;
    return { ...UNASKED, of: leaves };
  }

  private within(node: NodeRules, subject: Subject | undefined): NodeCoverage {
    if (node.levels && subject?.level && !node.levels.has(subject.level)) return NOTHING;
    if (node.leaf) return this.ofLeaf(node, subject);
    const { nodes } = this.evaluation.method;
    if (node.rollup === 'branch' && node.scope < 0) {
      const chosen = chosenBranch(this.evaluation, node);
      const counts = node.children.map((index) => this.count(nodes[index]!, subject));
      if (typeof chosen === 'number') return counts[node.children.indexOf(chosen)] ?? add(counts);
      return add(counts);
    }
    return add(node.children.map((index) => this.count(nodes[index]!, subject)));
  }

  private ofLeaf(node: NodeRules, subject: Subject | undefined): NodeCoverage {
    const reading = this.evaluation.readingOf(node, subject);
    if (!reading || reading.status === 'not_researched') return UNASKED;
    const { status, verification, isDraft, parts } = reading;
    const isAnswered = ANSWERED.includes(status);
    return {
      of: status === 'not_applicable' ? 0 : 1,
      answered: isAnswered ? 1 : 0,
      scored: isAnswered && parts !== null ? 1 : 0,
      verification,
      isPublished: !isDraft,
    };
  }
}
