import { meetsFloor } from '@libs/domain/evidence';
import type { Absence } from '@libs/domain/vocabulary';
import { AnswersRefused, refuseAnswers } from './answer.ts';
import type { Answer } from './answer.ts';
import { doubles, fractions } from './arithmetic.ts';
import type { Fraction } from './arithmetic.ts';
import { coverageOf, reachesThreshold } from './coverage.ts';
import type { Coverage } from './coverage.ts';
import { countEvidence, evidenceLine, whyNotPrinted } from './league-words.ts';
import type { EvidenceCounts, NotPrintedReason } from './league-words.ts';
import { Evaluation } from './evaluation.ts';
import type { GateNote } from './evaluation.ts';
import type { Withheld } from './leaf.ts';
import { isLeaf, nodesUnder, rootOfSide, SIDES } from './method.ts';
import type { Method, MethodNode, SideKey } from './method.ts';
import type { MissingReason } from './outcome.ts';
import { scorePairs } from './pairs.ts';
import type { PairScore } from './pairs.ts';
import { roundForDisplay } from './rounding.ts';
import { isPublished, lowestVerification } from './verification.ts';

/** The result of one node. `value` and `absence` exclude each other; `points` is what counts in the roll-up. */
export interface NodeScore {
  readonly id: string;
  readonly side: SideKey;
  readonly polarity: 'normal' | 'reversed';
  /** The unrounded result; null for an absence, also for one that earns points ("not found"). */
  readonly value: number | null;
  readonly absence: Absence | MissingReason | null;
  readonly points: number | null;
  readonly display: string | null;
  readonly label: string | null;
  /** Why an answer has no points: it is a draft, or its findings lie below the evidence floor. */
  readonly withheld: Withheld | null;
  /** Ids of the findings of the answer. */
  readonly evidence: readonly string[];
  readonly coverage: Coverage;
  readonly verification: number | null;
  readonly published: boolean;
}

/** One side of the card: a score, or the reasons why none is printed. */
export interface SideScore {
  readonly side: SideKey;
  /** The unrounded score; null where it is not printed. */
  readonly value: number | null;
  readonly rounded: number | null;
  readonly display: string | null;
  readonly coverage: Coverage;
  readonly evidence: EvidenceCounts;
  readonly verification: number | null;
  readonly published: boolean;
  readonly notPrinted: readonly NotPrintedReason[];
  readonly whyNotPrinted: string | null;
  /** What stands in the column: the score, the counts by evidence grade ("3 reported, one report"), or "". */
  readonly line: string;
}

/** Everything computed for one company. There is no total over the two sides (C1). */
export interface CompanyScore {
  readonly method: { readonly id: string; readonly version: string };
  readonly nodes: readonly NodeScore[];
  readonly policy: SideScore;
  readonly conduct: SideScore;
  readonly pairs: readonly PairScore[];
  readonly gates: readonly GateNote[];
}

/** One company's run: doubles first, fractions only once a rounding boundary asks for them (decision 13). */
export interface ScoringRun {
  readonly method: Method;
  readonly answers: ReadonlyMap<string, Answer>;
  readonly evaluation: Evaluation<number>;
  exactPoints(nodeId: string): Fraction;
}

/** Prepares a run. @throws AnswersRefused where answers do not fit the method. */
export function prepareRun(method: Method, answers: readonly Answer[]): ScoringRun {
  const problems = refuseAnswers(method, answers);
  if (problems.length > 0) throw new AnswersRefused(problems);
  let exact: Evaluation<Fraction> | undefined;
  return {
    method,
    answers: new Map(answers.map((answer) => [answer.node, answer])),
    evaluation: new Evaluation(method, answers, doubles),
    exactPoints(nodeId) {
      exact ??= new Evaluation(method, answers, fractions);
      const outcome = exact.outcomeOf(nodeId);
      if (outcome.kind !== 'value') throw new RangeError(`${nodeId} has no value to compute exactly.`);
      return outcome.points;
    },
  };
}

function answersUnder(run: ScoringRun, node: MethodNode): Answer[] {
  const leaves = nodesUnder(node).filter(isLeaf);
  return leaves.flatMap(({ id }) => run.answers.get(id) ?? []);
}

