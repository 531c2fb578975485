import fc from 'fast-check';
import { AnswersRefused, canonicalInput, refuseAnswers, scoreCompany } from './index.ts';
import type { Answer, Method, MethodNode } from './index.ts';
import { STARTER } from './starter.fixture.ts';

const SCALE = { min: 0, max: 100 };

function leaf(id: string, change: Partial<MethodNode> = {}): MethodNode {
  return { id, label: id, weight: 1, polarity: 'normal', scale: SCALE, ...change };
}

function methodOf(root: Partial<MethodNode>, children: MethodNode[], change: Partial<Method> = {}): Method {
  const node: MethodNode = { ...leaf('R'), rollup: 'mean', ...root, children };
  return {
    ...STARTER,
    coverageThreshold: 0,
    evidenceFloor: null,
    sides: {
      policy: { rollup: 'mean', scale: SCALE, unknownPolicy: 'skip', indicators: [node] },
      conduct: { rollup: 'mean', scale: SCALE, indicators: [] },
    },
    pairs: [],
    ...change,
  };
}

const ABSENT = {
  'N/A': 'not_applicable',
  unknown: 'unknown',
  nr: 'not_researched',
  nf: 'not_found',
  refused: 'refused',
} as const;
type Given = number | string;

function answer(node: string, given: Given): Answer {
  if (typeof given === 'string' && given in ABSENT) return { node, status: ABSENT[given as keyof typeof ABSENT] };
  return { node, status: 'found', key: String(given) };
}

/** The result of a node over leaves a, b, c … with these answers: its points, or its absence. */
function resultOf(root: Partial<MethodNode>, given: Given[], leaves: Partial<MethodNode>[] = []) {
  const children = given.map((_, index) => leaf('abcdefghij'[index]!, leaves[index] ?? {}));
  const answers = given.map((value, index) => answer('abcdefghij'[index]!, value));
  const node = scoreCompany(methodOf(root, children), answers).nodes.find(({ id }) => id === 'R')!;
  return node.points ?? node.absence;
}

const weights = (...values: number[]) => values.map((weight) => ({ weight }));
const maxima = (...values: number[]) => values.map((max) => ({ scale: { min: 0, max } }));
const levels = (...values: number[]) => values.map((level) => ({ level }));

