import { describe, expect, it } from '@jest/globals';
import type { ComparisonView } from '@libs/contracts';
import { usualGroup } from './comparison-model.ts';

const view = (said: (string | null)[], reported: (string | null)[]) =>
  ({
    claims: said.map((value) => ({ saidOn: { value } })),
    findings: reported.map((value) => ({ reportedOn: { value } })),
    actsOfOthers: [],
  }) as unknown as ComparisonView;

describe('the bands a company page opens with', () => {
  it.each([
    ['one month', ['2019-11-27'], ['2019-11-26'], 'month'],
    ['two months apart', ['2019-09-30'], ['2019-11-01'], 'month'],
    ['three months apart', ['2019-08-30'], ['2019-11-01'], 'year'],
    ['a year known without its month', ['2018'], ['2019-11-01'], 'year'],
    ['records without a date', [null], ['2019-11-01'], 'month'],
    ['no record', [], [], 'month'],
  ])('%s', (_name, said, reported, group) => {
    expect(usualGroup(view(said, reported))).toBe(group);
  });
});
