import {
  AnswerReader,
  compareTable,
  CsvRows,
  PublishedReader,
  publishedForms,
  readMethod,
  scoreTable,
} from '../index.ts';
import { TableRefused, type TableComparison } from '../index.ts';

const METHOD = `id: sample
version: '1'
title: Sample method
digits: 0
rounding: half_up
rankMode: rounded
ranked: [total]
defaults: { rubric: { yes: 100, partly: 50, no: 0 } }
tree:
  id: total
  children:
    - { id: A, elements: 3, label: Governance }
    - { id: B, elements: 1, polarity: reversed, notFoundPoints: unstated }
    - { id: C, elements: 2 }
`;
const NODES = ['A.1', 'A.2', 'A.3', 'B.1', 'C.1', 'C.2'];
/** Answers of five invented companies: y, p, n, and - for one that does not apply. */
const ANSWERS = { One: 'yynnyp', Two: 'ypnyny', Three: 'nnpyyn', Four: 'pppnny', Five: 'yyy-yy' };
const WORDS: Record<string, string> = { y: 'yes', p: 'partly', n: 'no', '-': 'n/a', ' ': '' };

function rowsOf(text: string, form = {}) {
  const csv = new CsvRows(form);
  return [...csv.push(text), ...csv.end()];
}

interface Given {
  readonly method?: string;
  readonly answers?: Readonly<Record<string, string>>;
}

function scored({ method = METHOD, answers = ANSWERS }: Given = {}) {
  const rules = readMethod(new TextEncoder().encode(`${method}answers: { statuses: { n/a: not_applicable } }\n`));
  const rows = Object.entries(answers).flatMap(([name, given]) =>
    NODES.map((node, at) => `Sample ${name},${node},${WORDS[given[at]!]}`),
  );
  const reader = new AnswerReader(rules);
  const [heads, ...rest] = rowsOf(['company,node,answer', ...rows].join('\n'));
  reader.heads(heads!);
  for (const row of rest) reader.row(row);
  return scoreTable(rules, reader.finish());
}

function compared(table: string, given: Given = {}): TableComparison {
  const ours = scored(given);
  const reader = new PublishedReader(ours.method);
  const [heads, ...rows] = rowsOf(table, publishedForms(ours.method)[0]!.form);
  reader.heads(heads!);
  for (const row of rows) reader.row(row);
  return compareTable(ours, reader.finish());
}

/** The whole table as a publisher would print it who scores by another method. */
function publishedBy(given: Given, digits: number | null = null, nodes = ['total', 'A', 'B', 'C']): string {
  const { companies, method } = scored(given);
  const lines = companies.map(({ company, cells }) => {
    const values = nodes.map((id) => {
      const { points, absence } = cells[method.byId.get(id)!]!;
      return points === null ? absence : digits === null ? points : points.toFixed(digits);
    });
    return [company.name, ...values].join(',');
  });
  return [['company', ...nodes].join(','), ...lines].join('\n');
}
const ABSENCES = `published: { layout: wide, absences: { not_applicable: not_applicable, not_researched: unknown } }\n`;
const causesOf = ({ cells }: TableComparison) =>
  cells.flatMap(({ company, node, cause }) =>
    cause ? [`${company} ${node.id}: ${cause.kind} ${cause.nodes.join('+')}`] : [],
  );
const changed = (from: string, to: string) => ({ method: METHOD.replace(from, to) + ABSENCES });

