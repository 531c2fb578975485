import type { JSX } from 'react';
import { absenceWords } from '../../words/verdicts.ts';
import type { AbsenceKey } from './encodings.ts';

const line = { fill: 'none', stroke: 'currentColor', strokeWidth: 1 } as const;
const outline = <rect x=".5" y=".5" width="21" height="13" {...line} />;

const shapes: Record<AbsenceKey, JSX.Element> = {
  not_researched: <rect x=".5" y=".5" width="21" height="13" {...line} strokeDasharray="1 1.6" />,
  not_found: (
    <>
      {outline}
      <path d="M6 7h10" {...line} strokeWidth={1.4} />
    </>
  ),
  refused: (
    <>
      {outline}
      <path d="M1 1l20 12" {...line} />
      <circle cx="16.5" cy="10" r="1.9" fill="currentColor" />
    </>
  ),
  not_applicable: <path d="M0 6 6 0M0 11 11 0M2 14 16 0M7 14 21 0M12 14 22 4M17 14 22 9" {...line} />,
  unknown: (
    <>
      {outline}
      <path d="M1 1l20 12M21 1 1 13" {...line} />
    </>
  ),
  withheld: <rect width="22" height="14" fill="currentColor" />,
};

/** One of the marks for an absence. It always has a name: an absence is never drawn as 0 and never left blank. */
export function AbsenceMark({ absence, decorative }: { absence: AbsenceKey; decorative?: boolean }) {
  const naming = decorative
    ? ({ 'aria-hidden': true } as const)
    : ({ role: 'img', 'aria-label': absenceWords[absence].name } as const);
  return (
    <svg
      width="22"
      height="14"
      viewBox="0 0 22 14"
      style={{ color: 'var(--ink-3)', flex: 'none', verticalAlign: '-2px' }}
      {...naming}
    >
      {decorative ? null : <title>{absenceWords[absence].name}</title>}
      {shapes[absence]}
    </svg>
  );
}
