import { scorecardCsv, type ScorecardView } from './index.ts';

const side = (score: number | null) => ({
  score,
  answered: 2,
  of: 4,
  countsByGrade: [],
  whyNotPrinted: score === null ? "2 of 4 scored, under the method's 50 %" : null,
  line: '',
});
const cell = (indicator: string, display: string, more: object) => ({
  indicator,
  display,
  points: null,
  absence: null,
  evidence: [],
  answer: null,
  whyNoPoints: null,
  ...more,
});
const card = (name: string, cells: object[]) =>
  ({
    round: { key: 'round-1' },
    method: {
      key: 'starter',
      version: '1',
      indicators: [
        { id: 'P1', qualifiedId: 'starter.P1', side: 'policy' },
        { id: 'C1', qualifiedId: 'starter.C1', side: 'conduct' },
      ],
    },
    rows: [{ company: { name, sample: true }, policy: side(0), conduct: side(null), pairs: [], cells }],
  }) as unknown as ScorecardView;
const linesOf = (text: string) => text.trimEnd().split('\r\n').slice(1);

describe('the scorecard as CSV', () => {
  it('always has the columns of coverage and one of its own for absences', () => {
    expect(scorecardCsv([]).trimEnd()).toBe(
      'round,method,company,sample,side,side_score,side_answered,side_of,why_not_printed,indicator,points,absence,evidence,why_no_points',
    );
  });

  it.each([
    ['points of zero as 0', cell('P1', 'points', { points: 0 }), 'policy,0,2,4,,starter.P1,0,none,,'],
    [
      'an absence as its code, never blank and never 0',
      cell('P1', 'absence', { absence: 'not_researched' }),
      'policy,0,2,4,,starter.P1,,not_researched,,',
    ],
    [
      'evidence without points as the numbers of its findings',
      cell('C1', 'evidence', { evidence: [{ number: 'F-206' }, { number: 'F-207' }], whyNoPoints: 'one report' }),
      'conduct,,2,4,"2 of 4 scored, under the method\'s 50 %",starter.C1,,none,F-206 F-207,one report',
    ],
  ])('writes %s', (_title, one, line) => {
    expect(linesOf(scorecardCsv([card('Sample', [one])]))).toEqual([`round-1,starter 1,Sample,sample,${line}`]);
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@name', "'@name"],
    ['  =1', "'  =1"],
    ['＝1', "'＝1"],
    ['Sample, "A"', '"Sample, ""A"""'],
    ['Plain - name', 'Plain - name'],
  ])('writes the name %p as %p', (name, written) => {
    const [line] = linesOf(scorecardCsv([card(name, [cell('P1', 'points', { points: 100 })])]));
    expect(line).toBe(`round-1,starter 1,${written},sample,policy,0,2,4,,starter.P1,100,none,,`);
  });
});
