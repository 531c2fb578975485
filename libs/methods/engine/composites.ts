import { NOT_RESEARCHED, rollUp } from '@libs/domain/scoring';
import type { Child, Outcome } from '@libs/domain/scoring';
import type { Subject } from '../answers/answer-table.ts';
import type { FileLevel } from '../file/method-file.ts';
import { comparable } from '../file/method-rules.ts';
import type { NodeRules } from '../file/method-rules.ts';
import type { Evaluation } from './evaluation.ts';
import { rollUpRules } from './evaluation.ts';

function partsOf(level: FileLevel, subject: Subject): string | undefined {
  const names = [comparable(subject.name), comparable(subject.type)];
  return level.merge?.find(({ of }) => of.some((part) => names.includes(comparable(part))))?.into;
}

/** The scores of the subjects of one level, those that the method merges averaged first (L2). */
function subjectScores<N>(evaluation: Evaluation<N>, node: NodeRules, level: FileLevel, subjects: readonly Subject[]) {
  const rules = { ...rollUpRules(node), rollup: 'mean' } as const;
  const merged = new Map<string, Child<N>[]>();
  const scores: Child<N>[] = [];
  const childOf = (outcome: Outcome<N>): Child<N> => ({ rules: { weight: 1, scale: node.scale, level: 0 }, outcome });
  for (const subject of subjects) {
    const child = childOf(evaluation.outcomeFor(node, subject));
    const into = partsOf(level, subject);
    if (into === undefined) scores.push(child);
    else merged.set(into, [...(merged.get(into) ?? []), child]);
  }
  const wholes = [...merged.values()].map((parts) => childOf(rollUp(rules, parts, evaluation.arithmetic)));
  return [...scores, ...wholes];
}

/**
 * The result of a node that is answered at levels (L1, L2): each subject's score, the composite of each level, then the
 * composites that exist. `pooled` takes all subjects of all levels in one mean instead.
 */
export function composeLevels<N>(evaluation: Evaluation<N>, node: NodeRules): Outcome<N> {
  const { levels } = evaluation.method;
  const rules = rollUpRules(node);
  const { arithmetic, company } = evaluation;
  const composites: Child<N>[] = [];
  const pool: Child<N>[] = [];
  for (const level of levels!.composites) {
    if (node.levels && !node.levels.has(level.id)) continue;
    const subjects = company.subjects.filter((subject) => subject.level === level.id);
    if (subjects.length === 0) continue;
    const scores = subjectScores(evaluation, node, level, subjects);
    pool.push(...scores);
    const outcome = rollUp({ ...rules, rollup: level.rollup ?? 'mean' }, scores, arithmetic);
    composites.push({ rules: { weight: level.weight ?? 1, scale: node.scale, level: 0 }, outcome });
  }
  if (composites.length === 0) return NOT_RESEARCHED;
  const kind = levels!.rollup ?? 'mean';
  if (kind === 'pooled') return rollUp({ ...rules, rollup: 'mean' }, pool, arithmetic);
  return rollUp({ ...rules, rollup: kind }, composites, arithmetic);
}
