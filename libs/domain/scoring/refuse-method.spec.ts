import { refuseMethod } from './index.ts';
import type { Method, MethodNode } from './index.ts';
import { STARTER } from './starter.fixture.ts';

/** The starter method with one policy indicator changed. */
function withP1(change: Partial<MethodNode>, frame: Partial<Method> = {}): Method {
  const { policy } = STARTER.sides;
  const indicators = policy.indicators.map((node) => (node.id === 'P1' ? { ...node, ...change } : node));
  return { ...STARTER, sides: { ...STARTER.sides, policy: { ...policy, indicators } }, ...frame };
}

function withPair(change: Partial<Method['pairs'][number]>): Method {
  return { ...STARTER, pairs: [{ ...STARTER.pairs[0]!, ...change }] };
}

function withC1(change: Partial<MethodNode>): Method {
  const { conduct } = STARTER.sides;
  const indicators = conduct.indicators.map((node) => (node.id === 'C1' ? { ...node, ...change } : node));
  return { ...STARTER, sides: { ...STARTER.sides, conduct: { ...conduct, indicators } } };
}

const P1 = 'sides.policy.P1';
const leaf = STARTER.sides.policy.indicators[0]!;
const gate = (node: string, mode: 'check' | 'cap' = 'check', cap?: number) => ({
  gates: [{ needs: { node }, mode, ...(cap !== undefined && { cap }) }],
});

function chain(): Method {
  const { policy } = STARTER.sides;
  const next: Record<string, string> = { P1: 'P2', P2: 'P3', P3: 'P1' };
  const indicators = policy.indicators.map((node) => (next[node.id] ? { ...node, ...gate(next[node.id]!) } : node));
  return { ...STARTER, sides: { ...STARTER.sides, policy: { ...policy, indicators } } };
}

