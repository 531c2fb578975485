const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "2019-11-27" as "27 Nov 2019", "2019-11" as "Nov 2019", "2019" as "2019". A date is never more exact than known. */
export function dateInWords(partial: string): string {
  const [year, month, day] = partial.slice(0, 10).split('-');
  const monthName = month ? months[Number(month) - 1] : undefined;
  return [day ? String(Number(day)) : undefined, monthName, year].filter(Boolean).join(' ');
}

/** The same without the year, for places that stand under it. */
export function dateInYear(partial: string): string {
  const [year, month, day] = partial.slice(0, 10).split('-');
  const monthName = month ? months[Number(month) - 1] : undefined;
  return monthName ? [day ? String(Number(day)) : undefined, monthName].filter(Boolean).join(' ') : (year ?? '');
}

const twoDigits = (part: number) => String(part).padStart(2, '0');

/** A moment in the reader's own time zone: "26 Nov 2026, 01:31". */
export function momentInWords(iso: string): string {
  const at = new Date(iso);
  const day = [at.getFullYear(), twoDigits(at.getMonth() + 1), twoDigits(at.getDate())].join('-');
  return `${dateInWords(day)}, ${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`;
}

export const monthInWords = (month: number): string => months[month - 1] ?? '';

export const dateWords = { none: 'no date', notStated: 'date not stated', notRecorded: 'not recorded' };
