import fc from 'fast-check';
import { AnswerReader, readMethod, scoreTable, type ScoredTable } from '../index.ts';
import { Evaluation } from './evaluation.ts';
import { doubles } from './points.ts';

// The laws that any method keeps (scoring rules T7, U2, U3, U16, U17, V2), over answers of every kind.
interface Shape {
  readonly rollup: string;
  readonly weights: readonly number[];
  readonly policy: string;
  readonly levels: string;
  readonly gate: string;
  readonly reversed: boolean;
}

const THEMES = ['A', 'B', 'C'];
const LEVELS = ['group', 'service'];

function methodOf({ rollup, weights, policy, levels, gate, reversed }: Shape) {
  const weight = (at: number) => (rollup === 'weighted_mean' ? `, weight: ${weights[at]}` : '');
  const polarity = reversed ? ', polarity: reversed, notFoundPoints: 0' : '';
  return readMethod(
    new TextEncoder().encode(`id: sample
version: '1'
title: Sample
digits: 2
rounding: half_up
rankMode: exact
defaults: { unknownPolicy: ${policy}, rubric: points }
rubrics: { points: { yes: 100, partly: 50, no: 0 } }
${levels}
tree:
  id: total
  rollup: ${rollup}
  children:
    - { id: A, elements: 2${weight(0)} }
    - { id: B, elements: 2${weight(1)}${gate} }
    - { id: C, elements: 2${weight(2)}, rollup: weighted_mean${polarity} }
answers: { statuses: { n/a: not_applicable, '?': unknown, none: not_found } }
`),
  );
}

type Row = readonly string[];

const HEADS = ['company', 'level', 'subject', 'node', 'answer'];

function scored(shape: Shape, rows: readonly Row[]): ScoredTable {
  const method = methodOf(shape);
  const reader = new AnswerReader(method);
  reader.heads({ line: 1, cells: HEADS });
  rows.forEach((cells, at) => reader.row({ line: at + 2, cells }));
  return scoreTable(method, reader.finish());
}

const pointsOf = ({ companies, method }: ScoredTable) =>
  companies.map(({ cells }) => method.nodes.map(({ index }) => cells[index]?.points ?? cells[index]?.absence));
const totalOf = (table: ScoredTable) => table.companies[0]?.cells[0]?.points ?? null;

const composed = fc.constantFrom(
  '',
  'levels: { composites: [{ id: group }, { id: service }] }',
  'levels: { at: leaves, composites: [{ id: group }, { id: service }] }',
  'levels: { rollup: weighted_mean, composites: [{ id: group, weight: 2 }, { id: service }] }',
  'levels: { composites: [{ id: group }, { id: service, rollup: min, merge: [{ into: both, of: [one, two] }] }] }',
);
const shape = fc.record({
  rollup: fc.constantFrom('mean', 'weighted_mean', 'min', 'sum_over_max'),
  weights: fc.tuple(...THEMES.map(() => fc.integer({ min: 1, max: 9 }))),
  policy: fc.constantFrom('result_unknown', 'no_result', 'skip', '{ value: 25 }'),
  levels: composed,
  gate: fc.constantFrom('', ', gates: [{ needs: { node: A }, mode: cap, cap: 50 }]'),
  reversed: fc.boolean(),
});
const plain = shape.map((one) => ({ ...one, levels: '', gate: '', reversed: false }));

/** Answers to every question of two companies, some at levels. */
function rowsFor(words: readonly string[]) {
  const subjects = [
    ['group', ''],
    ['service', 'one'],
    ['service', 'two'],
  ] as const;
  const slots = ['Sample One', 'Sample Two'].flatMap((company) =>
    subjects.flatMap(([level, subject]) =>
      THEMES.flatMap((theme) => [1, 2].map((element) => [company, level, subject, `${theme}.${element}`] as const)),
    ),
  );
  return fc
    .array(fc.constantFrom(...words), { minLength: slots.length, maxLength: slots.length })
    .map((answers) => slots.map((slot, at): Row => [...slot, answers[at]!]));
}
const ALL = ['yes', 'partly', 'no', 'none', 'n/a', '?', ''];
/** Without levels one answer is given to a question. */
const fitting = ({ levels }: Shape, rows: readonly Row[]) =>
  levels === '' ? rows.filter(([, level]) => level === LEVELS[0]) : rows;

