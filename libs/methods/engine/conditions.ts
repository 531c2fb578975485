import type { GateNote, Outcome } from '@libs/domain/scoring';
import type { Condition, Gate } from '../file/method-file.ts';
import { comparable } from '../file/method-rules.ts';
import type { NodeRules } from '../file/method-rules.ts';
import type { Evaluation } from './evaluation.ts';

type State = 'met' | 'not_met' | 'undetermined';

interface GateReading {
  readonly state: State;
  readonly blocking: readonly string[];
}

function combine(states: readonly State[], needsAll: boolean): State {
  const decisive: State = needsAll ? 'not_met' : 'met';
  if (states.includes(decisive)) return decisive;
  if (states.includes('undetermined')) return 'undetermined';
  return needsAll ? 'met' : 'not_met';
}

function readNeed<N>(evaluation: Evaluation<N>, needs: Gate['needs']): GateReading {
  if ('node' in needs) {
    const index = evaluation.method.byId.get(needs.node)!;
    const outcome = evaluation.outcomeOf(index);
    // A node that does not apply stands in nobody's way (V2).
    if (outcome.kind === 'not_applicable') return { state: 'met', blocking: [] };
    if (outcome.kind === 'missing') return { state: 'undetermined', blocking: [needs.node] };
    const { of, compare } = evaluation.arithmetic;
    const isMet = compare(outcome.points, of(needs.atLeast ?? evaluation.method.nodes[index]!.scale.max)) >= 0;
    return isMet ? { state: 'met', blocking: [] } : { state: 'not_met', blocking: [needs.node] };
  }
  const needsAll = 'all' in needs;
  const readings = (needsAll ? needs.all : needs.any).map((part) => readNeed(evaluation, part));
  const state = combine(
    readings.map((reading) => reading.state),
    needsAll,
  );
  return { state, blocking: readings.filter((reading) => reading.state === state).flatMap(({ blocking }) => blocking) };
}

function inWords<N>(id: string, outcome: Outcome<N>): string {
  if (outcome.kind === 'not_applicable') return `${id} does not apply`;
  if (outcome.kind === 'missing') return `${id} is ${outcome.reason.replaceAll('_', ' ')}`;
  const label = outcome.label ?? String(outcome.points);
  return `${id} is ${label.charAt(0).toUpperCase()}${label.slice(1)}`;
}

/** Reads the gates of a node (U17): `check` says in words what the method does not allow, `cap` limits the points. */
export function readGates<N>(evaluation: Evaluation<N>, node: NodeRules, base: Outcome<N>) {
  const notes: GateNote[] = [];
  let outcome = base;
  for (const gate of node.gates) {
    if (outcome.kind !== 'value') break;
    const { of, compare } = evaluation.arithmetic;
    const floor = gate.mode === 'cap' ? gate.cap! : node.scale.min;
    const { state, blocking } = readNeed(evaluation, gate.needs);
    if (state === 'met' || compare(outcome.points, of(floor)) <= 0) continue;
    const why = blocking.map((id) => inWords(id, evaluation.outcomeOf(evaluation.method.byId.get(id)!)));
    const own = inWords(node.id, outcome);
    if (state === 'undetermined') {
      notes.push({ node: node.id, effect: 'undetermined', words: `${own}; ${why.join(', ')}, so the gate is open.` });
    } else if (gate.mode === 'check') {
      const words = `${own}, but ${why.join(' and ')}; the method does not allow this.`;
      notes.push({ node: node.id, effect: 'violated', words });
    } else {
      notes.push({
        node: node.id,
        effect: 'capped',
        words: `${own}, but ${why.join(' and ')}: limited to ${gate.cap}.`,
      });
      outcome = { ...outcome, points: of(floor) };
    }
  }
  return { outcome, notes };
}

function holds<N>(evaluation: Evaluation<N>, condition: Condition): State {
  if ('all' in condition)
    return combine(
      condition.all.map((part) => holds(evaluation, part)),
      true,
    );
  if ('any' in condition)
    return combine(
      condition.any.map((part) => holds(evaluation, part)),
      false,
    );
  if ('not' in condition) {
    const inner = holds(evaluation, condition.not);
    return inner === 'met' ? 'not_met' : inner === 'not_met' ? 'met' : inner;
  }
  const node = evaluation.method.nodes[evaluation.method.byId.get(condition.node)!]!;
  const states: State[] = [];
  const reading = node.leaf && !node.composite ? evaluation.readingOf(node) : undefined;
  if (condition.status !== undefined) {
    const status = reading?.status ?? 'not_researched';
    states.push([condition.status].flat().includes(status) ? 'met' : 'not_met');
  }
  const outcome = condition.answer !== undefined || hasLimit(condition) ? evaluation.outcomeOf(node.index) : null;
  if (outcome && outcome.kind !== 'value') states.push(outcome.kind === 'missing' ? 'undetermined' : 'not_met');
  if (outcome?.kind === 'value') {
    const { of, compare } = evaluation.arithmetic;
    const { answer, atLeast, atMost } = condition;
    const label = comparable(reading?.text ?? outcome.label ?? '');
    if (answer !== undefined) states.push([answer].flat().map(comparable).includes(label) ? 'met' : 'not_met');
    if (atLeast !== undefined) states.push(compare(outcome.points, of(atLeast)) >= 0 ? 'met' : 'not_met');
    if (atMost !== undefined) states.push(compare(outcome.points, of(atMost)) <= 0 ? 'met' : 'not_met');
  }
  return combine(states, true);
}

function hasLimit(condition: { atLeast?: number; atMost?: number }): boolean {
  return condition.atLeast !== undefined || condition.atMost !== undefined;
}

/** The branch that is taken (U11): the first whose condition holds, or the last without one. */
export function chosenBranch<N>(evaluation: Evaluation<N>, node: NodeRules): number | null | 'undetermined' {
  for (const index of node.inputs) {
    const { when } = evaluation.method.nodes[index]!;
    const state = when === null ? 'met' : holds(evaluation, when);
    if (state === 'undetermined') return 'undetermined';
    if (state === 'met') return index;
  }
  return null;
}
