/** Thrown for a calendar date that is not `YYYY-MM-DD` or does not exist. */
export class DateRefused extends Error {
  override readonly name = 'DateRefused';
}

const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Writes a day as `YYYY-MM-DD`. */
export function isoDay(year: number, month: number, day: number): string {
  const part = (value: number, width: number) => String(value).padStart(width, '0');
  return `${part(year, 4)}-${part(month, 2)}-${part(day, 2)}`;
}

/** True for a day of the Gregorian calendar written `YYYY-MM-DD`, years 0001 to 9999. */
export function isIsoDay(text: string): boolean {
  const parts = ISO_DAY.exec(text);
  if (!parts) return false;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/**
 * Counts days from 1970-01-01, negative before it. The count is civil arithmetic on year, month and day: a `Date`
 * would bring in the time zone of the machine (algorithm: days_from_civil, Howard Hinnant).
 * @throws DateRefused where the text is not a day.
 */
export function dayNumber(day: string): number {
  if (!isIsoDay(day)) throw new DateRefused(`"${day}" is not a date written YYYY-MM-DD.`);
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/** The day with this `dayNumber`, as `YYYY-MM-DD`. */
export function dayFromNumber(count: number): string {
  const shifted = count + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36524) + Math.floor(dayOfEra / 146096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const date = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return isoDay(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, date);
}

/** The day `days` calendar days later, or earlier where negative. @throws DateRefused. */
export function addDays(day: string, days: number): string {
  return dayFromNumber(dayNumber(day) + days);
}

/** Calendar days from `from` to `to`, negative where `to` is earlier. @throws DateRefused. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** The ISO weekday, Monday 1 to Sunday 7. @throws DateRefused. */
export function weekdayOf(day: string): number {
  const fromThursday = (dayNumber(day) + 3) % 7;
  return (fromThursday < 0 ? fromThursday + 7 : fromThursday) + 1;
}
