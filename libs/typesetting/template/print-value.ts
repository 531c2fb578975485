import type { MoneyEntry } from './context.ts';

/** A date as the locale writes it, at its own precision: `2019-11-27` is "27 November 2019" in en-GB. */
export function printDate(value: string, locale: string): string {
  const [year = '', month, day] = value.split('-');
  if (!month) return year;
  const moment = new Date(`${year}-${month}-${day ?? '01'}T00:00:00Z`);
  const parts: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'long', timeZone: 'UTC' };
  return new Intl.DateTimeFormat(locale, day ? { ...parts, day: 'numeric' } : parts).format(moment);
}

export function printNumber(value: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }).format(value);
}

/** An amount with its currency code; decimals are printed as given, none are made up. */
export function printMoney(entry: MoneyEntry, locale: string): string {
  const decimals = entry.amount.split('.')[1]?.length ?? 0;
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: entry.currency,
    currencyDisplay: 'code',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(entry.amount as Intl.StringNumericLiteral);
}
