import { refuseMethod, scoreCompany } from './index.ts';
import type { Answer } from './index.ts';
import { STARTER } from './starter.fixture.ts';

const INDICATORS = ['P1', 'P2', 'P3', 'P4', 'C1', 'C2', 'C3', 'C4'];
const POINTS_OF_C1: Record<string, string> = { 100: 'no', 50: 'partial', 0: 'yes' };
const POINTS: Record<string, string> = { 100: 'yes', 50: 'partial', 0: 'no' };
const TWO = 'two_reports' as const;

/**
 * The cells of one row: points, or an absence as nr (not researched), nf (not found), re (refused), na, un (unknown),
 * or F-… for an answer whose findings lie below the floor.
 */
function row(cells: string): Answer[] {
  const codes = { nr: 'not_researched', nf: 'not_found', re: 'refused', na: 'not_applicable', un: 'unknown' } as const;
  return cells.split(' ').map((cell, index): Answer => {
    const node = INDICATORS[index]!;
    if (cell in codes) return { node, status: codes[cell as keyof typeof codes] };
    const key = cell.startsWith('F-') ? 'yes' : (node === 'C1' ? POINTS_OF_C1 : POINTS)[cell]!;
    if (!node.startsWith('C')) return { node, status: 'found', key };
    const ids = cell.startsWith('F-') ? cell.split('+') : [`F-${node}`];
    return {
      node,
      status: 'found',
      key,
      evidence: ids.map((id) => ({ id, grade: cell.startsWith('F-') ? 'one_report' : TWO })),
    };
  });
}

/** A founding row: every answer in draft, read by nobody else yet. */
function draft(cells: string): Answer[] {
  return row(cells).map((answer) => ({ ...answer, published: false }));
}

function withFinding(answers: Answer[], node: string, id: string): Answer[] {
  return answers.map((answer) =>
    answer.node === node ? { ...answer, evidence: [{ id, grade: 'one_report' as const }] } : answer,
  );
}

type Row = [
  name: string,
  answers: Answer[],
  policy: string | null,
  covered: string,
  conduct: string,
  covered: string | null,
  difference: string,
  words: string | null,
];

const SAMPLE_ROUND: Row[] = [
  ['Sample Cloud G', row('100 100 50 50 50 100 100 50'), '75', '4/4', '75', '4/4', '0', null],
  ['Sample Devices B', row('100 100 100 50 50 50 nf nr'), '88', '4/4', '33', '3/4', '+50', null],
  ['Sample Foundry A', row('100 50 50 50 100 100 50 na'), '63', '4/4', '83', '3/3', '\u221250', null],
  ['Sample Networks D', row('50 nf 50 50 0 re nf nr'), '38', '4/4', '0', '3/4', '+50', null],
  [
    'Sample Optics C',
    withFinding(row('50 nf 50 0 F-171 nr un nr'), 'C3', 'F-172'),
    '25',
    '4/4',
    '2 reported, one report',
    null,
    'n/c',
    'one report',
  ],
  ['Sample Sensors F', row('50 50 nr nr 0 nf 50 un'), '50', '2/4', '17', '3/4', 'n/c', 'starter.P3 not researched'],
  ['Sample Storage E', row('100 50 100 100 100 50 50 50'), '88', '4/4', '63', '4/4', '0', null],
  [
    'Sample Systems H',
    row('50 nr un nr nr nr nr nr'),
    null,
    '1/4',
    'none reported',
    null,
    'n/c',
    'neither side researched',
  ],
];

const FOUNDING_ROUND: Row[] = [
  [
    'Hewlett Packard Enterprise',
    draft('nr nr nr nr F-211 nr nr nr'),
    null,
    '0/4',
    '1 reported, one report',
    null,
    'n/c',
    'draft, one report, policy not seen',
  ],
  [
    'Intel Corp.',
    draft('100 un un nr F-206+F-207+F-208 nr nr nr'),
    null,
    '1/4',
    '3 reported, one report',
    null,
    'n/c',
    'draft, one report, policy not seen',
  ],
  [
    'Seagate Technology PLC',
    draft('nr nr nr 100 F-214 nr nr nr'),
    null,
    '1/4',
    '1 reported, one report',
    null,
    'n/c',
    'draft, one report, policy not seen',
  ],
  [
    'Western Digital Corp.',
    draft('nr nr nr 100 F-215 nr nr nr'),
    null,
    '1/4',
    '1 reported, one report',
    null,
    'n/c',
    'draft, one report, policy not seen',
  ],
];

