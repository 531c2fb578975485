import fc from 'fast-check';
import {
  addBusinessDays,
  addDays,
  businessDaysBetween,
  dayFromNumber,
  dayNumber,
  daysBetween,
  earliestReplyDate,
  isBusinessDay,
  isIsoDay,
  weekdayOf,
} from './index.ts';

const anyDay = fc.integer({ min: -800_000, max: 2_900_000 }).map(dayFromNumber).filter(isIsoDay);

describe('the calendar', () => {
  it.each([
    ['1970-01-01', 0, 4],
    ['1969-12-31', -1, 3],
    ['2000-02-29', 11016, 2],
    ['2019-11-27', 18227, 3],
    ['2026-11-23', 20780, 1],
  ])('%s is day %i, weekday %i', (day, count, weekday) => {
    expect([dayNumber(day), dayFromNumber(count), weekdayOf(day)]).toEqual([count, day, weekday]);
  });

  it.each([['2019-02-29'], ['2019-1-1'], ['2019-11-31'], ['19-11-27'], ['2019-11-27T00:00']])('refuses %s', (day) => {
    expect(() => dayNumber(day)).toThrow('not a date written YYYY-MM-DD');
  });

  it('steps over month, leap day and year', () => {
    expect([addDays('2020-02-28', 1), addDays('2019-12-31', 1), addDays('2020-03-01', -1)]).toEqual([
      '2020-02-29',
      '2020-01-01',
      '2020-02-29',
    ]);
  });

  it('agrees with the day count of UTC for every day', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(dayNumber(day)).toBe(Date.parse(`${day}T00:00:00Z`) / 86_400_000);
        expect(dayFromNumber(dayNumber(day))).toBe(day);
        expect(weekdayOf(addDays(day, 1))).toBe((weekdayOf(day) % 7) + 1);
      }),
    );
  });
});

describe('business days', () => {
  it('set the earliest reply date of a letter ten business days on (A2)', () => {
    expect(earliestReplyDate('2026-11-23', 10, [])).toBe('2026-12-07');
    expect(earliestReplyDate('2026-11-23', 10, ['2026-11-26'])).toBe('2026-12-08');
    expect(earliestReplyDate('2026-11-23', 10, ['2026-11-28'])).toBe('2026-12-07');
  });

  it.each([
    ['a Friday', '2026-11-20', 1, [], '2026-11-23'],
    ['a Saturday', '2026-11-21', 1, [], '2026-11-23'],
    ['a Sunday', '2026-11-22', 1, [], '2026-11-23'],
    ['a Saturday with 0 days', '2026-11-21', 0, [], '2026-11-23'],
    ['a Monday with 0 days', '2026-11-23', 0, [], '2026-11-23'],
    ['a Friday before a holiday', '2026-11-20', 1, ['2026-11-23'], '2026-11-24'],
    ['a year end', '2026-12-31', 1, ['2027-01-01'], '2027-01-04'],
  ])('from %s', (_title, day, count, holidays, expected) => {
    expect(addBusinessDays(day, count, holidays)).toBe(expected);
  });

  it('follow another weekend where the country has one', () => {
    expect(addBusinessDays('2026-11-26', 1, [], [5, 6])).toBe('2026-11-29');
  });

  it.each([[-1], [1.5], [Number.NaN]])('refuse a count of %d', (count) => {
    expect(() => addBusinessDays('2026-11-23', count, [])).toThrow('business days');
  });

  it('refuse a week without business days', () => {
    expect(() => addBusinessDays('2026-11-23', 1, [], [1, 2, 3, 4, 5, 6, 7])).toThrow('without business days');
  });

  it('count back to the number that was added, and end on a business day', () => {
    const day = fc.integer({ min: 18_000, max: 22_000 }).map(dayFromNumber);
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 40 }), fc.array(day, { maxLength: 30 }), (from, count, holidays) => {
        const to = addBusinessDays(from, count, holidays);
        expect(isBusinessDay(to, holidays)).toBe(true);
        expect(daysBetween(from, to)).toBeGreaterThanOrEqual(count);
        if (count > 0) expect(businessDaysBetween(from, to, holidays)).toBe(count);
      }),
    );
  });
});