describe('any method', () => {
  it('gives the same bits the quick way and the general one', () => {
    fc.assert(
      fc.property(shape, rowsFor(ALL), (one, rows) => {
        const table = scored(one, fitting(one, rows));
        const general = [...table.table.companies.values()].map((company) => {
          const evaluation = new Evaluation(table.method, table.table, company, doubles);
          return table.method.nodes.map(({ index, scope }) => {
            const outcome = evaluation.outcomeOf(index);
            return scope >= 0 ? undefined : outcome.kind === 'value' ? outcome.points : 'none';
          });
        });
        const quick = pointsOf(table).map((cells) =>
          cells.map((cell) => (typeof cell === 'number' || cell === undefined ? cell : 'none')),
        );
        expect(quick).toEqual(general);
      }),
      { numRuns: 150 },
    );
  });

  it('does not care for the order of the rows', () => {
    const given = fc
      .tuple(shape, rowsFor(ALL))
      .chain(([one, rows]) =>
        fc.tuple(fc.constant(one), fc.constant(rows), fc.shuffledSubarray([...rows], { minLength: rows.length })),
      );
    fc.assert(
      fc.property(given, ([one, rows, mixed]) => {
        expect(pointsOf(scored(one, fitting(one, mixed)))).toEqual(pointsOf(scored(one, fitting(one, rows))));
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same where all weights are so many times as large', () => {
    fc.assert(
      fc.property(plain, rowsFor(ALL), fc.integer({ min: 2, max: 50 }), (one, rows, times) => {
        const weighted = { ...one, rollup: 'weighted_mean' };
        const larger = { ...weighted, weights: weighted.weights.map((weight) => weight * times) };
        const [before, after] = [weighted, larger].map((shape) => totalOf(scored(shape, fitting(shape, rows))));
        if (before === null || before === undefined) expect(after).toBe(before);
        else expect(after).toBeCloseTo(before, 9);
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same without the questions that do not apply', () => {
    fc.assert(
      fc.property(plain, rowsFor(['yes', 'partly', 'no', 'n/a']), (one, rows) => {
        const own = fitting(one, rows).filter(([company]) => company === 'Sample One');
        const means = THEMES.flatMap((theme) => {
          const points = own
            .filter(([, , , node, answer]) => node!.startsWith(theme) && answer !== 'n/a')
            .map(([, , , , answer]) => ({ yes: 100, partly: 50, no: 0 })[answer as 'yes']);
          return points.length === 0 ? [] : [points.reduce((sum, value) => sum + value, 0) / points.length];
        });
        const total = totalOf(scored({ ...one, rollup: 'mean' }, own));
        if (means.length === 0) expect(total).toBeNull();
        else expect(total).toBeCloseTo(means.reduce((sum, value) => sum + value, 0) / means.length, 9);
      }),
      { numRuns: 60 },
    );
  });

  it('turns a reversed leaf round on its scale, and back', () => {
    fc.assert(
      fc.property(plain, rowsFor(['yes', 'partly', 'no']), (one, rows) => {
        const own = fitting(one, rows);
        const cell = (isReversed: boolean) => {
          const table = scored({ ...one, reversed: isReversed }, own);
          return table.companies.map(({ cells }) => cells[table.method.byId.get('C')!]!.points!);
        };
        const straight = cell(false);
        expect(cell(true).map((points) => 100 - points)).toEqual(straight);
      }),
      { numRuns: 40 },
    );
  });

  it('never gains by a gate', () => {
    fc.assert(
      fc.property(plain, rowsFor(['yes', 'partly', 'no', 'n/a']), (one, rows) => {
        const gated = { ...one, gate: ', gates: [{ needs: { node: A }, mode: cap, cap: 50 }]' };
        const [open, shut] = [one, gated].map((shape) => {
          const table = scored(shape, fitting(shape, rows));
          return table.companies.map(({ cells }) => cells[table.method.byId.get('B')!]!.points ?? -1);
        });
        shut!.forEach((points, at) => expect(points).toBeLessThanOrEqual(open![at]!));
      }),
      { numRuns: 40 },
    );
  });
});
