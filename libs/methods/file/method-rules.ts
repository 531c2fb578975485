import type { EvidenceGrade } from '@libs/domain/vocabulary';
import type {
  AnswersMapping,
  Condition,
  FileLevels,
  FilePair,
  FileRollup,
  Gate,
  MethodDocument,
  NodeKind,
  NotFoundPoints,
  PublishedMapping,
  RankMode,
  Rounding,
  Scale,
  UnknownPolicy,
} from './method-file.ts';
import type { Keys } from './problem.ts';

export type SideKey = 'policy' | 'conduct';

/** A node with everything it states or takes from above. Other nodes are named by their place in the list. */
export interface NodeRules {
  readonly index: number;
  readonly id: string;
  readonly label: string;
  readonly kind: NodeKind;
  readonly keys: Keys;
  readonly side: SideKey | null;
  readonly parent: number;
  readonly children: number[];
  /** What is rolled up: the children, or what `from` names. */
  inputs: number[];
  readonly leaf: boolean;
  /** Scored for each level and subject, then composed. */
  readonly composite: boolean;
  /** The composite node it stands under, -1 for none. */
  readonly scope: number;
  readonly weight: number;
  readonly rollup: FileRollup | null;
  readonly scale: Scale;
  /** Points by answer, keys in lower case; null where the answer is a number. */
  readonly rubric: ReadonlyMap<string, number> | null;
  readonly multiple: boolean;
  readonly separator: string;
  readonly ranges: readonly { readonly from: number; readonly points: number }[] | null;
  readonly reversed: boolean;
  readonly mirror: boolean;
  readonly notFoundPoints: NotFoundPoints | null;
  readonly refusedPoints: number | 'no_points' | null;
  readonly unknownPolicy: UnknownPolicy;
  readonly notApplicablePolicy: 'leave_out' | 'result_not_applicable';
  readonly levels: ReadonlySet<string> | null;
  readonly sectors: ReadonlySet<string> | null;
  readonly inherit: boolean;
  readonly rescale: boolean;
  readonly partialCredit: number | null;
  readonly level: number;
  readonly topLabel: string | null;
  readonly topLevel: number | null;
  readonly gates: readonly Gate[];
  readonly ratio: { readonly of: string; readonly to: string } | null;
  readonly when: Condition | null;
  readonly borrow: {
    readonly from: readonly string[];
    readonly when: readonly ('not_applicable' | 'missing')[];
  } | null;
  readonly coverageThreshold: number;
  readonly bands: readonly { readonly from: number; readonly label: string }[];
  readonly digits: number;
}

/** A method version, read and sound: what the engine works with. It never changes. */
export interface MethodRules {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly status: string;
  readonly note: string | null;
  readonly source: Readonly<Record<string, string>>;
  readonly digits: number;
  readonly rounding: Rounding;
  readonly rankMode: RankMode;
  /** Places of the nodes that are ranked. */
  readonly ranked: readonly number[];
  readonly evidenceFloor: EvidenceGrade | null;
  readonly total: boolean;
  /** Parents before their children. */
  readonly nodes: readonly NodeRules[];
  readonly byId: ReadonlyMap<string, number>;
  /** The top of each tree: one, or policy and conduct. */
  readonly roots: readonly number[];
  readonly levels: FileLevels | null;
  readonly pairs: readonly FilePair[];
  readonly answers: AnswersMapping;
  readonly published: readonly PublishedMapping[];
  /** SHA-256 of the file's bytes. */
  readonly sha256: string;
  readonly document: MethodDocument;
}

/** The nodes a gate names. */
export function gateTargets(expression: Gate['needs']): string[] {
  if ('all' in expression) return expression.all.flatMap(gateTargets);
  if ('any' in expression) return expression.any.flatMap(gateTargets);
  return [expression.node];
}

/** The nodes a condition names. */
export function conditionTargets(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(conditionTargets);
  if ('any' in condition) return condition.any.flatMap(conditionTargets);
  if ('not' in condition) return conditionTargets(condition.not);
  return [condition.node];
}

/** The form in which answers, rubric keys and the texts of a mapping are compared (U8). */
export function comparable(text: string): string {
  return text.trim().toLowerCase();
}
