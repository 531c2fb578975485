import { AnswerReader, CsvRows, readMethod, scoreTable, TableRefused, type ScoredTable } from '../index.ts';

const METHOD = `id: sample
version: '1'
title: Sample method
digits: 0
rounding: half_up
rankMode: rounded
defaults: { rubric: { yes: 100, partly: 50, no: 0 } }
tree:
  id: total
  children:
    - { id: A, elements: 2 }
    - { id: B, elements: 1, polarity: reversed, notFoundPoints: unstated }
`;
const HEADS = 'company,node,answer,status';

function read(method: string, rows: string[], heads = HEADS): ScoredTable {
  const rules = readMethod(new TextEncoder().encode(method));
  const csv = new CsvRows({});
  const all = [...csv.push([heads, ...rows].join('\n')), ...csv.end()];
  const reader = new AnswerReader(rules);
  reader.heads(all[0]!);
  for (const row of all.slice(1)) reader.row(row);
  return scoreTable(rules, reader.finish());
}

/** What is printed for a node, by company; the reason where nothing is. */
function printed(table: ScoredTable, node = 'total'): Record<string, string | null> {
  const index = table.method.byId.get(node)!;
  return Object.fromEntries(
    table.companies.map(({ company, cells }) => [company.name, cells[index]!.display ?? cells[index]!.absence]),
  );
}

const ONE = ['Sample One,A.1,yes,', 'Sample One,A.2,no,', 'Sample One,B.1,no,'];
const TWO = ['Sample Two,A.1,partly,', 'Sample Two,A.2,partly,', 'Sample Two,B.1,yes,'];

describe('a table of answers', () => {
  it('is rolled up from leaves to the top, a reversed leaf turned round', () => {
    const table = read(METHOD, [...ONE, ...TWO]);
    expect(printed(table, 'A')).toEqual({ 'Sample One': '50', 'Sample Two': '50' });
    expect(printed(table, 'B')).toEqual({ 'Sample One': '100', 'Sample Two': '0' });
    expect(printed(table)).toEqual({ 'Sample One': '75', 'Sample Two': '25' });
    expect(table.companies.map(({ ranks }) => ranks.get(0))).toEqual([1, 2]);
  });

  it('gives the same bytes whatever the order of its rows', () => {
    const rows = [...ONE, ...TWO];
    const told = (table: ScoredTable) =>
      JSON.stringify(table.companies.map(({ cells, company }) => [company.name, cells]));
    expect(told(read(METHOD, rows.toReversed()))).toBe(told(read(METHOD, rows)));
  });

  it('leaves out what does not apply, and counts nothing that was not researched as a zero', () => {
    const rows = ['Sample One,A.1,yes,', 'Sample One,A.2,,not_applicable', 'Sample One,B.1,no,', 'Sample Two,A.1,yes,'];
    const table = read(METHOD, rows);
    expect(printed(table, 'A')['Sample One']).toBe('100');
    expect(printed(table, 'B')['Sample Two']).toBe('not_researched');
    const cell = table.companies[1]!.cells[table.method.byId.get('B')!]!;
    expect([cell.points, cell.coverage.answered, cell.coverage.of]).toEqual([null, 0, 1]);
  });

  it('gives equal rounded scores one rank, and the next company the place after both', () => {
    const of = (name: string, a: string) => [`${name},A.1,${a},`, `${name},A.2,${a},`, `${name},B.1,no,`];
    const table = read(METHOD, [...of('Sample C', 'no'), ...of('Sample A', 'yes'), ...of('Sample B', 'yes')]);
    expect(table.companies.map(({ company, ranks }) => [company.name, ranks.get(0)])).toEqual([
      ['Sample A', 1],
      ['Sample B', 1],
      ['Sample C', 3],
    ]);
  });

  it('reads cells in quotation marks, and says the line of an answer that the rubric does not know', () => {
    expect(printed(read(METHOD, ['"Sample, ""One""",A.1,yes,', ...ONE]), 'A')).toHaveProperty('Sample, "One"');
    let refusal: unknown;
    try {
      read(METHOD, [...ONE, 'Sample Two,A.1,perhaps,', 'Sample Two,Z.9,yes,']);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(TableRefused);
    expect((refusal as TableRefused).problems.map(({ line }) => line)).toEqual([5, 6]);
    expect((refusal as TableRefused).message).toContain('"perhaps" is no answer of "A.1"');
  });
});
