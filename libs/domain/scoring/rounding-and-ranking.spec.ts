import fc from 'fast-check';
import { fractionOf, fractions } from './arithmetic.ts';
import {
  competitionRanks,
  MethodForbids,
  rankCompanies,
  roundForDisplay,
  scoreCompany,
  signedDisplay,
  totalScore,
} from './index.ts';
import type { Answer, Method, MethodNode } from './index.ts';
import { STARTER } from './starter.fixture.ts';

const SCALE = { min: 0, max: 100 };

/** A published method with a total and a rank: one side, leaves that take numbers. */
function ranking(change: Partial<Method>, ids: string[]): Method {
  const leaf = (id: string): MethodNode => ({ id, label: id, weight: 1, polarity: 'normal', scale: SCALE });
  return {
    ...STARTER,
    rankMode: 'rounded',
    total: true,
    evidenceFloor: null,
    pairs: [],
    sides: {
      policy: { rollup: 'mean', scale: SCALE, unknownPolicy: 'skip', indicators: ids.map(leaf) },
      conduct: { rollup: 'mean', scale: SCALE, indicators: [] },
    },
    ...change,
  };
}

function numbers(...values: number[]): Answer[] {
  return values.map((value, index) => ({ node: 'abcdefghij'[index]!, status: 'found', key: String(value) }));
}

describe('rounding for display', () => {
  it.each([
    [43.5, 0, 'half_up', '44'],
    [43.49, 0, 'half_up', '43'],
    [2.445, 1, 'half_up', '2.4'],
    [2.445, 2, 'half_up', '2.45'],
    [2.675, 2, 'half_up', '2.68'],
    [1.005, 2, 'half_up', '1.01'],
    [-43.5, 0, 'half_up', '-44'],
    [-0.4, 0, 'half_up', '0'],
    [0.5, 0, 'half_up', '1'],
    [99.95, 1, 'half_up', '100.0'],
    [0.05, 1, 'half_up', '0.1'],
    [2.5, 0, 'half_even', '2'],
    [3.5, 0, 'half_even', '4'],
    [-2.5, 0, 'half_even', '-2'],
    [2.51, 0, 'half_even', '3'],
    [0.125, 2, 'half_even', '0.12'],
    [43.93, 0, 'none', '43.93'],
    [-0, 0, 'none', '0'],
    [1e-7, 2, 'half_up', '0.00'],
    [1e21, 0, 'half_up', '1000000000000000000000'],
  ] as const)('N1 %d to %i digits, %s, is %s', (value, digits, rounding, expected) => {
    expect(roundForDisplay(value, digits, rounding)).toBe(expected);
  });

  it.each([
    ['50', '+50'],
    ['-50', '\u221250'],
    ['0', '0'],
    ['0.0', '0.0'],
  ])('a difference of %s is written %s', (written, expected) => {
    expect(signedDisplay(written)).toBe(expected);
  });

  it('asks for the exact value only within 1e-9 of a boundary', () => {
    const exactly = () => fractionOf(99);
    expect(roundForDisplay(43.5 - 5e-10, 0, 'half_up', exactly)).toBe('99');
    expect(roundForDisplay(43.5 + 5e-10, 0, 'half_up', exactly)).toBe('99');
    expect(roundForDisplay(43.5 - 2e-9, 0, 'half_up', exactly)).toBe('43');
    expect(roundForDisplay(43.5 + 2e-9, 0, 'half_up', exactly)).toBe('44');
  });

  it.each([
    [[1.4, 2.8, 3.3], 2.4999999999999996, '3'],
    [[4.1, 13.2, 14.2], 10.499999999999998, '11'],
  ])('decision 13: the mean of %j is %d in doubles and is rounded from its exact value', (values, double, display) => {
    const { policy } = scoreCompany(ranking({}, ['a', 'b', 'c']), numbers(...values));
    expect(policy).toMatchObject({ value: double, display });
  });

  it('moves no value by more than half a unit, whatever its sign', () => {
    const cents = fc.integer({ min: -1_000_000, max: 1_000_000 });
    fc.assert(
      fc.property(cents, fc.integer({ min: 0, max: 3 }), (count, digits) => {
        const value = count / 1000;
        const rounded = Number(roundForDisplay(value, digits, 'half_up'));
        expect(Math.abs(rounded - value)).toBeLessThanOrEqual(0.5 / 10 ** digits + 1e-9);
        expect(Number(roundForDisplay(-value, digits, 'half_up')) + rounded).toBe(0);
      }),
    );
  });
});

