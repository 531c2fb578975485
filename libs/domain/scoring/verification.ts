import type { Answer } from './answer.ts';

const UNVERIFIED = 1;

/**
 * The verification a computed value carries: the lowest of its inputs, an input without one counting 1 (F1, F4).
 * Null without any input. What nobody has researched is no input.
 */
export function lowestVerification(answers: readonly Answer[]): number | null {
  const inputs = answers.filter(({ status }) => status !== 'not_researched');
  if (inputs.length === 0) return null;
  return Math.min(...inputs.map(({ verification }) => verification ?? UNVERIFIED));
}

/** False where any input is a draft: what is computed from it is not published either (F2). */
export function isPublished(answers: readonly Answer[]): boolean {
  return answers.every(({ published }) => published !== false);
}
