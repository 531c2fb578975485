import { describe, expect, it } from '@jest/globals';
import type { SearchView } from '@libs/contracts';
import { hitWithNumber, isShortNumber } from './short-number.ts';

describe('a short number in an address', () => {
  it.each([
    ['C-115', true],
    ['st-12', true],
    ['A-6x', false],
    ['00000000-0000-7000-8000-000000000000', false],
    ['C-', false],
  ])('%s', (written, is) => {
    expect(isShortNumber(written)).toBe(is);
  });

  it('leads to the record of its kind that bears exactly it', () => {
    const hit = (kind: string, number: string) => ({ kind, number, id: `${kind} ${number}` });
    const found = {
      groups: [
        { hits: [hit('excerpt', 'X-1'), hit('claim', 'C-1150')] },
        { hits: [hit('claim', 'C-115'), hit('finding', 'C-115')] },
      ],
    } as unknown as SearchView;
    expect(hitWithNumber(found, 'claim', 'c-115')?.id).toBe('claim C-115');
    expect(hitWithNumber(found, 'letter', 'C-115')).toBeUndefined();
  });
});
