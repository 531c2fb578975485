import type { Answer } from './answer.ts';
import type { Arithmetic } from './arithmetic.ts';
import { readLeaf } from './leaf.ts';
import type { LeafReading } from './leaf.ts';
import { isLeaf, nodesUnder, rootOfSide, SIDES } from './method.ts';
import type { GateExpression, Method, MethodNode, SideKey } from './method.ts';
import type { Outcome } from './outcome.ts';
import { rollUp } from './rollups.ts';

/** What a gate found. `undetermined`: the node it asks for has no result, so nothing is limited. */
export interface GateNote {
  readonly node: string;
  readonly effect: 'violated' | 'capped' | 'undetermined';
  readonly words: string;
}

type GateState = 'met' | 'not_met' | 'undetermined';

interface GateReading {
  readonly state: GateState;
  /** The nodes that stand in the way. */
  readonly blocking: readonly string[];
}

interface PlacedNode {
  readonly node: MethodNode;
  readonly side: SideKey;
}

function combine(readings: readonly GateReading[], needsAll: boolean): GateReading {
  const states = readings.map(({ state }) => state);
  const decisive: GateState = needsAll ? 'not_met' : 'met';
  const otherwise: GateState = needsAll ? 'met' : 'not_met';
  const state = states.includes(decisive) ? decisive : states.includes('undetermined') ? 'undetermined' : otherwise;
  const blocking = readings.filter((reading) => reading.state === state).flatMap((reading) => reading.blocking);
  return { state, blocking: state === 'met' ? [] : blocking };
}

/**
 * One run over the answers of one company in one arithmetic. Results are kept, so gates may name any node; a
 * published method has no cycles (`refuseMethod`). Answers are looked up by leaf: their order plays no part (T7).
 */
export class Evaluation<N> {
  readonly notes: GateNote[] = [];
  private readonly placed = new Map<string, PlacedNode>();
  private readonly outcomes = new Map<string, Outcome<N>>();
  private readonly readings = new Map<string, LeafReading<N>>();
  private readonly answers: ReadonlyMap<string, Answer>;

  constructor(
    private readonly method: Method,
    answers: readonly Answer[],
    private readonly arithmetic: Arithmetic<N>,
  ) {
    this.answers = new Map(answers.map((answer) => [answer.node, answer]));
    for (const side of SIDES) {
      for (const node of nodesUnder(rootOfSide(method, side))) this.placed.set(node.id, { node, side });
    }
  }

  /** The reading of a leaf. */
  readingOf(id: string): LeafReading<N> {
    const known = this.readings.get(id);
    if (known) return known;
    const { node, side } = this.requirePlaced(id);
    const reading = readLeaf(this.method, side, node, this.answers.get(id), this.arithmetic);
    this.readings.set(id, reading);
    return reading;
  }

  /** The result of a node; the sides are the nodes `policy` and `conduct`. */
  outcomeOf(id: string): Outcome<N> {
    const known = this.outcomes.get(id);
    if (known) return known;
    const { node } = this.requirePlaced(id);
    const children = (node.children ?? []).map((child) => ({ rules: child, outcome: this.outcomeOf(child.id) }));
    const open = isLeaf(node) ? this.readingOf(id).outcome : rollUp(node, children, this.arithmetic);
    const outcome = this.throughGates(node, open);
    this.outcomes.set(id, outcome);
    return outcome;
  }

  private requirePlaced(id: string): PlacedNode {
    const placed = this.placed.get(id);
    if (!placed) throw new RangeError(`The method has no node "${id}".`);
    return placed;
  }

  private throughGates(node: MethodNode, open: Outcome<N>): Outcome<N> {
    if (open.kind !== 'value' || this.arithmetic.compare(open.points, this.arithmetic.of(node.scale.min)) <= 0) {
      return open;
    }
    let outcome = open;
    for (const gate of node.gates ?? []) {
      const { state, blocking } = this.readGate(gate.needs);
      if (state === 'met') continue;
      const needed = blocking.map((id) => this.sentenceOf(id)).join(' and ');
      if (state === 'undetermined') {
        this.notes.push({ node: node.id, effect: 'undetermined', words: `${node.label} needs more: ${needed}.` });
      } else if (gate.mode === 'check') {
        const words = `${this.sentenceFor(node, open)}, but ${needed}; the method does not allow this.`;
        this.notes.push({ node: node.id, effect: 'violated', words });
      } else {
        const cap = this.arithmetic.of(gate.cap ?? node.scale.min);
        if (this.arithmetic.compare(outcome.points, cap) <= 0) continue;
        outcome = { ...outcome, points: cap };
        const words = `${node.label} is limited to ${gate.cap ?? node.scale.min}, because ${needed}.`;
        this.notes.push({ node: node.id, effect: 'capped', words });
      }
    }
    return outcome;
  }

  private readGate(expression: GateExpression): GateReading {
    if ('all' in expression)
      return combine(
        expression.all.map((part) => this.readGate(part)),
        true,
      );
    if ('any' in expression)
      return combine(
        expression.any.map((part) => this.readGate(part)),
        false,
      );
    const { node } = this.requirePlaced(expression.node);
    const outcome = this.outcomeOf(node.id);
    if (outcome.kind === 'not_applicable') return { state: 'met', blocking: [] };
    if (outcome.kind === 'missing') return { state: 'undetermined', blocking: [node.id] };
    const wanted = this.arithmetic.of(expression.atLeast ?? node.scale.max);
    const met = this.arithmetic.compare(outcome.points, wanted) >= 0;
    return { state: met ? 'met' : 'not_met', blocking: [node.id] };
  }

  private sentenceOf(id: string): string {
    return this.sentenceFor(this.requirePlaced(id).node, this.outcomeOf(id));
  }

  private sentenceFor(node: MethodNode, outcome: Outcome<N>): string {
    if (outcome.kind !== 'value') return `${node.label} has no result`;
    const label = outcome.label;
    return label ? `${node.label} is ${label.charAt(0).toUpperCase()}${label.slice(1)}` : `${node.label} falls short`;
  }
}
