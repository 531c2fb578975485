import type { Absence, EvidenceGrade } from '@libs/domain/vocabulary';
import { leavesOf } from './answer.ts';
import { fractions } from './arithmetic.ts';
import { gradeOf } from './leaf.ts';
import type { LeafReading } from './leaf.ts';
import { gradeInWords } from './league-words.ts';
import type { MethodPair, SideKey } from './method.ts';
import { roundForDisplay, signedDisplay } from './rounding.ts';
import type { ScoringRun, SideScore } from './score-company.ts';

export type NotComparableReason =
  | { readonly code: 'answer_in_draft'; readonly side: SideKey }
  | { readonly code: 'below_evidence_floor'; readonly grade: EvidenceGrade }
  | { readonly code: 'absent'; readonly side: SideKey; readonly node: string; readonly absence: Absence | 'no_result' }
  | { readonly code: 'side_not_printed'; readonly side: SideKey };

/** The difference of one pair: policy minus conduct, +50 where the words stand 50 points above the conduct. */
export interface PairScore {
  readonly pair: string;
  readonly policyPoints: number | null;
  readonly conductPoints: number | null;
  readonly difference: number | null;
  /** `+50`, `−50`, `0`, or `n/c` (not comparable). */
  readonly display: string;
  readonly reasons: readonly NotComparableReason[];
  /** The reasons in a few words, as the league prints them; null where there is a difference. */
  readonly whyNotComparable: string | null;
}

const ABSENCE_WORDS: Record<Absence | 'no_result', string> = {
  not_researched: 'not researched',
  not_found: 'searched, nothing found',
  refused: 'refused',
  not_applicable: 'not applicable',
  unknown: 'unknown',
  no_result: 'without a result',
};

type CellReading = Pick<LeafReading<number>, 'absence' | 'withheld'> & { readonly points: number | null };

function readingOf(run: ScoringRun, nodeId: string): CellReading {
  const outcome = run.evaluation.outcomeOf(nodeId);
  const points = outcome.kind === 'value' ? outcome.points : null;
  if (leavesOf(run.method).has(nodeId)) {
    const { absence, withheld } = run.evaluation.readingOf(nodeId);
    return { points, absence, withheld };
  }
  return { points, absence: null, withheld: null };
}

function reasonsOf(run: ScoringRun, pair: MethodPair, sides: Record<SideKey, SideScore>): NotComparableReason[] {
  const reasons: NotComparableReason[] = [];
  for (const side of ['policy', 'conduct'] as const) {
    const node = pair[side];
    const { points, absence, withheld } = readingOf(run, node);
    const answer = run.answers.get(node);
    const grade = gradeOf(answer);
    if (withheld === 'draft') reasons.push({ code: 'answer_in_draft', side });
    const sideBelowFloor = sides[side].notPrinted.includes('below_evidence_floor');
    if (side === 'conduct' && grade !== null && (withheld === 'below_evidence_floor' || sideBelowFloor)) {
      reasons.push({ code: 'below_evidence_floor', grade });
    }
    if (points === null && withheld === null) {
      reasons.push({ code: 'absent', side, node, absence: absence ?? 'no_result' });
    }
    if (sides[side].value === null) reasons.push({ code: 'side_not_printed', side });
  }
  return reasons;
}

function isUnseen(reason: NotComparableReason): boolean {
  return reason.code === 'absent' && (reason.absence === 'not_researched' || reason.absence === 'unknown');
}

/** The reasons in a few words, indicators with their method (decision 10): drafts, then the grade below the floor, then what is absent, else the sides. */
function inWords(
  method: string,
  reasons: readonly NotComparableReason[],
  sides: Record<SideKey, SideScore>,
): string | null {
  if (reasons.length === 0) return null;
  const words: string[] = [];
  if (reasons.some(({ code }) => code === 'answer_in_draft')) words.push('draft');
  for (const reason of reasons) if (reason.code === 'below_evidence_floor') words.push(gradeInWords(reason.grade));
  const absent = reasons.filter((reason) => reason.code === 'absent');
  if (absent.length === 2 && absent.every(isUnseen)) return 'neither side researched';
  for (const reason of absent) {
    const beside = words.length > 0 && isUnseen(reason);
    words.push(beside ? `${reason.side} not seen` : `${method}.${reason.node} ${ABSENCE_WORDS[reason.absence]}`);
  }
  if (words.length > 0) return words.join(', ');
  return reasons
    .flatMap((reason) =>
      reason.code === 'side_not_printed' ? [`${reason.side}: ${sides[reason.side].whyNotPrinted}`] : [],
    )
    .join('; ');
}

/**
 * The differences of the method's pairs (decision 11; C1). A difference needs points in both cells and a printed
 * score on both sides; it is rounded once, from the exact difference, the size first and the sign put back (N1).
 */
export function scorePairs(run: ScoringRun, sides: Record<SideKey, SideScore>): PairScore[] {
  return run.method.pairs.map((pair) => {
    const policyPoints = readingOf(run, pair.policy).points;
    const conductPoints = readingOf(run, pair.conduct).points;
    const reasons = reasonsOf(run, pair, sides);
    const comparable = reasons.length === 0 && policyPoints !== null && conductPoints !== null;
    const difference = comparable ? policyPoints - conductPoints : null;
    const exactly = () => fractions.subtract(run.exactPoints(pair.policy), run.exactPoints(pair.conduct));
    const { digits, rounding } = run.method;
    const display = difference === null ? 'n/c' : signedDisplay(roundForDisplay(difference, digits, rounding, exactly));
    return {
      pair: pair.id,
      policyPoints,
      conductPoints,
      difference,
      display,
      reasons,
      whyNotComparable: inWords(run.method.id, reasons, sides),
    };
  });
}
