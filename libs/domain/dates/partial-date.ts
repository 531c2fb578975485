import type { DatePrecision } from '@libs/domain/vocabulary';
import { addDays, DateRefused, daysInMonth, isIsoDay, isoDay, weekdayOf } from './calendar.ts';

export type { DatePrecision };

/**
 * A date as given, with what it can mean: the days from `first` to `last`, both included, written `YYYY-MM-DD`;
 * both null where nothing is known. `warning` says in words why a given text was not read as a date.
 */
export interface PartialDate {
  readonly precision: DatePrecision;
  readonly first: string | null;
  readonly last: string | null;
  readonly original: string | null;
  readonly warning: string | null;
}

/** A date known to the day as `first = last`, used where only the interval counts. */
export type DateInterval = Pick<PartialDate, 'first' | 'last'>;

const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const WEEKDAYS = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');
const NO_DATE = /^(?:no date|not dated|undated|date unknown|unknown|none|n\.? ?d|n\/a|-|\u2013|\u2014)?\.?$/i;

function without(original: string | null, warning: string | null): PartialDate {
  return { precision: 'none', first: null, last: null, original, warning };
}

function known(year: number, month: number | null, day: number | null, original: string): PartialDate | null {
  if (year < 1) return null;
  if (month === null) {
    return { precision: 'year', first: isoDay(year, 1, 1), last: isoDay(year, 12, 31), original, warning: null };
  }
  if (month < 1 || month > 12) return null;
  if (day === null) {
    const last = isoDay(year, month, daysInMonth(year, month));
    return { precision: 'month', first: isoDay(year, month, 1), last, original, warning: null };
  }
  const only = isoDay(year, month, day);
  return isIsoDay(only) ? { precision: 'day', first: only, last: only, original, warning: null } : null;
}

function monthNumber(name: string): number | null {
  const short = name.toLowerCase().replace(/\.$/, '');
  if (short.length < 3) return null;
  const index = MONTHS.findIndex((month) => month.startsWith(short) || (short === 'sept' && month === 'september'));
  return index < 0 ? null : index + 1;
}

function readWords(text: string, original: string): PartialDate | null {
  const dayFirst = /^(?:(\d{1,2}) )?([A-Za-z]+\.?) (\d{4})$/.exec(text);
  const monthFirst = /^([A-Za-z]+\.?) (\d{1,2}), ?(\d{4})$/.exec(text);
  const [day, name, year] = dayFirst
    ? [dayFirst[1], dayFirst[2]!, dayFirst[3]!]
    : monthFirst
      ? [monthFirst[2], monthFirst[1]!, monthFirst[3]!]
      : [undefined, '', ''];
  const month = monthNumber(name);
  if (month === null) return null;
  return known(Number(year), month, day === undefined ? null : Number(day), original);
}

/**
 * Reads a date as sources write it; what cannot be read is data, not an error (evidence model, section 5).
 * Reads `2019`, `2019-11`, `2019-11-27`, `27 November 2019`, `Nov. 27, 2019` and `October 2019`. An empty text or
 * "No date." has precision none. Anything else, such as "2021-22-10" or "10/11/2019", has precision none, keeps the
 * original and carries a warning: day and month are never swapped by guess.
 */
export function parsePartialDate(given: string | null | undefined): PartialDate {
  if (given === null || given === undefined) return without(null, null);
  const text = given.replace(/[\s\u00a0]+/g, ' ').trim();
  if (NO_DATE.test(text)) return without(given, null);
  const iso = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  const read = iso
    ? known(Number(iso[1]), iso[2] ? Number(iso[2]) : null, iso[3] ? Number(iso[3]) : null, given)
    : readWords(text, given);
  return read ?? without(given, `"${given}" could not be read as a date. The text is kept as given.`);
}

/**
 * The partial date of a stored day and its precision: `2019-10-09` with precision month means October 2019.
 * @throws DateRefused where the day does not exist, or a precision other than none has no day.
 */
export function partialDateOf(day: string | null, precision: DatePrecision): PartialDate {
  if (precision === 'none') return without(day, null);
  if (day === null || !isIsoDay(day)) throw new DateRefused(`"${day}" is not a date written YYYY-MM-DD.`);
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return known(year, precision === 'year' ? null : month, precision === 'day' ? date : null, day)!;
}

/**
 * Resolves a weekday named in a text, such as "Tuesday", to the latest such day on or before the publication date,
 * or null where it names none. The caller marks the result "derived" (evidence model, section 5).
 * @throws DateRefused where `publishedDay` is not a day.
 */
export function resolveWeekday(name: string, publishedDay: string): PartialDate | null {
  const wanted = WEEKDAYS.indexOf(name.trim().toLowerCase()) + 1;
  if (wanted === 0) return null;
  const back = (weekdayOf(publishedDay) - wanted + 7) % 7;
  return { ...partialDateOf(addDays(publishedDay, -back), 'day'), original: name };
}

export type DateOrder = 'before' | 'after' | 'unknown';

/**
 * Says whether `one` lies before or after `other`; `unknown` where the intervals share a day or either has none
 * (scoring rules, D3: conduct "2019" against a claim of 2019-11-27 is unknown, "2018" is before).
 */
export function orderOf(one: DateInterval, other: DateInterval): DateOrder {
  if (one.first === null || one.last === null || other.first === null || other.last === null) return 'unknown';
  if (one.last < other.first) return 'before';
  return one.first > other.last ? 'after' : 'unknown';
}
