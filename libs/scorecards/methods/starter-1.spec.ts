import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { refuseMethod } from '@libs/domain/scoring';
import { MethodFile } from '@libs/contracts';

const written: unknown = parse(readFileSync(new URL('./starter-1.yaml', import.meta.url), 'utf8'));
const method = MethodFile.parse(written);
const indicators = [...method.sides.policy.indicators, ...method.sides.conduct.indicators];
const indicator = (id: string) => indicators.find((node) => node.id === id)!;

describe('the starter method', () => {
  it('is sound, and says that it is a starter', () => {
    expect(refuseMethod(method)).toEqual([]);
    expect(method).toMatchObject({ id: 'starter', version: '1', status: 'starter', total: false, rankMode: 'none' });
  });

  it.each([
    ['P1', 'normal', { yes: 100, partial: 50, no: 0 }, 0],
    ['P2', 'normal', { yes: 100, partial: 50, no: 0 }, 0],
    ['P3', 'normal', { yes: 100, partial: 50, no: 0 }, 0],
    ['P4', 'normal', { yes: 100, partial: 50, no: 0 }, 0],
    ['C1', 'reversed', { yes: 0, partial: 50, no: 100 }, 'no_points'],
    ['C2', 'normal', { yes: 100, partial: 50, no: 0 }, 0],
    ['C3', 'normal', { yes: 100, partial: 50, no: 0 }, 0],
    ['C4', 'normal', { yes: 100, partial: 50, no: 0 }, 0],
  ])('%s earns by its rubric', (id, polarity, points, notFoundPoints) => {
    const node = indicator(id);
    expect(node).toMatchObject({ polarity, weight: 1, notFoundPoints });
    expect(Object.fromEntries(node.rubric!.map((entry) => [entry.key, entry.points]))).toEqual(points);
    expect(node.rubric!.every(({ meaning }) => meaning)).toBe(true);
  });

  it('prints at half coverage, scores conduct from two reports on, and pairs P3-C1 and P4-C3', () => {
    expect(method).toMatchObject({
      coverageThreshold: 0.5,
      evidenceFloor: 'two_reports',
      digits: 0,
      rounding: 'half_up',
    });
    expect(method.pairs.map(({ id, policy, conduct }) => [id, policy, conduct])).toEqual([
      ['P3-C1', 'P3', 'C1'],
      ['P4-C3', 'P4', 'C3'],
    ]);
    for (const side of [method.sides.policy, method.sides.conduct]) {
      expect(side).toMatchObject({ unknownPolicy: 'skip', notApplicablePolicy: 'leave_out', rollup: 'mean' });
    }
  });

  it('is refused with a member the engine does not know, or a version that is a number', () => {
    const file = written as Record<string, unknown>;
    expect(MethodFile.safeParse({ ...file, bonus: 5 }).success).toBe(false);
    expect(MethodFile.safeParse({ ...file, version: 1 }).success).toBe(false);
  });
});
