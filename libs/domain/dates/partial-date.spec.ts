import fc from 'fast-check';
import { addDays, dayNumber, orderOf, parsePartialDate, partialDateOf, resolveWeekday, wasListedOn } from './index.ts';

const anyDay = fc
  .integer({ min: dayNumber('1990-01-01'), max: dayNumber('2040-12-31') })
  .map((n) => addDays('1970-01-01', n));
const anyPrecision = fc.constantFrom('day' as const, 'month' as const, 'year' as const);

describe('a date as sources write it', () => {
  it.each([
    ['2019-11-27', 'day', '2019-11-27', '2019-11-27'],
    ['27 November 2019', 'day', '2019-11-27', '2019-11-27'],
    ['Nov. 27, 2019', 'day', '2019-11-27', '2019-11-27'],
    ['9 Sept 2019', 'day', '2019-09-09', '2019-09-09'],
    ['27\u00a0November\u00a02019', 'day', '2019-11-27', '2019-11-27'],
    ['2019-02', 'month', '2019-02-01', '2019-02-28'],
    ['2020-02', 'month', '2020-02-01', '2020-02-29'],
    ['1900-02', 'month', '1900-02-01', '1900-02-28'],
    ['2000-02', 'month', '2000-02-01', '2000-02-29'],
    ['October 2019', 'month', '2019-10-01', '2019-10-31'],
    ['2019', 'year', '2019-01-01', '2019-12-31'],
  ])('%s is read with its precision and interval', (given, precision, first, last) => {
    expect(parsePartialDate(given)).toEqual({ precision, first, last, original: given, warning: null });
  });

  it.each([['No date.'], [''], ['   '], ['n.d.'], ['unknown'], ['\u2014']])(
    '"%s" is no date, without a warning',
    (given) => {
      expect(parsePartialDate(given)).toEqual({
        precision: 'none',
        first: null,
        last: null,
        original: given,
        warning: null,
      });
    },
  );

  it('an absent text is no date', () => {
    expect(parsePartialDate(null)).toEqual({
      precision: 'none',
      first: null,
      last: null,
      original: null,
      warning: null,
    });
  });

  it.each([
    ['2021-22-10'],
    ['10/11/2019'],
    ['2019-02-29'],
    ['2019-00-10'],
    ['2019-13'],
    ['31 June 2019'],
    ['0000-01-01'],
    ['Ma 2019'],
    ['2019-11-27T10:00:00Z'],
    ['Tuesday'],
  ])('"%s" is kept as given with a warning, and never guessed', (given) => {
    const read = parsePartialDate(given);
    expect(read).toMatchObject({ precision: 'none', first: null, last: null, original: given });
    expect(read.warning).toContain(given);
  });

  it('comes back from a stored day and precision', () => {
    expect(partialDateOf('2019-10-09', 'month')).toMatchObject({ first: '2019-10-01', last: '2019-10-31' });
    expect(partialDateOf('2019-10-09', 'year')).toMatchObject({ first: '2019-01-01', last: '2019-12-31' });
    expect(partialDateOf(null, 'none')).toMatchObject({ precision: 'none', first: null });
    expect(() => partialDateOf(null, 'day')).toThrow('not a date');
    expect(() => partialDateOf('2019-02-30', 'day')).toThrow('not a date');
  });

  it.each([
    ['Tuesday', '2019-11-27', '2019-11-26'],
    ['Wednesday', '2019-11-27', '2019-11-27'],
    ['thursday', '2019-11-27', '2019-11-21'],
  ])('"%s" in an article of %s is %s', (name, published, day) => {
    expect(resolveWeekday(name, published)).toMatchObject({ first: day, last: day, original: name });
  });

  it('a word that names no weekday is not resolved', () => {
    expect(resolveWeekday('recently', '2019-11-27')).toBeNull();
  });
});