describe('exact fractions', () => {
  it.each([
    [0.1, 1n, 10n],
    [-2.5, -5n, 2n],
    [1e-7, 1n, 10000000n],
    [1.5e22, 15000000000000000000000n, 1n],
    [0, 0n, 1n],
  ])('%d is written as a fraction in lowest terms', (value, numerator, denominator) => {
    expect(fractionOf(value)).toEqual({ numerator, denominator });
  });

  it('refuse what is not finite, and a division by 0', () => {
    expect(() => fractionOf(Number.NaN)).toThrow(RangeError);
    expect(() => fractions.divide(fractionOf(1), fractionOf(0))).toThrow(RangeError);
  });

  it('agree with decimal arithmetic', () => {
    const pence = fc.integer({ min: -10_000, max: 10_000 });
    fc.assert(
      fc.property(pence, pence, (a, b) => {
        const [x, y] = [fractionOf(a / 100), fractionOf(b / 100)];
        expect(fractions.compare(fractions.sum([x, y]), fractionOf((a + b) / 100))).toBe(0);
        expect(fractions.compare(fractions.subtract(x, y), fractionOf((a - b) / 100))).toBe(0);
        expect(Math.sign(fractions.compare(x, y))).toBe(Math.sign(a - b));
        if (b !== 0) expect(fractions.compare(fractions.multiply(fractions.divide(x, y), y), x)).toBe(0);
      }),
    );
  });
});

describe('ranking', () => {
  const companies = [
    { company: 'Apple', answers: numbers(43.9) },
    { company: 'Kakao', answers: numbers(43.93) },
    { company: 'Baidu', answers: numbers(30) },
    { company: 'Yandex', answers: numbers(50) },
  ];
  const ranksBy = (method: Method, rows = companies) =>
    rankCompanies(method, 'policy', rows).ranked.map(({ company, rank }) => `${rank} ${company}`);

  it('K1, K2 on rounded scores gives equal ranks and leaves the next out: 1224', () => {
    expect(ranksBy(ranking({}, ['a']))).toEqual(['1 Yandex', '2 Apple', '2 Kakao', '4 Baidu']);
  });

  it('K2 on exact scores tells 43.93 from 43.90', () => {
    expect(ranksBy(ranking({ rankMode: 'exact' }, ['a']))).toEqual(['1 Yandex', '2 Kakao', '3 Apple', '4 Baidu']);
  });

  it('K2 on exact scores sees through the noise of doubles', () => {
    const rows = [
      { company: 'One', answers: numbers(0.1, 0.2, 0.3) },
      { company: 'Two', answers: numbers(0.2, 0.2, 0.2) },
    ];
    expect(ranksBy(ranking({ rankMode: 'exact' }, ['a', 'b', 'c']), rows)).toEqual(['1 One', '1 Two']);
    const apart = [rows[0]!, { company: 'Two', answers: numbers(0.2, 0.2, 0.2000000003) }];
    expect(ranksBy(ranking({ rankMode: 'exact' }, ['a', 'b', 'c']), apart)).toEqual(['1 Two', '2 One']);
  });

  it('K3 lists companies without a score apart', () => {
    const silent: Answer[] = [{ node: 'a', status: 'unknown' }];
    const result = rankCompanies(ranking({}, ['a']), 'policy', [...companies, { company: 'Silent', answers: silent }]);
    expect(result.ranked).toHaveLength(4);
    expect(result.apart).toEqual([{ company: 'Silent', why: expect.stringContaining('0 of 1') as string }]);
  });

  it('T7 does not depend on the order of the companies', () => {
    expect(ranksBy(ranking({}, ['a']), [...companies].reverse())).toEqual(ranksBy(ranking({}, ['a'])));
  });

  it('T5 is refused by a method without one, and so is a total', () => {
    expect(() => rankCompanies(STARTER, 'policy', [])).toThrow(MethodForbids);
    expect(() => totalScore(STARTER, scoreCompany(STARTER, []))).toThrow('gives no total');
    const method = ranking({}, ['a']);
    expect(totalScore(method, scoreCompany(method, numbers(43.9))).display).toBe('44');
  });

  it('K1 gives each rank as 1 + the number strictly higher, for any scores', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 20 }), (scores) => {
        const ranks = competitionRanks(scores, (a, b) => a > b);
        ranks.forEach((rank, index) => expect(rank).toBe(1 + scores.filter((score) => score > scores[index]!).length));
        expect([...ranks].sort((a, b) => a - b)[0] ?? 1).toBe(1);
      }),
    );
  });
});
