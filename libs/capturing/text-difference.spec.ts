import fc from 'fast-check';
import { aroundChanges, textDifference, type DifferencePart } from './text-difference.ts';

const said = (parts: readonly DifferencePart[]) =>
  parts.map(({ kind, text }) => ({ same: text, removed: `[-${text}-]`, added: `{+${text}+}` })[kind]).join('');
const textsOf = (parts: readonly DifferencePart[]) => ({
  before: parts.flatMap(({ kind, text }) => (kind === 'added' ? [] : [text])).join(''),
  after: parts.flatMap(({ kind, text }) => (kind === 'removed' ? [] : [text])).join(''),
});

describe('the difference between two captures', () => {
  it.each([
    ['We respect rights.', 'We respect human rights.', 'We respect {+human +}rights.'],
    ['We will never sell.', 'We will sell.', 'We will [-never -]sell.'],
    ['One.\nTwo.\nThree.\n', 'One.\nThree.\n', 'One.\n[-Two.\n-]Three.\n'],
    ['sold\u00a0on', 'sold on', 'sold[-\u00a0-]{+ +}on'],
    ['same', 'same', 'same'],
    ['', 'new', '{+new+}'],
    ['人权政策适用', '人权新政策适用', '人权{+新+}政策适用'],
  ])('is told by words: %s → %s', async (before, after, expected) => {
    const { parts, isCoarse } = await textDifference(before, after);
    expect(said(parts)).toBe(expected);
    expect(isCoarse).toBe(false);
  });

  it('gives both texts back to the character, whatever they hold', async () => {
    const piece = fc.constantFrom('a', 'rights', ' ', '\u00a0', '\n', '\r\n', '“', '👩🏽‍💻', 'א', '權', '.', '\u00ad');
    const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(text, text, async (before, after) => {
        const { parts } = await textDifference(before, after);
        expect(textsOf(parts)).toEqual({ before, after });
      }),
    );
  });

  it('of long texts that have nothing in common is coarse, in time, and complete', async () => {
    const long = (seed: string) => Array.from({ length: 60_000 }, (_, index) => `${seed}${index * 7919}`).join(' \n');
    const [before, after] = [`Head\n${long('a')}`, `Head\n${long('b')}`];
    const { parts, isCoarse } = await textDifference(before, after);
    expect(isCoarse).toBe(true);
    expect(parts[0]).toEqual({ kind: 'same', text: 'Head\n' });
    expect(textsOf(parts)).toEqual({ before, after });
  }, 20_000);

  it('is shown with what stands around each change, and says how much is left out', () => {
    const same = `${'x'.repeat(399)}👩${'y'.repeat(2000)}`;
    const shown = aroundChanges([
      { kind: 'same', text: 'z'.repeat(1000) },
      { kind: 'removed', text: 'a' },
      { kind: 'same', text: same },
      { kind: 'added', text: 'b' },
      { kind: 'same', text: 'short' },
    ]);
    expect(shown.map(({ kind }) => kind)).toEqual([
      'left_out',
      'same',
      'removed',
      'same',
      'left_out',
      'same',
      'added',
      'same',
    ]);
    expect(shown[0]).toEqual({ kind: 'left_out', text: null, lengthUtf16: 600 });
    expect(shown[3]!.text).toBe('x'.repeat(399));
    const cut = shown[4] as { lengthUtf16: number };
    expect(399 + cut.lengthUtf16 + 400).toBe(same.length);
  });
});