function coverageUnder(run: ScoringRun, node: MethodNode): Coverage {
  const leafIds = nodesUnder(node)
    .filter(isLeaf)
    .map(({ id }) => id);
  return coverageOf(leafIds, run.answers, (id) => run.evaluation.readingOf(id).outcome.kind === 'value');
}

function displayOf(run: ScoringRun, nodeId: string, points: number): string {
  const { digits, rounding } = run.method;
  return roundForDisplay(points, digits, rounding, () => run.exactPoints(nodeId));
}

function scoreNode(run: ScoringRun, side: SideKey, node: MethodNode): NodeScore {
  const outcome = run.evaluation.outcomeOf(node.id);
  const reading = isLeaf(node) ? run.evaluation.readingOf(node.id) : null;
  const points = outcome.kind === 'value' ? outcome.points : null;
  const computedAbsence =
    outcome.kind === 'value' ? null : outcome.kind === 'missing' ? outcome.reason : 'not_applicable';
  const absence = reading ? reading.absence : computedAbsence;
  const answers = answersUnder(run, node);
  return {
    id: node.id,
    side,
    polarity: node.polarity,
    value: absence === null ? points : null,
    absence,
    points,
    display: points === null ? null : displayOf(run, node.id, points),
    label: outcome.kind === 'value' ? outcome.label : null,
    withheld: reading?.withheld ?? null,
    evidence: (reading && run.answers.get(node.id)?.evidence?.map(({ id }) => id)) ?? [],
    coverage: coverageUnder(run, node),
    verification: lowestVerification(answers),
    published: isPublished(answers),
  };
}

function reasonsNotToPrint(run: ScoringRun, side: SideKey, coverage: Coverage): NotPrintedReason[] {
  const { method } = run;
  const answers = answersUnder(run, rootOfSide(method, side));
  const reasons: NotPrintedReason[] = [];
  if (side === 'conduct' && method.evidenceFloor !== null) {
    const floor = method.evidenceFloor;
    const counted = answers.filter(({ published }) => published !== false).flatMap(({ evidence }) => evidence ?? []);
    if (!counted.some(({ grade }) => meetsFloor(grade, floor))) reasons.push('below_evidence_floor');
  }
  if (!reachesThreshold(coverage, method.coverageThreshold)) reasons.push('below_coverage_threshold');
  if (run.evaluation.outcomeOf(side).kind !== 'value') reasons.push('no_result');
  if (reasons.length > 0 && !isPublished(answers)) reasons.unshift('answers_in_draft');
  return reasons;
}

/** The score of one side, or why it is not printed (decision 11; V5). */
export function scoreSide(run: ScoringRun, side: SideKey): SideScore {
  const root = rootOfSide(run.method, side);
  const outcome = run.evaluation.outcomeOf(side);
  const coverage = coverageUnder(run, root);
  const answers = answersUnder(run, root);
  const notPrinted = reasonsNotToPrint(run, side, coverage);
  const value = outcome.kind === 'value' && notPrinted.length === 0 ? outcome.points : null;
  const display = value === null ? null : displayOf(run, side, value);
  const evidence = countEvidence(answers);
  const countsInstead = side === 'conduct' && run.method.evidenceFloor !== null;
  return {
    side,
    value,
    rounded: display === null ? null : Number(display),
    display,
    coverage,
    evidence,
    verification: lowestVerification(answers),
    published: isPublished(answers),
    notPrinted,
    whyNotPrinted: whyNotPrinted(notPrinted, coverage, run.method),
    line: display ?? (countsInstead ? evidenceLine(evidence) : ''),
  };
}

/**
 * Scores one company by one method version, from its answers alone (scoring rules; decisions 11-13). Pure: the same
 * answers in any order give the same result (T7). Nodes stand in the order of the method, policy first.
 * @throws AnswersRefused where answers do not fit the method. The method must have passed `refuseMethod`.
 */
export function scoreCompany(method: Method, answers: readonly Answer[]): CompanyScore {
  const run = prepareRun(method, answers);
  const nodes = SIDES.flatMap((side) =>
    nodesUnder(rootOfSide(method, side))
      .slice(1)
      .map((node) => scoreNode(run, side, node)),
  );
  const [policy, conduct] = [scoreSide(run, 'policy'), scoreSide(run, 'conduct')];
  return {
    method: { id: method.id, version: method.version },
    nodes,
    policy,
    conduct,
    pairs: scorePairs(run, { policy, conduct }),
    gates: run.evaluation.notes,
  };
}
