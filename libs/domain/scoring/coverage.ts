import type { Answer } from './answer.ts';

/**
 * How much of a node is answered: `answered` (found, not found, refused) of the `of` leaves that apply (V5).
 * `scored` counts the leaves whose points enter the score; it is smaller where points are withheld. `share` is
 * answered / of, null where nothing applies: then coverage is neither 0 nor 100 %.
 */
export interface Coverage {
  readonly answered: number;
  readonly of: number;
  readonly scored: number;
  readonly share: number | null;
}

const ANSWERED = ['found', 'not_found', 'refused'];

/** The coverage over the leaves `leafIds`; `isScored` says whether a leaf's points count. */
export function coverageOf(
  leafIds: readonly string[],
  answers: ReadonlyMap<string, Answer>,
  isScored: (leafId: string) => boolean,
): Coverage {
  const statuses = leafIds.map((id) => answers.get(id)?.status ?? 'not_researched');
  const of = statuses.filter((status) => status !== 'not_applicable').length;
  const answered = statuses.filter((status) => ANSWERED.includes(status)).length;
  return { answered, of, scored: leafIds.filter(isScored).length, share: of === 0 ? null : answered / of };
}

/** True where enough of a node is scored for its score to be printed: exactly the threshold is enough (V5). */
export function reachesThreshold({ scored, of }: Coverage, threshold: number): boolean {
  return of > 0 && scored / of >= threshold;
}
