import fc from 'fast-check';
import { cpuMilliseconds } from '../../../test/support/cpu-time.ts';
import { occurrencesNear } from './occurrences.ts';

function everyOccurrence(words: string, text: string): number[] {
  return [...text].flatMap((_, at) => (text.startsWith(words, at) ? [at] : []));
}

describe('the places at which a text reads as some words', () => {
  it.each([
    ['a', 'banana', 3, [3, 1, 5]],
    ['ana', 'banana', 0, [1, 3]],
    ['aa', 'aaaa', 2, [2, 1, 0]],
    ['x', 'banana', 0, []],
    ['banana', 'banan', 0, []],
  ])('%s in %s, nearest to %i first, the earlier of two equally near', (words, text, place, expected) => {
    expect(occurrencesNear(words, text, place)).toEqual(expected);
  });

  it('are all found, overlapping ones too, in texts that repeat themselves', () => {
    const letters = fc.constantFrom('a', 'b');
    const words = fc.string({ unit: letters, minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(words, fc.string({ unit: letters, maxLength: 300 }), fc.nat(300), (sought, text, place) => {
        const found = occurrencesNear(sought, text, place);
        expect([...found].sort((one, other) => one - other)).toEqual(everyOccurrence(sought, text));
        const distances = found.map((start) => Math.abs(start - place));
        expect([...distances].sort((one, other) => one - other)).toEqual(distances);
      }),
    );
  });

  it('are the nearest 10,000 on each side where there are more', () => {
    const found = occurrencesNear('a', 'a'.repeat(100_000), 60_000);
    expect(found).toHaveLength(20_000);
    expect(Math.min(...found)).toBe(50_000);
    expect(Math.max(...found)).toBe(69_999);
  });

  it.each([
    ['a letter', 'a'],
    ['words that nearly stand everywhere', `${'a'.repeat(10_000)}b${'a'.repeat(9999)}`],
    ['words that stand everywhere', 'a'.repeat(20_000)],
  ])('are found in the time of reading two million letters: %s', (_title, words) => {
    const text = 'a'.repeat(2_000_000);
    const spent = cpuMilliseconds(() => {
      occurrencesNear(words, text, 1_000_000);
    });
    expect(spent).toBeLessThan(3000);
  });
});
