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

const ANSWERED: readonly string[] = ['found', 'not_found', 'refused'];

/** A coverage that is being counted. */
class Count implements NodeCoverage {
  of = 0;
  answered = 0;
  scored = 0;
  verification: number | null = null;
  isPublished = true;

  add(part: NodeCoverage): void {
    this.of += part.of;
    this.answered += part.answered;
    this.scored += part.scored;
    this.isPublished &&= part.isPublished;
    if (part.verification !== null) this.verify(part.verification);
  }

  verify(verification: number): void {
    if (this.verification === null || verification < this.verification) this.verification = verification;
  }
}

/** The coverage of every node that is not under a composite, by place. */
export class CoverageCount {
  readonly of: (NodeCoverage | undefined)[] = [];

  constructor(private readonly evaluation: Evaluation<number>) {
    for (const root of evaluation.method.roots)
      this.count(evaluation.method.nodes[root]!, evaluation.plain, new Count());
  }

  /** Counts a node into the one above; a node with a result of its own keeps its count. */
  private count(node: NodeRules, subject: Subject | undefined, into: Count): void {
    if (node.scope >= 0) return this.add(node, subject, into);
    const own = new Count();
    this.add(node, subject, own);
    this.of[node.index] = own;
    into.add(own);
  }

  private add(node: NodeRules, subject: Subject | undefined, into: Count): void {
    const { company } = this.evaluation;
    if (node.sectors && !node.sectors.has(company.sector)) return;
    if (!node.composite) return this.within(node, subject, into);
    let isAsked = false;
    for (const one of company.subjects) {
      if (one.level === null || (node.levels && !node.levels.has(one.level))) continue;
      isAsked = true;
      this.within(node, one, into);
    }
    if (!isAsked) into.of += node.leaf ? 1 : this.leavesUnder(node);
  }

  private leavesUnder(node: NodeRules): number {
    return this.evaluation.method.nodes.filter(({ leaf, scope }) => leaf && scope === node.index).length;
  }

  private within(node: NodeRules, subject: Subject | undefined, into: Count): void {
    if (node.levels && subject?.level && !node.levels.has(subject.level)) return;
    if (node.leaf) return this.addLeaf(node, subject, into);
    const { nodes } = this.evaluation.method;
    if (node.rollup === 'branch' && node.scope < 0) return this.addBranch(node, subject, into);
    for (const index of node.children) this.count(nodes[index]!, subject, into);
  }

  /** Of a branch, what is taken counts; all of them where none is. */
  private addBranch(node: NodeRules, subject: Subject | undefined, into: Count): void {
    const chosen = chosenBranch(this.evaluation, node);
    const taken = node.children.find((index) => index === chosen);
    for (const index of node.children) {
      const count = new Count();
      this.count(this.evaluation.method.nodes[index]!, subject, count);
      if (taken === undefined || taken === index) into.add(count);
    }
  }

  private addLeaf(node: NodeRules, subject: Subject | undefined, into: Count): void {
    const reading = this.evaluation.readingOf(node, subject);
    if (!reading || reading.status === 'not_researched') {
      into.of += 1;
      return;
    }
    const { status, verification, isDraft, parts } = reading;
    if (status !== 'not_applicable') into.of += 1;
    if (ANSWERED.includes(status)) {
      into.answered += 1;
      if (parts !== null) into.scored += 1;
    }
    into.verify(verification);
    if (isDraft) into.isPublished = false;
  }
}