describe('roll-ups', () => {
  it.each<[string, Partial<MethodNode>, Given[], Partial<MethodNode>[], Given]>([
    ['U1 mean', {}, [100, 50, 'N/A'], [], 75],
    ['U2 weighted mean, normalised by the sum', { rollup: 'weighted_mean' }, [50, 100, 0], weights(3, 2, 2), 50],
    ['U3 weights of N/A leave the sum', { rollup: 'weighted_mean' }, [50, 'N/A', 0], weights(3, 2, 2), 30],
    ['U14 a weight of 0 is legal', { rollup: 'weighted_mean' }, [50, 100], weights(0, 2), 100],
    ['U14 only weights of 0 left', { rollup: 'weighted_mean' }, [50, 'N/A'], weights(0, 2), 'no_result'],
    ['U4 minimum', { rollup: 'min' }, [80, 20, 60], [], 20],
    ['U5 sum over max', { rollup: 'sum_over_max' }, [3, 1, 'N/A'], maxima(5, 1, 4), 400 / 6],
    [
      'U6 level gate: fails only at 1, although 2 is all yes',
      { rollup: 'level_gate' },
      [100, 0, 100],
      levels(0, 1, 2),
      1,
    ],
    ['U6 nothing fails: above the highest level', { rollup: 'level_gate' }, [100, 100, 100], levels(0, 1, 2), 3],
    ['U6 the lowest of several failing levels', { rollup: 'level_gate' }, [100, 0, 50], levels(3, 2, 1), 1],
    ['U6 N/A never blocks', { rollup: 'level_gate' }, [100, 'N/A', 100], levels(0, 1, 2), 3],
    [
      'U6 an unknown answer makes it unknown',
      { rollup: 'level_gate' },
      [100, 'unknown', 0],
      levels(0, 1, 2),
      'unknown',
    ],
    [
      'U6 an unknown answer blocks by policy',
      { rollup: 'level_gate', unknownPolicy: { value: 0 } },
      [100, 'unknown', 0],
      levels(0, 1, 2),
      1,
    ],
    ['U6 an unknown answer above the failing level', { rollup: 'level_gate' }, [100, 0, 'unknown'], levels(0, 1, 2), 1],
    ['U7 tri-state: all yes', { rollup: 'tri_state' }, [100, 100, 'N/A'], [], 100],
    ['U7 tri-state: yes and no', { rollup: 'tri_state' }, [100, 0], [], 50],
    ['U7 tri-state: partial and no', { rollup: 'tri_state' }, [50, 0], [], 50],
    ['U7 tri-state: none yes or partial', { rollup: 'tri_state' }, [0, 'nf'], [], 0],
    ['U7 tri-state: all N/A', { rollup: 'tri_state' }, ['N/A', 'N/A'], [], 'not_applicable'],
    ['U7 tri-state: any not assessed', { rollup: 'tri_state' }, [100, 'nr'], [], 'not_researched'],
    ['U9 and: 3 of 3', { rollup: 'and' }, [100, 100, 100], [], 100],
    ['U9 and: 2 of 3', { rollup: 'and' }, [100, 100, 0], [], 0],
    ['U9 and: 2 of 3 with partial credit', { rollup: 'and', partialCredit: 50 }, [100, 100, 0], [], 50],
    ['U9 and: 0 of 3 with partial credit', { rollup: 'and', partialCredit: 50 }, [0, 0, 0], [], 0],
    ['U9 and: one fails, one unknown', { rollup: 'and' }, [0, 'unknown'], [], 0],
    ['U9 and: one met, one unknown', { rollup: 'and' }, [100, 'unknown'], [], 'unknown'],
    ['U10 or: 1 of 3', { rollup: 'or' }, [0, 100, 0], [], 100],
    ['U10 or: none', { rollup: 'or' }, [0, 0, 50], [], 0],
    ['U10 or: one met, one unknown', { rollup: 'or' }, [100, 'unknown'], [], 100],
    ['V2 all N/A', {}, ['N/A', 'N/A'], [], 'not_applicable'],
    [
      'V2 one N/A makes it N/A by policy',
      { notApplicablePolicy: 'result_not_applicable' },
      [100, 'N/A'],
      [],
      'not_applicable',
    ],
    ['V3 all unknown', { unknownPolicy: 'skip' }, ['unknown', 'unknown', 'N/A'], [], 'unknown'],
    ['V4 one unknown, by default', {}, [100, 'unknown'], [], 'unknown'],
    ['V4 one not researched, by default', {}, [100, 'nr'], [], 'not_researched'],
    ['V4 no result', { unknownPolicy: 'no_result' }, [100, 'unknown'], [], 'no_result'],
    ['V4 a stated value', { unknownPolicy: { value: 20 } }, [100, 'unknown'], [], 60],
    ['V4 skip', { unknownPolicy: 'skip' }, [100, 'unknown', 'nr'], [], 100],
    ['V1 no and not found earn the same', {}, ['nf', 0, 100, 100], [], 50],
    ['refused earns the lowest', {}, ['refused', 100], [], 50],
    [
      'U16 not found on a reversed node, as stated',
      {},
      ['nf', 100],
      [{ polarity: 'reversed', notFoundPoints: 50 }],
      75,
    ],
  ])('%s', (_title, root, given, leaves, expected) => {
    const result = resultOf(root, given, leaves);
    if (typeof expected === 'number') expect(result).toBeCloseTo(expected, 9);
    else expect(result).toBe(expected);
  });

  it('U15 use unrounded children: 62.5 and 62 make 62, not 63 by way of 63 and 62', () => {
    const theme = (id: string, ids: string[]): MethodNode =>
      leaf(id, { rollup: 'mean', children: ids.map((name) => leaf(name)) });
    const method = methodOf({}, [theme('T1', ['a', 'b']), theme('T2', ['c'])]);
    const { nodes } = scoreCompany(method, [answer('a', 100), answer('b', 25), answer('c', 62)]);
    expect(nodes.map(({ id, display }) => `${id} ${display}`)).toEqual([
      'R 62',
      'T1 63',
      'a 100',
      'b 25',
      'T2 62',
      'c 62',
    ]);
  });
});

