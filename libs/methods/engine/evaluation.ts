import { NO_RESULT, NOT_APPLICABLE, NOT_RESEARCHED, rollUp, UNKNOWN } from '@libs/domain/scoring';
import type { Arithmetic, Child, GateNote, Outcome, RollUpRules } from '@libs/domain/scoring';
import type { ResearchStatus } from '@libs/domain/vocabulary';
import type { AnswerTable, CompanyAnswers, Subject } from '../answers/answer-table.ts';
import { leafOutcome } from '../answers/reading.ts';
import type { Reading } from '../answers/reading.ts';
import type { MethodRules, NodeRules } from '../file/method-rules.ts';
import { composeLevels } from './composites.ts';
import { chosenBranch, readGates } from './conditions.ts';
import { stretch } from './points.ts';
import type { QuickPlan } from './quick.ts';

/** What a reader should know of a node besides its value. */
export interface Mark {
  readonly node: string;
  readonly words: string;
}

/** What is taken otherwise than it stands, to see whether a published value comes from that (X4). */
export interface Supposition<N> {
  /** Results that stand in for those of nodes, by place. */
  readonly results?: ReadonlyMap<number, Outcome<N>>;
  /** Answers of these statuses earn the lowest points of their leaf. */
  readonly asLowest?: ReadonlySet<ResearchStatus>;
}

/** One company's answers, rolled up by one method. Each node is computed once, when it is asked for. */
export class Evaluation<N> {
  readonly notes: GateNote[] = [];
  readonly marks: Mark[] = [];
  private readonly whole: (Outcome<N> | undefined)[];
  private inSubject: { readonly subject: Subject; readonly memo: (Outcome<N> | undefined)[] } | null = null;
  readonly plain: Subject | undefined;

  constructor(
    readonly method: MethodRules,
    private readonly table: AnswerTable,
    readonly company: CompanyAnswers,
    readonly arithmetic: Arithmetic<N>,
    private readonly settings: Supposition<N> & { readonly plan?: QuickPlan } = {},
  ) {
    this.whole = new Array<Outcome<N> | undefined>(method.nodes.length);
    for (const [index, result] of settings.results ?? []) this.whole[index] = result;
    this.plain = company.subjects.find(({ level }) => level === null);
  }

  /** The result of a node: within the subject at hand where it stands under a composite, else of the company. */
  outcomeOf(index: number): Outcome<N> {
    const node = this.method.nodes[index]!;
    const memo = node.scope >= 0 && this.inSubject ? this.inSubject.memo : this.whole;
    const known = memo[index];
    if (known) return known;
    const result = this.compute(node);
    memo[index] = result;
    return result;
  }

  private compute(node: NodeRules): Outcome<N> {
    if (node.sectors && !node.sectors.has(this.company.sector)) return NOT_APPLICABLE;
    const base = this.quickly(node) ?? this.slowly(node);
    if (node.gates.length === 0 && !node.borrow) return base;
    return this.gated(node, this.borrowed(node, base));
  }

  /** A plan is for doubles alone: only `scoreTable` gives one. */
  private quickly(node: NodeRules): Outcome<N> | undefined {
    const { plan } = this.settings;
    if (!plan) return undefined;
    const found = node.composite
      ? plan.ofComposite(node, this.company)
      : plan.ofNode(node, this.quickOutcomeOf as (index: number) => Outcome<number>);
    return found as Outcome<N> | undefined;
  }

  private slowly(node: NodeRules): Outcome<N> {
    return node.composite ? composeLevels(this, node) : this.resultOf(node, this.subjectAt());
  }

  private readonly quickOutcomeOf = (index: number): Outcome<N> => this.outcomeOf(index);

  private subjectAt(): Subject | undefined {
    return this.inSubject?.subject ?? this.plain;
  }