describe('a method version', () => {
  it.each<[string, Method, string]>([
    ['U14 a negative weight', withP1({ weight: -1 }), `${P1}.weight`],
    ['U14 a weight that is no number', withP1({ weight: Number.NaN }), `${P1}.weight`],
    [
      'U14 weights that add up to 0',
      {
        ...STARTER,
        sides: {
          ...STARTER.sides,
          policy: {
            ...STARTER.sides.policy,
            indicators: STARTER.sides.policy.indicators.map((node) => ({ ...node, weight: 0 })),
          },
        },
      },
      'sides.policy',
    ],
    ['U8 points outside the scale', withP1({ rubric: [{ key: 'yes', points: 101 }] }), `${P1}.rubric.yes`],
    [
      'U8 two keys that differ in case only',
      withP1({
        rubric: [
          { key: 'Yes', points: 100 },
          { key: 'yes ', points: 0 },
        ],
      }),
      `${P1}.rubric.yes`,
    ],
    ['U8 an empty rubric', withP1({ rubric: [] }), `${P1}.rubric`],
    [
      'U16 a reversed node that does not state what not found earns',
      withC1({ notFoundPoints: undefined }),
      'sides.conduct.C1.notFoundPoints',
    ],
    ['U16 not-found points outside the scale', withP1({ notFoundPoints: 200 }), `${P1}.notFoundPoints`],
    [
      'U16 "no" earning the most without the mark',
      withP1({
        rubric: [
          { key: 'yes', points: 0 },
          { key: 'no', points: 100 },
        ],
      }),
      `${P1}.polarity`,
    ],
    [
      'U16 the mark although "yes" earns the most',
      withP1({ polarity: 'reversed', notFoundPoints: 0 }),
      `${P1}.polarity`,
    ],
    ['U17 a gate on itself', withP1(gate('P1')), 'gates'],
    ['U17 gates in a circle of three', chain(), 'gates'],
    ['U17 an unknown node', withP1(gate('P9')), `${P1}.gates`],
    ['U17 a cap without a number', withP1(gate('P2', 'cap')), `${P1}.gates`],
    ['U17 a cap outside the scale', withP1(gate('P2', 'cap', 120)), `${P1}.gates`],
    ['T1 a roll-up on a leaf', withP1({ rollup: 'mean' }), `${P1}.rollup`],
    ['T1 an id used twice', withP1({ id: 'P2' }), 'sides.policy.P2'],
    ['T1 a theme without children', withP1({ rubric: undefined, rollup: 'mean', children: [] }), P1],
    [
      'T1 an unknown roll-up',
      withP1({ rubric: undefined, rollup: 'median' as never, children: [{ ...leaf, id: 'a' }] }),
      `${P1}.rollup`,
    ],
    ['T2 a scale upside down', withP1({ rubric: undefined, scale: { min: 100, max: 0 } }), `${P1}.scale`],
    ['T2 another scale under a mean', withP1({ rubric: undefined, scale: { min: 0, max: 5 } }), `${P1}.scale`],
    [
      'U6 a child without a level',
      withP1({ rubric: undefined, rollup: 'level_gate', children: [{ ...leaf, id: 'a' }] }),
      `${P1}.a.level`,
    ],
    ['U9 partial credit outside the scale', withP1({ partialCredit: 500 }), `${P1}.partialCredit`],
    [
      'V4 a stated value outside the scale',
      { ...STARTER, sides: { ...STARTER.sides, policy: { ...STARTER.sides.policy, unknownPolicy: { value: -5 } } } },
      'sides.policy.unknownPolicy',
    ],
    ['C1 a pair of two policy indicators', withPair({ conduct: 'P4' }), 'pairs.P3-C1.conduct'],
    ['C1 a pair the wrong way round', withPair({ policy: 'C1', conduct: 'P3' }), 'pairs.P3-C1.policy'],
    ['C1 a pair with an unknown indicator', withPair({ policy: 'P9' }), 'pairs.P3-C1.policy'],
    ['C1 a pair listed twice', { ...STARTER, pairs: [STARTER.pairs[0]!, STARTER.pairs[0]!] }, 'pairs.P3-C1'],
    ['C1 a total over both sides', { ...STARTER, total: true }, 'total'],
    ['V5 a threshold above 1', { ...STARTER, coverageThreshold: 50 }, 'coverageThreshold'],
    ['N2 an unknown rounding', { ...STARTER, rounding: 'up' as never }, 'rounding'],
    ['N2 a fraction of a digit', { ...STARTER, digits: 0.5 }, 'digits'],
    ['K2 an unknown rank mode', { ...STARTER, rankMode: 'dense' as never }, 'rankMode'],
    ['decision 11 an unknown floor', { ...STARTER, evidenceFloor: 'rumour' as never }, 'evidenceFloor'],
    ['a method without a version', { ...STARTER, version: '' }, 'version'],
  ])('is refused: %s', (_title, method, path) => {
    expect(refuseMethod(method).map((found) => found.path)).toContain(path);
  });

  it('names the circle of gates', () => {
    expect(refuseMethod(chain())).toEqual([
      { path: 'gates', reason: 'They run in a circle: P1 -> P2 -> P3 -> P1 (U17).' },
    ]);
  });

  it('a pair needs one scale', () => {
    const method = withC1({ scale: { min: 0, max: 50 }, rubric: [{ key: 'yes', points: 0 }] });
    expect(refuseMethod(method).map(({ path }) => path)).toEqual(['sides.conduct.C1.scale', 'pairs.P3-C1']);
  });

  it('U14 a single weight of 0 is legal', () => {
    expect(refuseMethod(withP1({ weight: 0 }))).toEqual([]);
  });

  it('U17 a child gated by its own theme closes a circle', () => {
    const child = { ...leaf, id: 'a', ...gate('P1') };
    const method = withP1({ rubric: undefined, rollup: 'mean', children: [child] });
    expect(refuseMethod(method)).toEqual([{ path: 'gates', reason: 'They run in a circle: P1 -> a -> P1 (U17).' }]);
  });
});
