import type { Arithmetic, Scale } from '@libs/domain/scoring';

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