describe('a published table beside the computed one', () => {
  it('matches where the values are the same, and where they are rounded', () => {
    const exact = compared(publishedBy({ method: METHOD + ABSENCES }), { method: METHOD + ABSENCES });
    expect(exact.counts).toMatchObject({ match: 20, matches_after_rounding: 0, mismatch: 0 });
    expect(exact.differs).toBe(false);
    const rounded = compared(publishedBy({}, 1), { method: METHOD + ABSENCES });
    expect(rounded.counts.mismatch).toBe(0);
    expect(rounded.counts.matches_after_rounding).toBeGreaterThan(0);
    expect(rounded.differs).toBe(false);
  });

  it('reads rows of nodes, ids or labels, and tells each absence apart', () => {
    const rows = [
      'Sample One,Governance,66.67',
      'Sample Two,B,',
      'Sample Five,B,none',
      'Sample Five,C,none',
      'Sample Six,C,4',
    ];
    const method = METHOD + 'published: { absences: { none: not_applicable } }\n';
    const { cells, differs } = compared(['company,node,value', ...rows].join('\n'), { method });
    expect(cells.slice(0, 5).map(({ status }) => status)).toEqual([
      'matches_after_rounding',
      'published_missing',
      'match',
      'mismatch',
      'input_missing',
    ]);
    expect(cells[4]!.cause!.words).toBe('The answers table has no company "Sample Six".');
    expect(differs).toBe(true);
  });

  it('lists what a row should hold and does not, but no company that the table leaves out', () => {
    const { cells, notPublished } = compared('company,node,value\nSample One,A,66.67\nSample Two,C,50');
    expect(cells.slice(2).map(({ company, node, status }) => [company, node.id, status])).toEqual([
      ['Sample One', 'C', 'published_missing'],
      ['Sample Two', 'A', 'published_missing'],
    ]);
    expect(notPublished).toEqual(['Sample Five', 'Sample Four', 'Sample Three']);
  });

  it('gives the inputs of each cell that differs, an answer with its line', () => {
    const { cells } = compared('company,node,value\nSample One,A,12\nSample One,total,1');
    expect(cells[0]).toMatchObject({ difference: expect.closeTo(12 - 200 / 3), status: 'mismatch' });
    expect(cells[0]!.inputs[2]).toEqual({ node: 'A.3', subject: null, value: 'no', line: 4 });
    expect(cells[1]!.inputs.map(({ node, value }) => [node, value])).toEqual([
      ['A', String(200 / 3)],
      ['B', '100'],
      ['C', '75'],
    ]);
  });

  it('compares words of a result, and says what it cannot read', () => {
    const method = METHOD.replace('id: A, elements: 3', 'id: A, elements: 3, rollup: tri_state');
    const words = method + 'published: { values: { Y: "Yes", P: Partial } }\n';
    const { cells } = compared('company,node,value\nSample One,A,P\nSample Five,A,Y\nSample Two,A,No', {
      method: words,
    });
    expect(cells.slice(0, 3).map(({ status }) => status)).toEqual(['match', 'match', 'mismatch']);
    const wrong = () =>
      compared('company,node,value\nSample One,C,none\nSample One,Z,1\nSample One,A,1\nSample One,A,2');
    expect(wrong).toThrow(TableRefused);
    expect(wrong).toThrow(
      /line 2, value: "none" is no number.*\nline 3, Z: .*no node "Z".*\nline 5, value: .*on line 4/,
    );
  });
});

