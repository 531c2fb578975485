import { meetsFloor } from '@libs/domain/evidence';
import type { EvidenceGrade, ResearchStatus } from '@libs/domain/vocabulary';
import { NO_RESULT, NOT_APPLICABLE, NOT_RESEARCHED, UNKNOWN } from '@libs/domain/scoring';
import type { Arithmetic, Outcome } from '@libs/domain/scoring';
import { doubles } from '../engine/points.ts';
import { comparable } from '../file/method-rules.ts';
import type { MethodRules, NodeRules } from '../file/method-rules.ts';
import { numberOf } from './table-heads.ts';

/** What a leaf was answered, as a table gives it. */
export interface GivenAnswer {
  readonly status: ResearchStatus;
  readonly text: string;
  /** 0 to 3; 1 where none is given (F1). */
  readonly verification: number;
  readonly isDraft: boolean;
  readonly grade: EvidenceGrade | null;
}

/** An answer, read by the rules of its leaf. Equal answers of one leaf share one reading. */
export interface Reading extends GivenAnswer {
  /** What it earns: parts that are added, and clamped to the scale; null where it earns nothing that counts. */
  readonly parts: readonly number[] | null;
  /** Parts are turned round on the scale after they are added (U16). */
  readonly mirrored: boolean;
  readonly withheld: 'draft' | 'below_evidence_floor' | null;
  /** Its result in doubles. */
  readonly outcome: Outcome<number>;
}

/** What an answer is read as before its result is computed. */
type Read = Omit<Reading, 'outcome'>;

/** The points of a reading (U8, U16): its parts added, kept within the scale, and turned round where the leaf says so. */
function earnedPoints<N>(node: NodeRules, { parts, mirrored }: Read, { of, sum, subtract, compare }: Arithmetic<N>): N {
  const [min, max] = [of(node.scale.min), of(node.scale.max)];
  const added = sum(parts!.map(of));
  const points = compare(added, min) < 0 ? min : compare(added, max) > 0 ? max : added;
  return mirrored ? subtract(sum([min, max]), points) : points;
}

/** The result of a leaf from its reading. */
export function leafOutcome<N>(node: NodeRules, reading: Read, arithmetic: Arithmetic<N>): Outcome<N> {
  const { parts, status, text } = reading;
  if (parts) return { kind: 'value', points: earnedPoints(node, reading, arithmetic), label: text || status };
  if (status === 'not_applicable') return NOT_APPLICABLE;
  if (status === 'not_researched') return NOT_RESEARCHED;
  return status === 'unknown' ? UNKNOWN : NO_RESULT;
}

interface Parts {
  readonly parts: readonly number[];
  readonly problem?: string;
}

function rubricParts(node: NodeRules, rubric: ReadonlyMap<string, number>, text: string): Parts {
  const written = node.multiple ? text.split(node.separator) : [text];
  const keys = [...new Set(written.map(comparable))].filter((key) => key !== '');
  const parts: number[] = [];
  for (const key of keys) {
    const points = rubric.get(key) ?? rubric.get('else');
    if (points === undefined) {
      const known = [...rubric.keys()].slice(0, 12).join(', ');
      return { parts: [], problem: `"${key}" is no answer of "${node.id}": ${known} (U8).` };
    }
    parts.push(points);
  }
  return parts.length > 0 ? { parts } : { parts, problem: `"${text}" holds no answer.` };
}

function numberParts(node: NodeRules, text: string, decimal: '.' | ','): Parts {
  const value = numberOf(text, decimal);
  if (value === null) return { parts: [], problem: `"${text}" is no number, and "${node.id}" has no rubric.` };
  if (node.ranges) {
    const range = node.ranges.findLast(({ from }) => value >= from);
    if (range) return { parts: [range.points] };
    return { parts: [], problem: `${text} lies below the first range of "${node.id}".` };
  }
  const { min, max } = node.scale;
  if (value >= min && value <= max) return { parts: [value] };
  return { parts: [], problem: `${text} lies outside the scale ${min} to ${max} of "${node.id}".` };
}

function pointsOf(node: NodeRules, given: GivenAnswer, decimal: '.' | ','): Parts | null {
  switch (given.status) {
    case 'found':
      return node.rubric ? rubricParts(node, node.rubric, given.text) : numberParts(node, given.text, decimal);
    case 'not_found':
      if (node.notFoundPoints === 'no_points') return null;
      if (node.notFoundPoints === 'unstated') {
        return { parts: [], problem: `The method does not state what "not found" earns on "${node.id}" (U16).` };
      }
      return { parts: [node.notFoundPoints ?? node.scale.min] };
    case 'refused':
      return node.refusedPoints === 'no_points' ? null : { parts: [node.refusedPoints ?? node.scale.min] };
    default:
      return null;
  }
}

/** Reads an answer by the rules of its leaf (scoring rules, section 2, U8, U16); a `problem` where it cannot be read. */
export function readAnswer(
  method: MethodRules,
  node: NodeRules,
  given: GivenAnswer,
  decimal: '.' | ',',
): { readonly reading: Reading; readonly problem?: string } {
  const read = pointsOf(node, given, decimal);
  const floor = method.evidenceFloor;
  const isBelow = node.side === 'conduct' && floor !== null && given.grade !== null && !meetsFloor(given.grade, floor);
  const withheld = given.isDraft ? 'draft' : isBelow && given.status === 'found' ? 'below_evidence_floor' : null;
  const bare: Read = {
    ...given,
    parts: withheld ? null : (read?.parts ?? null),
    mirrored: node.mirror && given.status === 'found',
    withheld,
  };
  const reading: Reading = { ...bare, outcome: leafOutcome(node, bare, doubles) };
  return { reading, ...(read?.problem && { problem: read.problem }) };
}