function lineOf(answers: Answer[]) {
  const { policy, conduct, pairs } = scoreCompany(STARTER, answers);
  const covered = ({ coverage }: typeof policy) => `${coverage.answered}/${coverage.of}`;
  const pair = pairs.find(({ pair: id }) => id === 'P3-C1')!;
  return [
    policy.display,
    covered(policy),
    conduct.line,
    conduct.display === null ? null : covered(conduct),
    pair.display,
    pair.whyNotComparable,
  ];
}

describe('the starter method', () => {
  it('is sound', () => {
    expect(refuseMethod(STARTER)).toEqual([]);
  });

  it.each(SAMPLE_ROUND)('the sample round recomputes: %s', (_name, answers, ...expected) => {
    expect(lineOf(answers)).toEqual(expected);
  });

  it.each(FOUNDING_ROUND)('the founding round has no points and no score: %s', (_name, answers, ...expected) => {
    expect(lineOf(answers)).toEqual(expected);
    expect(scoreCompany(STARTER, answers).nodes.map(({ points }) => points)).toEqual(Array(8).fill(null));
  });

  it('gives a cell below the floor the numbers of its findings, no points and no absence', () => {
    const cell = scoreCompany(STARTER, SAMPLE_ROUND[4]![1]).nodes.find(({ id }) => id === 'C1');
    expect(cell).toMatchObject({ evidence: ['F-171'], points: null, value: null, absence: null });
    expect(cell).toMatchObject({ withheld: 'below_evidence_floor' });
  });

  it('keeps "not found" an absence although it counts its points', () => {
    const cell = scoreCompany(STARTER, SAMPLE_ROUND[3]![1]).nodes.find(({ id }) => id === 'P2');
    expect(cell).toMatchObject({ absence: 'not_found', value: null, points: 0 });
  });

  it('gives the other pair its difference: P4-C3', () => {
    const differences = SAMPLE_ROUND.map(([, answers]) => scoreCompany(STARTER, answers).pairs[1]!.display);
    expect(differences).toEqual(['\u221250', '+50', '0', '+50', 'n/c', 'n/c', '+50', 'n/c']);
  });

  it('prints a score at exactly half, and none below', () => {
    expect(scoreCompany(STARTER, row('50 50 nr nr nr nr nr nr')).policy.display).toBe('50');
    const below = scoreCompany(STARTER, row('50 nr nr nr nr nr nr nr')).policy;
    expect(below).toMatchObject({ value: null, notPrinted: ['below_coverage_threshold'] });
    expect(below.whyNotPrinted).toBe("1 of 4 scored, under the method's 50 %");
  });

  it('scores conduct from two reports up, and not from one', () => {
    const graded = (grade: 'two_reports' | 'one_report' | 'official_record') =>
      row('50 50 50 50 50 50 50 50').map((answer) => ({ ...answer, evidence: [{ id: answer.node, grade }] }));
    expect(scoreCompany(STARTER, graded('two_reports')).conduct.display).toBe('50');
    expect(scoreCompany(STARTER, graded('official_record')).conduct.display).toBe('50');
    const one = scoreCompany(STARTER, graded('one_report'));
    expect(one.conduct).toMatchObject({ display: null, line: '4 reported, one report' });
    expect(one.policy.display).toBe('50');
    expect(one.pairs.map(({ difference }) => difference)).toEqual([null, null]);
  });

  it('gives no conduct score on answers alone, without any finding', () => {
    const answers = row('50 50 50 50 50 50 50 50').map((answer) => ({ ...answer, evidence: [] }));
    const { conduct, pairs } = scoreCompany(STARTER, answers);
    expect(conduct).toMatchObject({ value: null, line: 'none reported', notPrinted: ['below_evidence_floor'] });
    expect(pairs[0]).toMatchObject({
      display: 'n/c',
      whyNotComparable: 'conduct: no finding is graded two reports or better',
    });
  });

  it('names every grade where the findings differ', () => {
    const answers = row('50 50 50 50 F-1 F-2 nr nr');
    answers[5] = {
      ...answers[5]!,
      evidence: [
        { id: 'F-2', grade: 'allegation' },
        { id: 'F-1', grade: 'one_report' },
      ],
    };
    expect(scoreCompany(STARTER, answers).conduct.line).toBe('2 reported: 1 by one report, 1 alleged');
  });

  it('never turns a search that found no reported supply into points', () => {
    const { nodes, pairs } = scoreCompany(STARTER, row('50 50 100 50 nf 50 50 50'));
    expect(nodes.find(({ id }) => id === 'C1')).toMatchObject({ points: null, absence: 'not_found' });
    expect(pairs[0]).toMatchObject({ display: 'n/c', whyNotComparable: 'starter.C1 searched, nothing found' });
  });
});
