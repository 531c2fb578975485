import { cpuMilliseconds } from '../../../test/support/cpu-time.ts';
import { foldWord, searchWords } from './words.ts';

describe('the words of a search', () => {
  it.each([
    ['Café', 'cafe'],
    ['U.S.', 'u.s'],
    ['O’Neill’s', "o'neill's"],
    ['AT&T&-.', 'at&t'],
    ['...', ''],
  ])('are folded to one form, without marks at their end: %s', (word, expected) => {
    expect(foldWord(word)).toBe(expected);
  });

  it('are found in the time of reading the text, however many dots stand in it', () => {
    const text = `a${'.-'.repeat(100_000)}b`;
    const spent = cpuMilliseconds(() => {
      expect(searchWords(text)).toHaveLength(1);
    });
    expect(spent).toBeLessThan(3000);
  });
});