describe('what is likely to make it differ', () => {
  it.each([
    [
      'a node that is not reversed',
      changed(', polarity: reversed, notFoundPoints: unstated', ''),
      null,
      /B: polarity B\b/,
    ],
    ['the lowest instead of the mean', changed('id: total', 'id: total\n  rollup: min'), false, /total: rollup total/],
    ['scores cut off', { method: METHOD + ABSENCES }, true, /rounding/],
  ])('names %s where that gives the published value', (_name, given, cut, wanted) => {
    const table = publishedBy(given).replace(/\d+\.\d+/g, (value) => (cut ? value.split('.')[0]! : value));
    const found = causesOf(compared(table, { method: METHOD + ABSENCES }));
    expect(found.join('\n')).toMatch(wanted);
    const roots = found.filter((one) => / B:|total: rollup|rounding/.test(one));
    expect(found.filter((one) => !roots.includes(one)).every((one) => one.includes('follows'))).toBe(true);
  });

  it('names weights that were left out', () => {
    const method = METHOD.replace('id: total', 'id: total\n  rollup: weighted_mean').replace(
      'elements: 2',
      'elements: 2, weight: 4',
    );
    const found = causesOf(compared(publishedBy({ method: METHOD + ABSENCES }), { method: method + ABSENCES }));
    expect(found.length).toBeGreaterThan(2);
    expect(new Set(found.map((one) => one.replace(/^Sample \w+ /, '')))).toEqual(new Set(['total: rollup total']));
  });

  it('names a reversed node below where only the total is published', () => {
    const given = changed(', polarity: reversed, notFoundPoints: unstated', '');
    const { cells } = compared(publishedBy(given, null, ['total']), { method: METHOD + ABSENCES });
    const off = cells.filter(({ status }) => status === 'mismatch');
    expect(off).toHaveLength(4);
    expect(off.map(({ cause }) => `${cause?.kind} ${cause?.nodes.join()}`)).toEqual(Array(4).fill('polarity B.1'));
  });

  it('says that what does not apply was counted as the lowest', () => {
    const table = publishedBy({ answers: { ...ANSWERS, Five: 'yyyyyy' } }, null, ['total']);
    const { cells } = compared(table, { method: METHOD + ABSENCES });
    expect(cells.find(({ status }) => status === 'mismatch')).toMatchObject({
      company: 'Sample Five',
      cause: { kind: 'missing_cells', words: 'It fits where answers that do not apply count as the lowest (V2).' },
    });
  });

  it('says which inputs are missing where a value is published without them', () => {
    const { cells } = compared('company,node,value\nSample One,total,70', {
      answers: { ...ANSWERS, One: 'yyn yp'.padEnd(6) },
    });
    expect(cells[0]).toMatchObject({ status: 'input_missing', cause: { kind: 'missing_cells', nodes: ['B'] } });
  });

  it('tells rows that slipped once, with all their names', () => {
    const lines = publishedBy({}, null, ['total', 'A', 'C']).split('\n');
    const values = lines.map((line) => line.split(',').slice(1));
    // The second to the fourth company carry the values of the one behind them.
    const slipped = lines.map((line, at) => [line.split(',')[0], ...values[at > 1 && at < 5 ? at + 1 : at]!].join(','));
    const { shifted, cells } = compared(slipped.join('\n'), { method: METHOD + ABSENCES });
    expect(shifted).toEqual([
      {
        along: 'companies',
        names: ['Sample Four', 'Sample One', 'Sample Three'],
        within: ['total', 'A', 'C'],
        fits: 'next',
      },
    ]);
    expect(cells.filter(({ cause }) => cause?.kind === 'shifted_rows').length).toBeGreaterThanOrEqual(5);
  });
});

describe('published ranks', () => {
  const RANKS = `published: { layout: wide, ranks: { Rank: total } }\n`;
  const table = (ranks: Record<string, number | string>) =>
    ['company,Rank', ...Object.entries(ranks).map(([name, rank]) => `Sample ${name},${rank}`)].join('\n');

  it('are compared with those of the method', () => {
    const { companies } = scored();
    const ranks = Object.fromEntries(companies.map(({ company, ranks: own }) => [company.name.slice(7), own.get(0)!]));
    expect(compared(table(ranks), { method: METHOD + RANKS })).toMatchObject({
      rankCounts: { match: 5 },
      differs: false,
    });
    const wrong = compared(table({ ...ranks, Five: '3=' }), { method: METHOD + RANKS });
    expect(wrong.rankCounts).toMatchObject({ match: 4, mismatch: 1 });
    expect(wrong.differs).toBe(true);
    expect(wrong.rankings[0]!.cause).toContain('does not hold together');
  });

  it('say how the list was ranked where another way gives all of it', () => {
    const answers = { One: 'yyyyyy', Two: 'yyyyyy', Three: 'nnnyyn', Four: 'nnnynn' };
    const dense = compared(table({ One: 1, Two: 1, Three: 2, Four: 3 }), { method: METHOD + RANKS, answers });
    expect(dense.rankings[0]!.cause).toContain('leave no place out');
  });
});
