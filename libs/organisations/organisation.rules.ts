import type { RecordOrganisation } from '@libs/contracts';
import { parsePartialDate } from '@libs/domain/dates';
import type { InputProblem } from '@libs/platform/errors';

/** A reference that keeps an organisation in the record. */
export interface Reference {
  kind: string;
  count: number;
}

/** An organisation that others refer to stays: the message lists by what. */
export function refuseWithdrawal(references: Reference[]): string | null {
  const kept = references.filter((reference) => reference.count > 0);
  if (kept.length === 0) return null;
  const list = kept.map(({ kind, count }) => `${count} ${kind}${count === 1 ? '' : 's'}`).join(', ');
  return `Other records refer to this organisation: ${list}. Withdraw or change them first.`;
}

/** Dates of names that are not in the calendar, by path: 2019-02-30 has the right shape and is no day. */
export function aliasProblems(aliases: RecordOrganisation['aliases']): InputProblem[] {
  return aliases.flatMap((alias, index) =>
    (['validFrom', 'validTo'] as const).flatMap((field): InputProblem[] => {
      const value = alias[field];
      if (value === null || parsePartialDate(value).precision !== 'none') return [];
      return [{ path: `aliases.${index}.${field}`, code: 'no_such_date', message: `${value} is not in the calendar` }];
    }),
  );
}