describe('the order of two partial dates', () => {
  it.each([
    ['2019', '2019-11-27', 'unknown'],
    ['2018', '2019-11-27', 'before'],
    ['2020', '2019-11-27', 'after'],
    ['2019-11-26', '2019-11-27', 'before'],
    ['2019-11-27', '2019-11-27', 'unknown'],
    ['2019-11-28', '2019-11-27', 'after'],
    ['2019-10', '2019-11', 'before'],
    ['2019-11', '2019-11-01', 'unknown'],
    ['No date.', '2019-11-27', 'unknown'],
  ])('%s against %s is %s', (one, other, order) => {
    expect(orderOf(parsePartialDate(one), parsePartialDate(other))).toBe(order);
  });

  it('turns round with its arguments and never contradicts the days inside', () => {
    const opposite = { before: 'after', after: 'before', unknown: 'unknown' };
    fc.assert(
      fc.property(anyDay, anyPrecision, anyDay, anyPrecision, (dayA, precisionA, dayB, precisionB) => {
        const [a, b] = [partialDateOf(dayA, precisionA), partialDateOf(dayB, precisionB)];
        expect(orderOf(b, a)).toBe(opposite[orderOf(a, b)]);
        if (orderOf(a, b) === 'before') expect(dayA < dayB).toBe(true);
        if (orderOf(a, b) === 'after') expect(dayA > dayB).toBe(true);
      }),
    );
  });
});

describe('was it listed on the day of the event?', () => {
  const hikvision = { effective: parsePartialDate('2019-10-09'), removal: null };
  const netposa = { effective: parsePartialDate('2020-06-05'), removal: null };
  const removed = { effective: parsePartialDate('2019-10-09'), removal: parsePartialDate('2021-03-01') };

  it.each([
    ['Hikvision', hikvision, '2019-10-08', 'no'],
    ['Hikvision', hikvision, '2019-10-09', 'yes'],
    ['Hikvision', hikvision, 'October 2019', 'unknown'],
    ['Hikvision', hikvision, '2020', 'yes'],
    ['Hikvision', hikvision, '2019', 'unknown'],
    ['Hikvision', hikvision, '2018', 'no'],
    ['Hikvision', hikvision, 'No date.', 'unknown'],
    ['NetPosa', netposa, '2020-06-04', 'no'],
    ['NetPosa', netposa, '2020-06-05', 'yes'],
    ['an entry removed 2021-03-01', removed, '2021-02-28', 'yes'],
    ['an entry removed 2021-03-01', removed, '2021-03-01', 'no'],
    ['an entry removed 2021-03-01', removed, '2021', 'unknown'],
    ['an entry removed 2021-03-01', removed, '2022', 'no'],
    ['an entry removed on an unknown day', { ...hikvision, removal: parsePartialDate('') }, '2020', 'unknown'],
    ['an entry removed on an unknown day', { ...hikvision, removal: parsePartialDate('') }, '2018', 'no'],
    [
      'an entry effective in October 2019',
      { effective: parsePartialDate('2019-10'), removal: null },
      '2019-10-20',
      'unknown',
    ],
    [
      'an entry effective in October 2019',
      { effective: parsePartialDate('2019-10'), removal: null },
      '2019-10-31',
      'yes',
    ],
  ])('%s: %#', (_name, listing, event, answer) => {
    expect(wasListedOn(listing, parsePartialDate(event))).toBe(answer);
  });

  it('a partial date never answers otherwise than a day inside it', () => {
    fc.assert(
      fc.property(anyDay, anyDay, anyDay, anyPrecision, (effective, removal, event, precision) => {
        const listing = {
          effective: partialDateOf(effective, 'day'),
          removal: removal > effective ? partialDateOf(removal, 'day') : null,
        };
        const truth = wasListedOn(listing, partialDateOf(event, 'day'));
        expect(truth).toBe(event >= effective && (removal <= effective || event < removal) ? 'yes' : 'no');
        expect(['unknown', truth]).toContain(wasListedOn(listing, partialDateOf(event, precision)));
      }),
    );
  });
});
