/** Step of the sequential ramp for a score: 0, 1-24, 25-49, 50-69, 70-79, 80 and more. */
export function rampStep(points: number): 0 | 1 | 2 | 3 | 4 | 5 {
  if (points <= 0) return 0;
  if (points < 25) return 1;
  if (points < 50) return 2;
  if (points < 70) return 3;
  return points < 80 ? 4 : 5;
}

/** Ground and text colour of a step; the number stands in every cell, so the ramp only helps scanning. */
export const rampColours = (points: number) => {
  const step = rampStep(points);
  return { background: `var(--h${step})`, color: step >= 4 ? 'var(--inverse)' : 'var(--ink)' };
};
