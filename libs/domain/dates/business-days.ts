import { addDays, DateRefused, dayNumber, weekdayOf } from './calendar.ts';

const SATURDAY_AND_SUNDAY = [6, 7];

/**
 * True for a day that is neither a holiday nor in the weekend. `holidays` are days `YYYY-MM-DD` of the calendar of
 * the recipient's country; `weekend` holds ISO weekdays, Monday 1 to Sunday 7.
 * @throws DateRefused.
 */
export function isBusinessDay(
  day: string,
  holidays: readonly string[],
  weekend: readonly number[] = SATURDAY_AND_SUNDAY,
): boolean {
  return !weekend.includes(weekdayOf(day)) && !holidays.includes(day);
}

/**
 * The business day that lies `businessDays` after `day`; `day` itself is not counted, and may be a weekend day or
 * a holiday. With 0 it is `day`, or the next business day where `day` is none.
 * @throws DateRefused for a count that is negative or not whole, a bad date, or a calendar without business days.
 */
export function addBusinessDays(
  day: string,
  businessDays: number,
  holidays: readonly string[],
  weekend: readonly number[] = SATURDAY_AND_SUNDAY,
): string {
  if (!Number.isInteger(businessDays) || businessDays < 0) {
    throw new DateRefused(`The number of business days must be 0 or more and whole, not ${businessDays}.`);
  }
  if (new Set(weekend).size >= 7) throw new DateRefused('A week without business days has no reply date.');
  let current = day;
  let left = businessDays;
  while (left > 0 || !isBusinessDay(current, holidays, weekend)) {
    current = addDays(current, 1);
    if (left > 0 && isBusinessDay(current, holidays, weekend)) left -= 1;
  }
  return current;
}

/**
 * Counts the business days after `from` up to and including `to`; 0 where `to` is not later. @throws DateRefused.
 */
export function businessDaysBetween(
  from: string,
  to: string,
  holidays: readonly string[],
  weekend: readonly number[] = SATURDAY_AND_SUNDAY,
): number {
  let count = 0;
  const last = dayNumber(to);
  for (let day = from; dayNumber(day) < last;) {
    day = addDays(day, 1);
    if (isBusinessDay(day, holidays, weekend)) count += 1;
  }
  return count;
}

/**
 * The earliest reply date a letter may set: `businessDays` after the letter's date by the holiday calendar of the
 * recipient's country (letter types, A2: ten). Letter of Mon 2026-11-23, no holidays: Mon 2026-12-07.
 * @throws DateRefused.
 */
export function earliestReplyDate(letterDate: string, businessDays: number, holidays: readonly string[]): string {
  return addBusinessDays(letterDate, businessDays, holidays);
}
