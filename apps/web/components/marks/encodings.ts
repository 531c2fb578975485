import type { Absence, Verdict } from '@libs/domain/vocabulary';

export type VerdictKey = Verdict;

/** The five absences and `withheld`, which is not an absence: a value exists and this reader may not see it. */
export type AbsenceKey = Absence | 'withheld';

export interface VerdictEncoding {
  /** Text colour, as a custom property. */
  text: string;
  /** Graphic colour: differs from the text colour for "partly" only, where amber text would be too dark to tell apart. */
  graphic: string;
  wash: string;
  strokeWidth: number;
  dash: string | undefined;
  roundDots: boolean;
}

const encoding = (name: string, strokeWidth: number, dash?: string, graphic = name): VerdictEncoding => ({
  text: `var(--v-${name})`,
  graphic: `var(--v-${graphic})`,
  wash: `var(--v-${name}-w)`,
  strokeWidth,
  dash,
  roundDots: name === 'unt',
});

export const verdictEncodings: Record<VerdictKey, VerdictEncoding> = {
  consistent: encoding('con', 2),
  partly_consistent: encoding('par', 2, '12 5', 'par-g'),
  inconsistent: encoding('inc', 3),
  not_explained: encoding('nex', 2.25, '9 4 2 4'),
  cannot_be_tested: encoding('unt', 2.5, '1 5'),
  not_enough_evidence: encoding('ins', 1.5, '5 5'),
};
