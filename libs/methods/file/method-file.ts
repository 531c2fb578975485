import type { Gate, GateExpression, Rounding, RankMode, RubricEntry, Scale, UnknownPolicy } from '@libs/domain/scoring';
import type { EvidenceGrade, ResearchStatus } from '@libs/domain/vocabulary';

/** How the results of the children become the result of a node (scoring rules, section 3). */
export const FILE_ROLLUPS = [
  'mean',
  'weighted_mean',
  'min',
  'max',
  'sum',
  'sum_over_max',
  'ratio',
  'level_gate',
  'tri_state',
  'and',
  'or',
  'branch',
] as const;
export type FileRollup = (typeof FILE_ROLLUPS)[number];

export const NODE_KINDS = ['theme', 'indicator', 'element'] as const;
export type NodeKind = (typeof NODE_KINDS)[number];

/** What an answer of "not found" earns; `no_points` is answered and leaves the score, `unstated` is refused. */
export type NotFoundPoints = number | 'no_points' | 'unstated';

/** A rubric as written: a list with meanings, answers with their points, or the name of one under `rubrics`. */
export type WrittenRubric = readonly RubricEntry[] | Readonly<Record<string, number>> | string;

/** A condition of a branch: points, answer or status of one node, or all, any or none of several. */
export type Condition =
  | {
      readonly node: string;
      readonly atLeast?: number;
      readonly atMost?: number;
      readonly answer?: string | readonly string[];
      readonly status?: ResearchStatus | readonly ResearchStatus[];
    }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/** What a node may state for itself and all below it that does not state its own. */
export interface Inherited {
  readonly scale?: Scale;
  readonly rubric?: WrittenRubric;
  readonly multiple?: boolean;
  readonly separator?: string;
  readonly ranges?: readonly { readonly from: number; readonly points: number }[];
  readonly polarity?: 'normal' | 'reversed';
  readonly mirror?: boolean;
  readonly notFoundPoints?: NotFoundPoints;
  readonly refusedPoints?: number | 'no_points';
  readonly unknownPolicy?: UnknownPolicy;
  readonly notApplicablePolicy?: 'leave_out' | 'result_not_applicable';
  readonly appliesTo?: { readonly levels?: readonly string[]; readonly sectors?: readonly string[] };
  readonly inherit?: boolean;
}

/** A node as it is written. */
export interface FileNode extends Inherited {
  readonly id: string;
  readonly label?: string;
  readonly kind?: NodeKind;
  readonly question?: string;
  readonly source?: string;
  readonly weight?: number;
  readonly rollup?: FileRollup;
  /** What is rolled up instead of the children: named nodes, or the nearest nodes of a kind below. */
  readonly from?: readonly string[] | { readonly nearest: NodeKind };
  readonly children?: readonly FileNode[];
  /** A number of leaves `<id>.1` and on, all alike. */
  readonly elements?: number;
  readonly rescale?: boolean;
  readonly partialCredit?: number;
  readonly level?: number;
  readonly topLabel?: string;
  readonly topLevel?: number;
  readonly gates?: readonly Gate[];
  readonly ratio?: { readonly of: string; readonly to: string };
  readonly when?: Condition;
  readonly borrow?: { readonly from: readonly string[]; readonly when?: readonly ('not_applicable' | 'missing')[] };
  readonly composite?: boolean;
  readonly coverageThreshold?: number;
  readonly bands?: readonly { readonly from: number; readonly label: string }[];
  readonly digits?: number;
}

/** A level at which an indicator is answered: a group, an operating company, each service (L1, L2). */
export interface FileLevel {
  readonly id: string;
  readonly label?: string;
  readonly weight?: number;
  readonly rollup?: 'mean' | 'min' | 'max';
  readonly merge?: readonly { readonly into: string; readonly of: readonly string[] }[];
}

export interface FileLevels {
  readonly at?: 'parents_of_leaves' | 'leaves';
  readonly rollup?: 'mean' | 'weighted_mean' | 'min' | 'max' | 'pooled';
  readonly composites: readonly FileLevel[];
}

/** How a table is written down. */
export interface TableForm {
  readonly delimiter?: string;
  readonly decimal?: '.' | ',';
  readonly comment?: string;
  readonly skipLines?: number;
}

/** How the rows of an answers table are read. A column is named, or made of several: `{indicator}.{element}`. */
export interface AnswersMapping extends TableForm {
  readonly layout?: 'long' | 'wide';
  readonly columns?: Readonly<Record<string, string>>;
  readonly nodes?: Readonly<Record<string, string>>;
  readonly levels?: Readonly<Record<string, string>>;
  readonly statuses?: Readonly<Record<string, ResearchStatus>>;
  readonly values?: Readonly<Record<string, string>>;
  readonly where?: Readonly<Record<string, string | readonly string[]>>;
  readonly companies?: Readonly<Record<string, string>>;
  readonly unmappedNodes?: 'refuse' | 'ignore';
}

/** How the rows of a published table are read. */
export interface PublishedMapping extends TableForm {
  readonly layout?: 'long' | 'wide';
  readonly columns?: Readonly<Record<string, string>>;
  readonly nodes?: Readonly<Record<string, string>>;
  readonly ranks?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, string>>;
  readonly absences?: Readonly<Record<string, 'not_applicable' | 'unknown' | 'not_published'>>;
  readonly where?: Readonly<Record<string, string | readonly string[]>>;
  readonly companies?: Readonly<Record<string, string>>;
  readonly tolerance?: number;
  readonly unmappedNodes?: 'refuse' | 'ignore';
}

export interface FileSide extends Inherited {
  readonly rollup: FileRollup;
  readonly indicators: readonly FileNode[];
}

export interface FilePair {
  readonly id: string;
  readonly policy: string;
  readonly conduct: string;
  readonly label: string;
}

/** One version of a method as a person writes it. `docs/schemas/method.schema.json` is its published form. */
export interface MethodDocument {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly status?: string;
  readonly note?: string | null;
  readonly source?: Readonly<Record<string, string>>;
  readonly digits: number;
  readonly rounding: Rounding;
  readonly rankMode: RankMode;
  readonly ranked?: readonly string[];
  readonly coverageThreshold?: number;
  readonly evidenceFloor?: EvidenceGrade | null;
  readonly total?: boolean;
  readonly defaults?: Inherited;
  readonly rubrics?: Readonly<Record<string, Exclude<WrittenRubric, string>>>;
  readonly levels?: FileLevels;
  readonly tree?: FileNode;
  readonly sides?: { readonly policy: FileSide; readonly conduct: FileSide };
  readonly pairs?: readonly FilePair[];
  readonly answers?: AnswersMapping;
  readonly published?: PublishedMapping | readonly PublishedMapping[];
}

export type { Gate, GateExpression, Rounding, RankMode, RubricEntry, Scale, UnknownPolicy };
