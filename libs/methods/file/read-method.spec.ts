import { readFileSync } from 'node:fs';
import { METHOD_SCHEMA, MethodRefused, readMethod } from '../index.ts';

const START = `id: sample
version: '1'
title: Sample method
digits: 0
rounding: half_up
rankMode: rounded
`;
const TREE = `tree:
  id: total
  children:
    - { id: A, rubric: { yes: 100, no: 0 } }
    - { id: B, rubric: { yes: 100, no: 0 } }
`;

function read(text: string) {
  return readMethod(new TextEncoder().encode(text));
}

/** Every problem of a file, as "line path: reason". */
function problemsOf(text: string): string[] {
  try {
    read(text);
  } catch (error) {
    if (!(error instanceof MethodRefused)) throw error;
    return error.problems.map(({ path, line, reason }) => `${line} ${path}: ${reason}`);
  }
  return [];
}

describe('a method file', () => {
  it('is read with what it leaves out filled in', () => {
    const method = read(START + TREE);
    expect(method).toMatchObject({ id: 'sample', version: '1', total: true, ranked: [0], evidenceFloor: null });
    expect(method.nodes.map(({ id, rollup, weight, scale }) => [id, rollup, weight, scale.max])).toEqual([
      ['total', 'mean', 1, 100],
      ['A', null, 1, 100],
      ['B', null, 1, 100],
    ]);
    expect(method.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('may be a starter method with two sides', () => {
    const method = readMethod(readFileSync(new URL('../../scorecards/methods/starter-1.yaml', import.meta.url)));
    expect(method).toMatchObject({ total: false, ranked: [], evidenceFloor: 'two_reports' });
    const c1 = method.nodes[method.byId.get('C1')!]!;
    expect([c1.reversed, c1.mirror, c1.rubric!.get('yes'), c1.side]).toEqual([true, false, 0, 'conduct']);
  });

  it('counts leaves by `elements`, and hands down what is stated above', () => {
    const { nodes } = read(`${START}defaults: { rubric: { yes: 1, no: 0 }, scale: { min: 0, max: 1 } }
tree:
  id: total
  children:
    - { id: A, elements: 2 }
    - { id: B, elements: 1, polarity: reversed, notFoundPoints: unstated }
    - { id: C, polarity: reversed, notFoundPoints: 0, rubric: [{ key: 'Yes', points: 0 }, { key: 'no', points: 1 }], elements: 1 }
`);
    expect(nodes.map(({ id, kind, leaf, mirror }) => `${id} ${kind} ${leaf} ${mirror}`)).toEqual([
      'total theme false false',
      'A indicator false false',
      'A.1 element true false',
      'A.2 element true false',
      'B indicator false true',
      'B.1 element true true',
      'C indicator false false',
      'C.1 element true false',
    ]);
  });

  it('may roll up the nearest nodes of a kind instead of the children', () => {
    const { nodes, byId } = read(`${START}tree:
  id: total
  from: { nearest: indicator }
  children:
    - { id: G, children: [{ id: G1, kind: indicator, children: [{ id: G1a, elements: 1 }] }, { id: G2, elements: 1 }] }
`);
    expect(nodes[0]!.inputs.map((index) => nodes[index]!.id)).toEqual(['G1', 'G2']);
    expect(nodes[byId.get('G1')!]!.inputs.map((index) => nodes[index]!.id)).toEqual(['G1a']);
  });
});

describe('a wrong method file is refused', () => {
  it('with every problem of its shape, by path and line', () => {
    const text = `${START.replace('half_up', 'upwards')}bonus: 5
tree:
  id: total
  rollup: average
  children:
    - { id: A, weight: -1 }
    - id: B
      unknownPolicy: ignore
      colour: red
      scale: { min: 0 }
`;
    expect(problemsOf(text)).toEqual([
      '5 rounding: Choose one of half_up, half_even, none.',
      '7 bonus: There is no such key here.',
      expect.stringContaining('10 tree.rollup: Choose one of mean, weighted_mean,'),
      '12 tree.A.weight: It must be 0 or more.',
      '14 tree.B.unknownPolicy: Write one of result_unknown, no_result, skip.',
      '15 tree.B.colour: There is no such key here.',
      '16 tree.B.scale.min: It is missing.'.replace('min', 'max'),
    ]);
  });

  it('where a weight is written that no roll-up uses', () => {
    const weighted = TREE.replace('{ id: A,', '{ id: A, weight: 3,');
    expect(problemsOf(START + weighted)).toEqual([
      '10 tree.A.weight: The weight 3 of "A" is not used: "total" rolls up by mean, not weighted_mean (U2).',
    ]);
    expect(problemsOf(START + weighted.replace('id: total', 'id: total\n  rollup: weighted_mean'))).toEqual([]);
  });

  it('with every problem of its meaning, by path and line', () => {
    const text = `${START}pairs: [{ id: p, policy: A, conduct: B, label: p }]
ranked: [Z]
tree:
  id: total
  rollup: weighted_mean
  children:
    - { id: A, weight: 0, rubric: { yes: 0, no: 100 } }
    - id: a
      weight: 0
      rubric: { top: 101 }
      polarity: reversed
    - id: C
      scale: { min: 0, max: 5 }
      gates: [{ needs: { node: total }, mode: cap }]
      weight: 0
`;
    const problems = problemsOf(text).join('\n');
    for (const part of [
      '7 pairs: Pairs need the sides',
      '7 pairs.p.policy: "A" is no policy indicator.',
      '8 ranked.#1: The method has no node "Z".',
      '9 tree: The weights of its children add up to 0 (U14).',
      '13 tree.A.rubric: On a reversed node'.replace('rubric', 'polarity'),
      '14 tree.a.id: The id "a" is used twice, case aside.',
      '16 tree.a.rubric.top: 101 points lie outside the scale 0 to 100.',
      '14 tree.a.notFoundPoints: A reversed node must state',
      '19 tree.C.scale: Under weighted_mean it must be the scale of "total"',
      '20 tree.C.gates.#1.cap: A gate that caps states a cap',
      'It needs itself: total -> C -> total (U17).',
    ]) {
      expect(problems).toContain(part);
    }
  });

  it.each([
    ['tabs and broken YAML', 'id: [1', 'It is not YAML as expected'],
    ['a key that stands twice', `${START}id: again\n${TREE}`, 'It is not YAML as expected'],
    ['a list', '- 1', 'It must be a set of keys'],
    ['an empty file', '', 'It must be a set of keys'],
    ['a version that is a number', START.replace(`'1'`, '1') + TREE, '2 version: It must be a text.'],
    ['neither a tree nor sides', START, 'It is missing: write a tree'],
    ['a leaf with a roll-up', `${START}tree: { id: t, children: [{ id: A, rollup: mean }] }`, 'A leaf takes an answer'],
    [
      'a rubric that is not there',
      `${START}tree: { id: t, children: [{ id: A, rubric: q }] }`,
      'There is no rubric "q"',
    ],
    [
      'a level that is not there',
      `${START}tree: { id: t, children: [{ id: A, appliesTo: { levels: [x] } }] }`,
      'There is no level "x"',
    ],
    [
      'a branch without its condition',
      `${START}tree: { id: t, rollup: branch, children: [{ id: A }, { id: B }] }`,
      'Every branch but the last',
    ],
    [
      'a node inside a composite, named from outside',
      `${START}levels: { composites: [{ id: group }] }
tree:
  id: t
  children:
    - { id: A, elements: 1 }
    - { id: B, elements: 1, gates: [{ needs: { node: A.1 }, mode: check }] }`,
      'name "A", which composes them',
    ],
    [
      'a mapping to a node that takes no answer',
      `${START}answers: { nodes: { Sum: total } }\n${TREE}`,
      '"total" takes no answer',
    ],
    ['a mapping to no status', `${START}answers: { statuses: { x: gone } }\n${TREE}`, 'Choose one of found'],
    [
      'ranges that do not run upwards',
      `${START}tree: { id: t, children: [{ id: A, ranges: [{ from: 5, points: 1 }, { from: 5, points: 2 }] }] }`,
      'Ranges run upwards',
    ],
  ])('with %s', (_title, text, reason) => {
    expect(problemsOf(text).join('\n')).toContain(reason);
  });

  it('that is no UTF-8, or too long', () => {
    expect(() => readMethod(Uint8Array.of(0xff, 0xfe))).toThrow('It is not UTF-8 text.');
    expect(() => readMethod(new Uint8Array(2_000_001).fill(32))).toThrow('at most 2,000,000');
  });

  it('whose two sides would make a total, or that pairs across scales', () => {
    const side = (id: string, max: number) =>
      `{ rollup: mean, scale: { min: 0, max: ${max} }, indicators: [{ id: ${id} }] }`;
    const text = `${START}total: true
sides: { policy: ${side('P', 100)}, conduct: ${side('C', 10)} }
pairs: [{ id: p, policy: P, conduct: C, label: p }, { id: q, policy: C, conduct: C, label: q }]
`;
    const problems = problemsOf(text).join('\n');
    expect(problems).toContain('7 total: Policy and conduct are never added');
    expect(problems).toContain('9 pairs.p: A pair needs one scale');
    expect(problems).toContain('9 pairs.q.policy: "C" is no policy indicator.');
  });
});

it('the published schema is the one that files are checked by', () => {
  const published: unknown = JSON.parse(
    readFileSync(new URL('../../../docs/schemas/method.schema.json', import.meta.url), 'utf8'),
  );
  expect(published).toEqual(JSON.parse(JSON.stringify(METHOD_SCHEMA)));
});

describe('the examples of the guide', () => {
  const guide = readFileSync(new URL('../../../docs/methods.md', import.meta.url), 'utf8');
  const examples = [...guide.matchAll(/```yaml\n(id: ([\w-]+)\n[\s\S]*?)```/g)].map(
    ([, text, id]) => [id!, text!] as const,
  );

  it.each(examples)('%s is a sound method file', (id, text) => {
    expect(read(text).id).toBe(id);
  });

  it('show every kind of key', () => {
    expect(examples).toHaveLength(5);
    expect(read(examples[0]![1]).nodes.map(({ id }) => id)).toEqual(expect.arrayContaining(['total', 'G1.3', 'P2.1']));
    const unnamed = Object.keys(METHOD_SCHEMA.properties).filter((key) => !guide.includes(`\`${key}\``));
    const nodeKeys = Object.keys((METHOD_SCHEMA.$defs.node as { properties: object }).properties);
    expect([...unnamed, ...nodeKeys.filter((key) => !guide.includes(key))]).toEqual([]);
  });
});
