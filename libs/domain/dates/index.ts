export { addDays, DateRefused, dayFromNumber, dayNumber, daysBetween, isIsoDay, weekdayOf } from './calendar.ts';
export { addBusinessDays, businessDaysBetween, earliestReplyDate, isBusinessDay } from './business-days.ts';
export { orderOf, parsePartialDate, partialDateOf, resolveWeekday } from './partial-date.ts';
export type { DateInterval, DateOrder, DatePrecision, PartialDate } from './partial-date.ts';
export { wasListedOn } from './listing.ts';
export type { ListedAnswer, Listing } from './listing.ts';
