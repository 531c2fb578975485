import type { Arithmetic } from './arithmetic.ts';
import type { MethodNode } from './method.ts';

/** Why a computed node has no value. `no_result`: the method declines one, or the points are withheld. */
export type MissingReason = 'unknown' | 'not_researched' | 'no_result';

/** What a node gives to its parent. */
export type Outcome<N> =
  | { readonly kind: 'value'; readonly points: N; readonly label: string | null }
  | { readonly kind: 'not_applicable' }
  | { readonly kind: 'missing'; readonly reason: MissingReason };

export interface Child<N> {
  readonly node: MethodNode;
  readonly outcome: Outcome<N>;
}

/** A child that counts: its outcome has a value. */
export interface CountedChild<N> {
  readonly node: MethodNode;
  readonly points: N;
  readonly label: string | null;
}

/** True where a child has its full points: "yes", a requirement met, a level passed. */
export function isFull<N>({ node, points }: CountedChild<N>, arithmetic: Arithmetic<N>): boolean {
  return arithmetic.compare(points, arithmetic.of(node.scale.max)) >= 0;
}

/** True where a child has no more than the lowest points. */
export function isLowest<N>({ node, points }: CountedChild<N>, arithmetic: Arithmetic<N>): boolean {
  return arithmetic.compare(points, arithmetic.of(node.scale.min)) <= 0;
}

/** The reason of a node none of whose applicable children has a value (V3). */
export function commonReason(reasons: readonly MissingReason[]): MissingReason {
  if (reasons.every((reason) => reason === 'unknown')) return 'unknown';
  return reasons.includes('not_researched') ? 'not_researched' : 'no_result';
}
