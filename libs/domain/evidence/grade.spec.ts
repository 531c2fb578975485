import fc from 'fast-check';
import { bestGrade, compareGrades, countIndependentReports, evidenceGrade, meetsFloor, weakestGrade } from './index.ts';
import type { Report } from './index.ts';

const journal: Report = { id: 'journal', basis: 'report' };
const hill: Report = { id: 'hill', basis: 'report', syndicatedFrom: 'journal' };
const copyOfHill: Report = { id: 'copy', basis: 'report', syndicatedFrom: 'hill' };
const courier: Report = { id: 'courier', basis: 'report' };

describe('the evidence grade of a finding (decision 6, C5)', () => {
  it.each<[string, Report[], string | null]>([
    ['nothing', [], null],
    ['an allegation alone', [{ id: 'ngo', basis: 'allegation' }], 'allegation'],
    [
      'two allegations',
      [
        { id: 'a', basis: 'allegation' },
        { id: 'b', basis: 'allegation' },
      ],
      'allegation',
    ],
    ['one report', [journal], 'one_report'],
    ['The Hill repeating a Journal article we do not hold', [hill], 'one_report'],
    ['the Journal and its copy in The Hill', [journal, hill], 'one_report'],
    ['a copy of a copy', [journal, hill, copyOfHill], 'one_report'],
    [
      'two copies of one article',
      [
        { ...hill, id: 'x' },
        { ...hill, id: 'y' },
      ],
      'one_report',
    ],
    ['two independent reports', [journal, courier], 'two_reports'],
    ['a copy and an independent report', [hill, courier], 'two_reports'],
    ['a report and an allegation', [journal, { id: 'ngo', basis: 'allegation' }], 'one_report'],
    ['a report the company confirms', [journal, { id: 'hpe', basis: 'company_confirms' }], 'company_confirms'],
    [
      'two reports the company confirms',
      [journal, courier, { id: 'hpe', basis: 'company_confirms' }],
      'company_confirms',
    ],
    [
      'an official record beside a confirmation',
      [
        { id: 'hpe', basis: 'company_confirms' },
        { id: 'r', basis: 'official_record' },
      ],
      'official_record',
    ],
  ])('%s', (_title, reports, grade) => {
    expect(evidenceGrade(reports)).toBe(grade);
  });

  it('takes copies that name each other in a circle as one report', () => {
    const a: Report = { id: 'a', basis: 'report', syndicatedFrom: 'b' };
    const b: Report = { id: 'b', basis: 'report', syndicatedFrom: 'a' };
    expect(countIndependentReports([a, b])).toBe(1);
    expect(countIndependentReports([b, a, { ...a, id: 'c' }])).toBe(1);
    const ofItself: Report = { id: 'd', basis: 'report', syndicatedFrom: 'd' };
    expect(countIndependentReports([{ ...ofItself, id: 'c' }, ofItself])).toBe(1);
  });

  it.each([
    ['two_reports', 'two_reports', true],
    ['one_report', 'two_reports', false],
    ['company_confirms', 'two_reports', true],
    ['allegation', 'one_report', false],
  ] as const)('%s against a floor of %s: %s', (grade, floor, expected) => {
    expect(meetsFloor(grade, floor)).toBe(expected);
  });

  it('orders grades, best first', () => {
    expect(bestGrade(['allegation', 'two_reports', 'one_report'])).toBe('two_reports');
    expect(weakestGrade(['official_record', 'one_report', 'two_reports'])).toBe('one_report');
    expect([bestGrade([]), weakestGrade([])]).toEqual([null, null]);
    expect(compareGrades('official_record', 'allegation')).toBeLessThan(0);
  });

  it('never changes with the order of the reports, and no copy makes it better', () => {
    const report = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      basis: fc.constantFrom('report' as const, 'allegation' as const, 'company_confirms' as const),
      syndicatedFrom: fc.constantFrom(null, 'a', 'b', 'stub'),
    });
    const reports = fc.uniqueArray(report, { selector: ({ id }) => id, minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(reports, (list) => {
        const grade = evidenceGrade(list);
        expect(evidenceGrade([...list].reverse())).toBe(grade);
        const copies = list
          .filter(({ basis }) => basis === 'report')
          .map(({ id }, index) => ({ id: `copy${index}`, basis: 'report' as const, syndicatedFrom: id }));
        expect(evidenceGrade([...list, ...copies])).toBe(grade);
      }),
    );
  });
});
