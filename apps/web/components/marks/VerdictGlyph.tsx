import type { JSX } from 'react';
import { verdictEncodings, type VerdictKey } from './encodings.ts';

const bar = { stroke: 'var(--paper)', strokeWidth: 1.7, strokeLinecap: 'butt' } as const;

const shapes: Record<VerdictKey, JSX.Element> = {
  consistent: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path d="M4.7 6.5h6.6M4.7 9.6h6.6" {...bar} />
    </>
  ),
  partly_consistent: (
    <>
      <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M8 1.8a6.2 6.2 0 0 1 0 12.4z" fill="currentColor" />
    </>
  ),
  inconsistent: (
    <>
      <path d="M8 .4 15.6 8 8 15.6.4 8z" fill="currentColor" />
      <path d="M4.9 6.6h6.2M4.9 9.4h6.2M9.9 4.4 6.1 11.6" {...bar} strokeWidth="1.4" />
    </>
  ),
  not_explained: (
    <>
      <path
        d="M2.4 1h11.2A1.4 1.4 0 0 1 15 2.4v7.2a1.4 1.4 0 0 1-1.4 1.4H8.2L4 15.2V11H2.4A1.4 1.4 0 0 1 1 9.6V2.4A1.4 1.4 0 0 1 2.4 1z"
        fill="currentColor"
      />
      <path d="M4.3 6h7.4" {...bar} />
    </>
  ),
  cannot_be_tested: <path d="M1.8 1.8h12.4v12.4H1.8zM2 14 14 2" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  not_enough_evidence: (
    <>
      <circle cx="8" cy="8" r="6.4" fill="none" stroke="currentColor" strokeWidth="1.4" strokeDasharray="2.6 2.1" />
      <path d="M4.6 8h.02M8 8h.02M11.4 8h.02" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
    </>
  ),
};

/** The shape alone: hidden from the accessibility tree unless `label` is given, for tables without words. */
export function VerdictGlyph({ verdict, size = 16, label }: { verdict: VerdictKey; size?: number; label?: string }) {
  const naming = label ? ({ role: 'img', 'aria-label': label } as const) : ({ 'aria-hidden': true } as const);
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      style={{ color: verdictEncodings[verdict].graphic, flex: 'none' }}
      {...naming}
    >
      {shapes[verdict]}
    </svg>
  );
}
