import type { FindingView, StatementView } from '@libs/contracts';
import { cpuMilliseconds } from '../../test/support/cpu-time.ts';
import { conductOf, headsOf, paraphraseOf } from './letter-sentences.ts';

function findingOn(id: string, sourceId: string, startUtf16: number, endUtf16: number, exact = ''): FindingView {
  return { id, excerpts: [{ sourceId, startUtf16, endUtf16, exact }] } as unknown as FindingView;
}

describe('the sentences of a letter', () => {
  it.each([
    ['Intel sold chips.', 'Intel sold chips'],
    ['Intel sold chips. , ;\u00a0\n', 'Intel sold chips'],
    ['The firm sold chips', 'the firm sold chips'],
    ['Sold for $5.00 a piece;', 'Sold for $5.00 a piece'],
  ])('go on where the words of a report would end: %j', (exact, expected) => {
    expect(conductOf(findingOn('f', 's', 0, 1, exact))).toBe(expected);
  });

  it('take the time of reading the words, whatever stands in them', () => {
    const exact = `a${' .,;'.repeat(50_000)}b`;
    const spent = cpuMilliseconds(() => {
      expect(conductOf(findingOn('f', 's', 0, 1, exact))).toHaveLength(exact.length);
      expect(paraphraseOf({ excerpt: { exact } } as StatementView)).toHaveLength(exact.length);
    });
    expect(spent).toBeLessThan(3000);
  });
});

describe('the findings that a letter gives a sentence of their own', () => {
  it('are those whose words lie within no other’s, in their order, of equal ones the first', () => {
    const findings = [
      findingOn('part', 's', 12, 18),
      findingOn('whole', 's', 10, 20),
      findingOn('again', 's', 10, 20),
      findingOn('overlapping', 's', 15, 25),
      findingOn('elsewhere', 'r', 12, 18),
      findingOn('before', 's', 1, 5),
      findingOn('end', 's', 20, 25),
    ];
    expect(headsOf(findings).map(({ id }) => id)).toEqual(['whole', 'overlapping', 'elsewhere', 'before']);
  });
});
