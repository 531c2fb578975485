import { bestGrade, meetsFloor } from '@libs/domain/evidence';
import type { Absence, EvidenceGrade } from '@libs/domain/vocabulary';
import type { Answer } from './answer.ts';
import type { Arithmetic } from './arithmetic.ts';
import type { Method, MethodNode, SideKey } from './method.ts';
import type { Outcome } from './outcome.ts';
import { readRubric } from './rubric.ts';

/** Why an answer earns no points although it is one: a draft, or findings below the method's evidence floor. */
export type Withheld = 'draft' | 'below_evidence_floor';

export interface LeafReading<N> {
  readonly outcome: Outcome<N>;
  readonly absence: Absence | null;
  readonly withheld: Withheld | null;
}

/** The best grade among the findings of an answer, or null where it cites none. */
export function gradeOf(answer: Answer | undefined): EvidenceGrade | null {
  return bestGrade((answer?.evidence ?? []).map(({ grade }) => grade));
}

/**
 * True where the findings of a conduct answer all lie below the floor (decision 11). An answer that cites no finding,
 * such as an account given in a reply, keeps its points; it cannot lift the side over the floor either.
 */
function isBelowFloor(method: Method, side: SideKey, answer: Answer): boolean {
  const grade = gradeOf(answer);
  if (side !== 'conduct' || method.evidenceFloor === null || grade === null) return false;
  return !meetsFloor(grade, method.evidenceFloor);
}

function clamp<N>(points: N, node: MethodNode, arithmetic: Arithmetic<N>): N {
  const [min, max] = [arithmetic.of(node.scale.min), arithmetic.of(node.scale.max)];
  if (arithmetic.compare(points, min) < 0) return min;
  return arithmetic.compare(points, max) > 0 ? max : points;
}

function textOf(answer: Answer): string {
  const key = answer.key ?? '';
  return typeof key === 'string' ? key.trim() : key.map((text) => text.trim()).join(', ');
}

/**
 * Reads one leaf (scoring rules, section 2). Refused and not found count as answered and earn the lowest points, on
 * not found unless the method states others (U16); not applicable leaves; unknown and not researched are missing.
 */
export function readLeaf<N>(
  method: Method,
  side: SideKey,
  leaf: MethodNode,
  answer: Answer | undefined,
  arithmetic: Arithmetic<N>,
): LeafReading<N> {
  const status = answer?.status ?? 'not_researched';
  const absence = status === 'found' ? null : status;
  const missing = (reason: 'unknown' | 'not_researched' | 'no_result'): Outcome<N> => ({ kind: 'missing', reason });
  const value = (points: N, label: string): Outcome<N> => ({ kind: 'value', points, label });
  if (answer === undefined || status === 'not_researched') {
    return { outcome: missing('not_researched'), absence, withheld: null };
  }
  if (status === 'not_applicable') return { outcome: { kind: 'not_applicable' }, absence, withheld: null };
  if (status === 'unknown') return { outcome: missing('unknown'), absence, withheld: null };
  if (answer.published === false) return { outcome: missing('no_result'), absence, withheld: 'draft' };
  if (status === 'refused') {
    return { outcome: value(arithmetic.of(leaf.scale.min), 'Refused'), absence, withheld: null };
  }
  if (status === 'not_found') {
    const points = leaf.notFoundPoints ?? leaf.scale.min;
    const outcome = points === 'no_points' ? missing('no_result') : value(arithmetic.of(points), 'Not found');
    return { outcome, absence, withheld: null };
  }
  if (isBelowFloor(method, side, answer)) {
    return { outcome: missing('no_result'), absence, withheld: 'below_evidence_floor' };
  }
  const parts = readRubric(leaf, answer.key ?? null).parts.map((part) => arithmetic.of(part));
  return { outcome: value(clamp(arithmetic.sum(parts), leaf, arithmetic), textOf(answer)), absence, withheld: null };
}
