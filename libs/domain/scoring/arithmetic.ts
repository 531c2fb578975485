/** The arithmetic a score is computed with: doubles, or exact fractions where rounding hangs by a thread. */
export interface Arithmetic<N> {
  of(value: number): N;
  sum(values: readonly N[]): N;
  subtract(a: N, b: N): N;
  multiply(a: N, b: N): N;
  divide(a: N, b: N): N;
  /** Negative, zero or positive, as `a` is smaller, equal or greater. */
  compare(a: N, b: N): number;
}

/** Doubles. A sum runs from the smallest to the greatest value, so the order of input never changes it (T7). */
export const doubles: Arithmetic<number> = {
  of: (value) => value,
  sum: (values) => [...values].sort((a, b) => a - b).reduce((total, value) => total + value, 0),
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  compare: (a, b) => a - b,
};

/** A fraction in lowest terms with a positive denominator. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

function commonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function fraction(numerator: bigint, denominator: bigint): Fraction {
  if (denominator === 0n) throw new RangeError('A fraction cannot have the denominator 0.');
  const divisor = commonDivisor(numerator, denominator) * (denominator < 0n ? -1n : 1n);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/**
 * The fraction a number means as it is written: 0.1 is one tenth, not the nearest double.
 * @throws RangeError where the number is not finite.
 */
export function fractionOf(value: number): Fraction {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value));
  if (!parts) throw new RangeError(`${value} is not a finite number.`);
  const [, sign, whole, decimals = '', exponent = '0'] = parts;
  const digits = BigInt(`${whole}${decimals}`) * (sign === '-' ? -1n : 1n);
  const power = Number(exponent) - decimals.length;
  return power >= 0 ? fraction(digits * 10n ** BigInt(power), 1n) : fraction(digits, 10n ** BigInt(-power));
}

/** Exact fractions of whole numbers without bound. */
export const fractions: Arithmetic<Fraction> = {
  of: fractionOf,
  sum: (values) =>
    values.reduce(
      (total, { numerator, denominator }) =>
        fraction(total.numerator * denominator + numerator * total.denominator, total.denominator * denominator),
      { numerator: 0n, denominator: 1n },
    ),
  subtract: (a, b) => fractions.sum([a, { numerator: -b.numerator, denominator: b.denominator }]),
  multiply: (a, b) => fraction(a.numerator * b.numerator, a.denominator * b.denominator),
  divide: (a, b) => fraction(a.numerator * b.denominator, a.denominator * b.numerator),
  compare: (a, b) => {
    const difference = a.numerator * b.denominator - b.numerator * a.denominator;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  },
};
