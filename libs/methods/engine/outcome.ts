import type { Arithmetic } from '@libs/domain/scoring';

import type { Scale } from '../file/method-file.ts';

/** Why a node has no value. `no_result`: the method declines one, or points are withheld. */
export type MissingReason = 'unknown' | 'not_researched' | 'no_result';

export interface ValueOutcome<N> {
  readonly kind: 'value';
  readonly points: N;
  readonly label: string | null;
}

/** What a node gives to its parent. */
export type Outcome<N> =
  ValueOutcome<N> | { readonly kind: 'not_applicable' } | { readonly kind: 'missing'; readonly reason: MissingReason };

export const NOT_APPLICABLE = { kind: 'not_applicable' } as const;
export const NOT_RESEARCHED = { kind: 'missing', reason: 'not_researched' } as const;
export const UNKNOWN = { kind: 'missing', reason: 'unknown' } as const;
export const NO_RESULT = { kind: 'missing', reason: 'no_result' } as const;

/** What a roll-up must know of a child: a node, or a level or subject of a composite. */
export interface ChildRules {
  readonly weight: number;
  readonly scale: Scale;
  readonly level: number;
}

export interface Child<N> {
  readonly rules: ChildRules;
  readonly outcome: Outcome<N>;
}

export interface Counted<N> {
  readonly rules: ChildRules;
  readonly points: N;
}

export function isFull<N>({ rules, points }: Counted<N>, arithmetic: Arithmetic<N>): boolean {
  return arithmetic.compare(points, arithmetic.of(rules.scale.max)) >= 0;
}

export function isLowest<N>({ rules, points }: Counted<N>, arithmetic: Arithmetic<N>): boolean {
  return arithmetic.compare(points, arithmetic.of(rules.scale.min)) <= 0;
}

/** The reason of a node none of whose applicable children has a value (V3). */
export function commonReason(reasons: readonly MissingReason[]): MissingReason {
  if (reasons.every((reason) => reason === 'unknown')) return 'unknown';
  return reasons.includes('not_researched') ? 'not_researched' : 'no_result';
}

/** Doubles added in the order given, which is the order of the method: the order of the rows has no part in it (T7). */
export const doubles: Arithmetic<number> = {
  of: (value) => value,
  sum: (values) => {
    let total = 0;
    for (const value of values) total += value;
    return total;
  },
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  compare: (a, b) => a - b,
};

/** Points moved from one scale onto another, in proportion. */
export function stretch<N>(points: N, from: Scale, to: Scale, arithmetic: Arithmetic<N>): N {
  const { of, subtract, multiply, divide, sum } = arithmetic;
  const share = divide(subtract(points, of(from.min)), subtract(of(from.max), of(from.min)));
  return sum([of(to.min), multiply(share, subtract(of(to.max), of(to.min)))]);
}