describe('levels, written as nodes of the tree', () => {
  const mean = (id: string, children: MethodNode[]): MethodNode => leaf(id, { rollup: 'mean', children });
  const pointsOf = (root: MethodNode[], given: Record<string, Given>) => {
    const answers = Object.entries(given).map(([node, value]) => answer(node, value));
    return scoreCompany(methodOf({}, root), answers).nodes[0]!.points;
  };
  const services = mean('services', [mean('search', [leaf('s1'), leaf('s2')]), mean('mail', [leaf('m1')])]);

  it('L1 the indicator is the mean of group and services composite, not of all levels pooled', () => {
    const group = mean('group', [leaf('g1')]);
    expect(pointsOf([group, services], { g1: 100, s1: 100, s2: 0, m1: 0 })).toBe(62.5);
  });

  it('L1 a level that does not apply leaves the mean', () => {
    const group = mean('group', [leaf('g1')]);
    expect(pointsOf([group, services], { g1: 'N/A', s1: 100, s2: 0, m1: 0 })).toBe(25);
  });

  it('L2 sibling services are merged first, then enter the services composite', () => {
    const mobile = mean('mobile', [mean('prepaid', [leaf('p1')]), mean('postpaid', [leaf('q1')])]);
    expect(pointsOf([mean('all', [mobile, mean('mail', [leaf('m1')])])], { p1: 100, q1: 0, m1: 0 })).toBe(25);
  });
});

describe('answers on leaves', () => {
  const rubric = [
    { key: 'A', points: 4 },
    { key: ' b ', points: 3 },
  ];
  const scale = { min: 0, max: 5 };

  it.each([
    ['A, b', true, 5],
    ['b', true, 3],
    ['B , b', true, 3],
    [' a ', false, 4],
  ])('U8 "%s" is read in lower case and trimmed, added and clamped', (key, multiple, points) => {
    const method = methodOf({ scale }, [leaf('a', { scale, rubric, multiple })]);
    expect(scoreCompany(method, [{ node: 'a', status: 'found', key }]).nodes[1]!.points).toBe(points);
  });

  it('U8 an unlisted answer takes the else entry, and is refused without one', () => {
    const withElse = leaf('a', { scale, rubric: [...rubric, { key: 'else', points: 1 }] });
    expect(scoreCompany(methodOf({ scale }, [withElse]), [answer('a', 'c')]).nodes[1]!.points).toBe(1);
    const without = methodOf({ scale }, [leaf('a', { scale, rubric })]);
    expect(() => scoreCompany(without, [answer('a', 'c')])).toThrow(AnswersRefused);
  });

  it('are refused all at once, each with its leaf', () => {
    const answers: Answer[] = [
      { node: 'P1', status: 'found', key: 'perhaps' },
      { node: 'P2', status: 'found' },
      { node: 'P3', status: 'not_found' },
      { node: 'P3', status: 'unknown' },
      { node: 'policy', status: 'not_found' },
      { node: 'P4', status: 'found', key: 'yes', verification: 4 },
    ];
    expect(refuseAnswers(STARTER, answers).map(({ path }) => path)).toEqual(['P1', 'P2', 'P3', 'P4', 'policy']);
  });

  it('without a rubric are numbers on the scale', () => {
    const method = methodOf({}, [leaf('a')]);
    expect(refuseAnswers(method, [answer('a', '101')])).toHaveLength(1);
    expect(refuseAnswers(method, [answer('a', 'many')])).toHaveLength(1);
    expect(refuseAnswers(method, [answer('a', '99.5')])).toEqual([]);
  });
});

describe('coverage and verification', () => {
  it('V5 10 elements: 6 found, 1 not found, 2 N/A, 1 not researched make 7 of 8', () => {
    const given: Given[] = [100, 100, 100, 100, 100, 100, 'nf', 'N/A', 'N/A', 'nr'];
    const children = given.map((_, index) => leaf(`e${index}`));
    const score = scoreCompany(
      methodOf({ unknownPolicy: 'skip' }, children),
      given.map((value, index) => answer(`e${index}`, value)),
    );
    expect(score.policy.coverage).toEqual({ answered: 7, of: 8, scored: 7, share: 0.875 });
  });

  it('V5 all N/A leave no coverage, neither 0 nor 100 %', () => {
    const score = scoreCompany(methodOf({}, [leaf('a')]), [answer('a', 'N/A')]);
    expect(score.policy).toMatchObject({ coverage: { answered: 0, of: 0, share: null }, value: null });
  });

  it.each([
    [[3, 2, 3], 2],
    [[3, null, 3], 1],
    [[0, 3], 0],
    [[], null],
  ])('F1 inputs verified %j carry %s', (verifications, expected) => {
    const children = [leaf('a'), leaf('b'), leaf('c')];
    const answers = verifications.map((verification, index) => ({ ...answer('abc'[index]!, 50), verification }));
    expect(scoreCompany(methodOf({}, children), answers).policy.verification).toBe(expected);
  });

  it('F2 one draft leaves the whole unpublished', () => {
    const method = methodOf({ unknownPolicy: 'skip' }, [leaf('a'), leaf('b')]);
    const score = scoreCompany(method, [answer('a', 50), { ...answer('b', 90), published: false }]);
    expect(score.policy).toMatchObject({ published: false, value: 50, coverage: { answered: 2, scored: 1 } });
  });
});