  /** The score of a composite node for one subject, before levels are composed. */
  outcomeFor(node: NodeRules, subject: Subject): Outcome<N> {
    const outer = this.inSubject;
    this.inSubject = { subject, memo: [] };
    const result = this.resultOf(node, subject);
    this.inSubject = outer;
    return result;
  }

  private resultOf(node: NodeRules, subject: Subject | undefined): Outcome<N> {
    if (node.levels && subject?.level && !node.levels.has(subject.level)) return NOT_APPLICABLE;
    if (node.leaf) return this.leafOutcome(node, this.readingOf(node, subject));
    if (node.rollup === 'branch') return this.branchOutcome(node);
    const children = node.inputs.map((index) => this.childOf(node, index));
    return rollUp(rollUpRules(node), children, this.arithmetic);
  }

  private branchOutcome(node: NodeRules): Outcome<N> {
    const chosen = chosenBranch(this, node);
    if (chosen === 'undetermined') return UNKNOWN;
    if (chosen === null) return NO_RESULT;
    this.mark(node, `branch ${this.method.nodes[chosen]!.id}`);
    return this.childOf(node, chosen).outcome;
  }

  private childOf(node: NodeRules, index: number): Child<N> {
    const rules = this.method.nodes[index]!;
    const outcome = this.outcomeOf(index);
    if (!node.rescale || outcome.kind !== 'value') return { rules, outcome };
    const points = stretch(outcome.points, rules.scale, node.scale, this.arithmetic);
    return { rules: { weight: rules.weight, level: rules.level, scale: node.scale }, outcome: { ...outcome, points } };
  }

  /** The answer to a leaf: the company's own, or the first among the companies it belongs to (U13). */
  readingOf(node: NodeRules, subject: Subject | undefined = this.subjectAt()): Reading | undefined {
    const own = subject?.readings[node.index];
    if (!node.inherit || (own && own.status !== 'not_researched')) return own;
    const seen = new Set([this.company.name]);
    for (let at = this.table.companies.get(this.company.parent); at && !seen.has(at.name);) {
      seen.add(at.name);
      const level = subject?.level ?? null;
      const theirs = at.subjects.find((one) => one.level === level && one.readings[node.index])?.readings[node.index];
      if (theirs && theirs.status !== 'not_researched') {
        this.mark(node, `from ${at.name}`);
        return theirs;
      }
      at = this.table.companies.get(at.parent);
    }
    return own;
  }

  private leafOutcome(node: NodeRules, reading: Reading | undefined): Outcome<N> {
    const status = reading?.status ?? 'not_researched';
    if (this.settings.asLowest?.has(status)) {
      return { kind: 'value', points: this.arithmetic.of(node.scale.min), label: status };
    }
    return reading ? leafOutcome(node, reading, this.arithmetic) : NOT_RESEARCHED;
  }

  private borrowed(node: NodeRules, base: Outcome<N>): Outcome<N> {
    if (!node.borrow || base.kind === 'value' || !node.borrow.when.includes(base.kind)) return base;
    const children = node.borrow.from.map((id) => this.childOf(node, this.method.byId.get(id)!));
    const rules = { ...rollUpRules(node), rollup: 'mean' } as const;
    const result = rollUp(rules, children, this.arithmetic);
    if (result.kind === 'value') this.mark(node, 'borrowed');
    return result.kind === 'value' ? result : base;
  }

  private gated(node: NodeRules, base: Outcome<N>): Outcome<N> {
    if (node.gates.length === 0) return base;
    const { outcome, notes } = readGates(this, node, base);
    this.notes.push(...notes);
    return outcome;
  }

  private mark(node: NodeRules, words: string): void {
    if (!this.marks.some((mark) => mark.node === node.id && mark.words === words))
      this.marks.push({ node: node.id, words });
  }
}

/** A node as the roll-up takes it: a branch is taken before, by its conditions. */
export function rollUpRules(node: NodeRules): RollUpRules {
  const { rollup } = node;
  return { ...node, rollup: rollup === 'branch' ? null : rollup };
}
