import { describe, expect, it } from '@jest/globals';
import type { ScorecardView, ScoreRowView } from '@libs/contracts';
import { rampStep } from '../../components/score/ramp.ts';
import { leagueOf, signed } from './league-model.ts';

const side = (score: number | null) => ({
  score,
  answered: 4,
  of: 4,
  countsByGrade: [],
  whyNotPrinted: null,
  line: '',
});

const row = (name: string, policy: number | null, conduct: number | null, difference: number | null): ScoreRowView => ({
  company: { id: name, name, shortName: name, kind: 'company', sample: true },
  policy: side(policy),
  conduct: side(conduct),
  pairs: [{ pair: 'P3-C1', policyPoints: null, conductPoints: null, difference, whyNotComparable: null }],
  cells: [],
});

const card = { rows: [row('B', 50, 50, 0), row('A', 75, null, null), row('C', 88, 33, 50), row('D', 0, 0, -50)] };
const names = (rows: ScoreRowView[]) => rows.map(({ company }) => company.name);

describe('the league', () => {
  it('stands by name, and rows without both scores stand apart', () => {
    const league = leagueOf(card as unknown as ScorecardView, 'name', 'P3-C1');
    expect([names(league.compared), names(league.apart)]).toEqual([['B', 'C', 'D'], ['A']]);
  });

  it('sorts by the difference of one pair among comparable rows only', () => {
    const league = leagueOf(card as unknown as ScorecardView, 'difference', 'P3-C1');
    expect([names(league.compared), names(league.apart)]).toEqual([['C', 'B', 'D'], ['A']]);
  });

  it('keeps a score of zero apart from no score', () => {
    expect(names(leagueOf(card as unknown as ScorecardView, 'name', 'P3-C1').compared)).toContain('D');
  });

  it.each([
    [50, '+50'],
    [0, '0'],
    [-50, '−50'],
    [null, null],
  ])('prints a difference of %p as %p', (difference, words) => {
    expect(signed(difference)).toBe(words);
  });
});

describe('the ramp', () => {
  it.each([
    [0, 0],
    [1, 1],
    [24, 1],
    [25, 2],
    [49, 2],
    [50, 3],
    [69, 3],
    [70, 4],
    [79, 4],
    [80, 5],
    [100, 5],
  ])('%i points stand on step %i', (points, step) => {
    expect(rampStep(points)).toBe(step);
  });
});
