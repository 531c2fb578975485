import type { Arithmetic } from './arithmetic.ts';
import type { Scale } from './method.ts';

/** Why a computed node has no value. `no_result`: the method declines one, or the points are withheld. */
export type MissingReason = 'unknown' | 'not_researched' | 'no_result';

/** What a node gives to its parent. */
export type Outcome<N> =
  | { readonly kind: 'value'; readonly points: N; readonly label: string | null }
  | { readonly kind: 'not_applicable' }
  | { readonly kind: 'missing'; readonly reason: MissingReason };

export const NOT_APPLICABLE = { kind: 'not_applicable' } as const;
export const NOT_RESEARCHED = { kind: 'missing', reason: 'not_researched' } as const;
export const UNKNOWN = { kind: 'missing', reason: 'unknown' } as const;
export const NO_RESULT = { kind: 'missing', reason: 'no_result' } as const;

/** What a roll-up must know of a child: a node, or a level or subject that is rolled up like one. */
export interface ChildRules {
  readonly weight: number;
  readonly scale: Scale;
  readonly level?: number;
}

export interface Child<N> {
  readonly rules: ChildRules;
  readonly outcome: Outcome<N>;
}

/** A child that counts: its outcome has a value. */
export interface CountedChild<N> {
  readonly rules: ChildRules;
  readonly points: N;
}

/** True where a child has its full points: "yes", a requirement met, a level passed. */
export function isFull<N>({ rules, points }: CountedChild<N>, arithmetic: Arithmetic<N>): boolean {
  return arithmetic.compare(points, arithmetic.of(rules.scale.max)) >= 0;
}

/** True where a child has no more than the lowest points. */
export function isLowest<N>({ rules, points }: CountedChild<N>, arithmetic: Arithmetic<N>): boolean {
  return arithmetic.compare(points, arithmetic.of(rules.scale.min)) <= 0;
}

/** The reason of a node none of whose applicable children has a value (V3). */
export function commonReason(reasons: readonly MissingReason[]): MissingReason {
  if (reasons.every((reason) => reason === 'unknown')) return 'unknown';
  return reasons.includes('not_researched') ? 'not_researched' : 'no_result';
}