describe('gates (U17)', () => {
  const rubric = [
    { key: 'yes', points: 100 },
    { key: 'no', points: 0 },
  ];
  const gated = (mode: 'check' | 'cap', needs: MethodNode['gates']) =>
    methodOf({}, [
      leaf('B', { rubric, gates: needs!.map((gate) => ({ ...gate, mode, ...(mode === 'cap' && { cap: 50 }) })) }),
      leaf('A', { rubric }),
      leaf('D', { rubric }),
    ]);
  const score = (method: Method, b: string, a: string, d = 'no') =>
    scoreCompany(method, [answer('B', b), answer('A', a), answer('D', d)]);
  const needsA = [{ needs: { node: 'A' }, mode: 'check' as const }];

  it('check: the points stay and the violation is said in words', () => {
    const { gates, nodes } = score(gated('check', needsA), 'yes', 'no');
    expect(gates).toEqual([
      { node: 'B', effect: 'violated', words: 'B is Yes, but A is No; the method does not allow this.' },
    ]);
    expect(nodes[1]!.points).toBe(100);
  });

  it.each([
    ['no', 'no'],
    ['yes', 'yes'],
    ['yes', 'N/A'],
  ])('say nothing where B is %s and A is %s', (b, a) => {
    expect(score(gated('check', needsA), b, a).gates).toEqual([]);
  });

  it('cap: the points are limited', () => {
    const { gates, nodes } = score(gated('cap', needsA), 'yes', 'no');
    expect([nodes[1]!.points, gates[0]!.effect]).toEqual([50, 'capped']);
  });

  it('leave the points alone where A is unknown, and say so', () => {
    const { gates, nodes } = score(gated('cap', needsA), 'yes', 'unknown');
    expect([nodes[1]!.points, gates[0]!.effect]).toEqual([100, 'undetermined']);
  });

  it.each([
    ['all', 'yes', 'no', 1],
    ['all', 'yes', 'yes', 0],
    ['any', 'yes', 'no', 0],
    ['any', 'no', 'no', 1],
  ])('may name several nodes: %s of A %s and D %s', (kind, a, d, notes) => {
    const parts = [{ node: 'A' }, { node: 'D' }];
    const needs = kind === 'all' ? { all: parts } : { any: parts };
    expect(score(gated('check', [{ needs, mode: 'check' }]), 'yes', a, d).gates).toHaveLength(notes);
  });
});

describe('the engine', () => {
  const status = fc.constantFrom('found', 'not_found', 'refused', 'not_applicable', 'unknown', 'not_researched');
  const grade = fc.constantFrom('official_record', 'two_reports', 'one_report', 'allegation');
  const answers = fc
    .tuple(
      ...['P1', 'P2', 'P3', 'P4', 'C1', 'C2', 'C3', 'C4'].map((node) =>
        fc.record({
          node: fc.constant(node),
          status,
          key: fc.constantFrom('yes', ' Partial', 'NO'),
          published: fc.boolean(),
          evidence: fc.array(
            grade.map((value) => ({ id: `${node}-${value}`, grade: value })),
            { maxLength: 3 },
          ),
        }),
      ),
    )
    .map((list) => list as Answer[]);

  it('T7 gives the same result for the same answers in any order', () => {
    const shuffled = answers.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([list, mixed]) => {
        expect(scoreCompany(STARTER, mixed)).toEqual(scoreCompany(STARTER, list));
        expect(canonicalInput(STARTER, mixed)).toBe(canonicalInput(STARTER, list));
      }),
    );
  });

  it('keeps every result on the scale, and never takes N/A for a number', () => {
    fc.assert(
      fc.property(answers, (list) => {
        const score = scoreCompany(STARTER, list);
        for (const { points, absence, value } of score.nodes) {
          if (points !== null) expect(points >= 0 && points <= 100).toBe(true);
          if (absence === 'not_applicable') expect([points, value]).toEqual([null, null]);
        }
        const blank = ({ node, status: state }: Answer) => state === 'not_researched' && { node, status: state };
        const plain = list.map((item) => blank(item) || item);
        const left = plain.filter((item) => item.status !== 'not_researched');
        expect(scoreCompany(STARTER, left)).toEqual(scoreCompany(STARTER, plain));
      }),
    );
  });
});
