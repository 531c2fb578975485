import type { AnswerRoute, EvidenceGrade, ResearchStatus } from '@libs/domain/vocabulary';
import { isLeaf, nodesUnder, rootOfSide, SIDES } from './method.ts';
import type { Method, MethodNode } from './method.ts';
import { readRubric } from './rubric.ts';

/** A finding an answer rests on, with its computed grade. */
export interface AnswerEvidence {
  readonly id: string;
  readonly grade: EvidenceGrade;
}

/** What a person recorded for one leaf. Verdicts never feed scores (decision 11): there is no place for one here. */
export interface Answer {
  readonly node: string;
  readonly status: ResearchStatus;
  /** The answer itself, where the status is `found`; several where the node allows it. */
  readonly key?: string | readonly string[] | null;
  readonly evidence?: readonly AnswerEvidence[];
  /** 0 flagged, 1 unverified, 2 checked by a second person, 3 by a steward (F1). None counts as 1. */
  readonly verification?: number | null;
  /** False for a draft: it earns no points. */
  readonly published?: boolean;
  readonly route?: AnswerRoute;
}

/** What is wrong, and where. */
export interface Problem {
  readonly path: string;
  readonly reason: string;
}

/** Thrown where answers do not fit the method; `problems` lists all of them. */
export class AnswersRefused extends Error {
  override readonly name = 'AnswersRefused';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ path, reason }) => `${path}: ${reason}`).join(' '));
    this.problems = problems;
  }
}

const leaves = new WeakMap<Method, ReadonlyMap<string, MethodNode>>();

/** The leaves of a method by id. */
export function leavesOf(method: Method): ReadonlyMap<string, MethodNode> {
  const known = leaves.get(method);
  if (known) return known;
  const nodes = SIDES.flatMap((side) => nodesUnder(rootOfSide(method, side)));
  const byId = new Map(nodes.filter(isLeaf).map((node) => [node.id, node]));
  leaves.set(method, byId);
  return byId;
}

function problemOf(answer: Answer, leaf: MethodNode | undefined): string | undefined {
  if (!leaf) return 'The method has no such leaf; answers sit on leaves only (T1).';
  const { verification } = answer;
  if (verification !== undefined && verification !== null && ![0, 1, 2, 3].includes(verification)) {
    return `Verification runs from 0 to 3, not ${verification} (F1).`;
  }
  if (answer.status !== 'found') return undefined;
  return readRubric(leaf, answer.key ?? null).problem;
}

/**
 * Lists what does not fit the method: an answer on no leaf, two answers on one leaf, or a text that the rubric does
 * not list (U8). Paths are the ids of the leaves. Empty where all fit.
 */
export function refuseAnswers(method: Method, answers: readonly Answer[]): Problem[] {
  const byId = leavesOf(method);
  const seen = new Set<string>();
  const problems: Problem[] = [];
  for (const answer of answers) {
    const reason = problemOf(answer, byId.get(answer.node));
    if (reason) problems.push({ path: answer.node, reason });
    if (seen.has(answer.node)) problems.push({ path: answer.node, reason: 'It is answered twice.' });
    seen.add(answer.node);
  }
  return problems.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.reason < b.reason ? -1 : 1));
}
