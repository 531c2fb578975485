import { fractionOf } from './arithmetic.ts';
import type { Fraction } from './arithmetic.ts';
import type { Rounding } from './method.ts';

/** A double this close to a rounding boundary cannot decide and is computed again exactly (decision 13). */
export const BOUNDARY_WIDTH = 1e-9;

function roundedQuotient(size: bigint, denominator: bigint, rounding: Rounding): bigint {
  const quotient = size / denominator;
  const twice = (size % denominator) * 2n;
  if (twice > denominator) return quotient + 1n;
  if (twice < denominator) return quotient;
  return rounding === 'half_up' || quotient % 2n === 1n ? quotient + 1n : quotient;
}

/**
 * Writes an exact value with `digits` after the point. Half up and half even round the size and put the sign back
 * (N1): -0.5 becomes -1, and what rounds to nothing is 0, never -0.
 */
export function roundExactly(value: Fraction, digits: number, rounding: Exclude<Rounding, 'none'>): string {
  const negative = value.numerator < 0n;
  const size = (negative ? -value.numerator : value.numerator) * 10n ** BigInt(digits);
  const units = roundedQuotient(size, value.denominator, rounding);
  return written(units, digits, negative);
}

/** Below this size a double times a power of ten is off by far less than the boundary is wide. */
const PLAIN = 100_000;

/** So many units of the last digit, as a number is written. */
function written(units: bigint | number, digits: number, isNegative: boolean): string {
  const text = digits === 0 ? String(units) : String(units).padStart(digits + 1, '0');
  const number = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return isNegative && Number(units) !== 0 ? `-${number}` : number;
}

/**
 * Writes a value for display (N1, N2, decision 13). Within 1e-9 of a rounding boundary the exact value decides:
 * `exactly` computes it; without it the number counts as it is written, so 2.675 to two digits is 2.68.
 * With rounding `none` the number is written as it is.
 */
export function roundForDisplay(
  value: number,
  digits: number,
  rounding: Rounding,
  exactly: () => Fraction = () => fractionOf(value),
): string {
  if (rounding === 'none') return String(value === 0 ? 0 : value);
  const unit = 10 ** digits;
  const scaled = Math.abs(value) * unit;
  const whole = Math.floor(scaled);
  const fromBoundary = Math.abs(scaled - whole - 0.5) / unit;
  if (fromBoundary >= BOUNDARY_WIDTH && Math.abs(value) < PLAIN) {
    return written(scaled - whole > 0.5 ? whole + 1 : whole, digits, value < 0);
  }
  const exact = fromBoundary < BOUNDARY_WIDTH ? exactly() : fractionOf(value);
  return roundExactly(exact, digits, rounding);
}

/** Writes a difference with its sign: `+50`, `−50` with the minus sign U+2212, or `0`. */
export function signedDisplay(written: string): string {
  if (written.startsWith('-')) return `\u2212${written.slice(1)}`;
  return Number(written) === 0 ? written : `+${written}`;
}
