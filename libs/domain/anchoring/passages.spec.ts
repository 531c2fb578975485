import fc from 'fast-check';
import { AnchorRefused, findPassage, joinPassages, reanchorToFull, refuseTextAsCapture, selectorsOf } from './index.ts';

const FULL = 'Intro. \u201cWe oppose abuse,\u201d Intel said. Filler filler. Seagate\u00a0has\u00a0sold drives. End.';
const RANGES = [
  { start: FULL.indexOf('\u201c'), end: FULL.indexOf(' Filler') },
  { start: FULL.indexOf('Seagate'), end: FULL.indexOf(' End.') },
];

describe('a passages capture', () => {
  const capture = joinPassages(FULL, RANGES);

  it('joins the passages by a blank line and remembers where each began', () => {
    expect(capture.text).toBe('\u201cWe oppose abuse,\u201d Intel said.\n\nSeagate\u00a0has\u00a0sold drives.');
    expect(capture.passages).toEqual([
      { ordinal: 1, start: 0, end: 30, originalStart: 7 },
      { ordinal: 2, start: 32, end: 56, originalStart: 53 },
    ]);
  });

  it.each([
    [
      'overlapping ranges',
      [
        { start: 0, end: 5 },
        { start: 4, end: 8 },
      ],
      'passage_out_of_order',
    ],
    [
      'ranges out of order',
      [
        { start: 10, end: 15 },
        { start: 0, end: 5 },
      ],
      'passage_out_of_order',
    ],
    ['an empty range', [{ start: 3, end: 3 }], 'excerpt_empty'],
    ['a range beyond the document', [{ start: 3, end: 999 }], 'offsets_out_of_range'],
  ])('refuses %s', (_title, ranges, code) => {
    try {
      joinPassages(FULL, ranges);
      throw new Error('accepted');
    } catch (error) {
      expect(error).toBeInstanceOf(AnchorRefused);
      expect((error as AnchorRefused).code).toBe(code);
    }
  });

  it('names the passage of an excerpt, and none for one that crosses an edge', () => {
    expect(findPassage(capture.passages, 32, 39)?.ordinal).toBe(2);
    expect(findPassage(capture.passages, 28, 33)).toBeUndefined();
  });

  it('carries an excerpt over to the full document', () => {
    const start = capture.text.indexOf('sold');
    const result = reanchorToFull(capture, { exact: 'sold', startUtf16: start, endUtf16: start + 4 }, FULL);
    expect(result).toEqual({ selectors: selectorsOf(FULL, FULL.indexOf('sold'), FULL.indexOf('sold') + 4) });
  });

  it.each([
    ['text_differs', { exact: 'sold', startUtf16: 44, endUtf16: 48 }, FULL.replace('drives', 'discs!')],
    ['text_differs', { exact: 'gave', startUtf16: 44, endUtf16: 48 }, FULL],
    ['outside_passage', { exact: '.\n\nS', startUtf16: 29, endUtf16: 33 }, FULL],
    ['offsets_out_of_range', { exact: 'x', startUtf16: 90, endUtf16: 91 }, FULL],
    ['text_differs', { exact: 'sold', startUtf16: 44, endUtf16: 48 }, ''],
  ])('refuses with %s where the documents disagree', (code, excerpt, full) => {
    expect(reanchorToFull(capture, excerpt, full)).toMatchObject({ refusal: { code } });
  });

  it('reads the same in both documents for every range of any text', () => {
    const cuts = fc.tuple(fc.string({ unit: 'grapheme', minLength: 4, maxLength: 80 }), fc.nat(), fc.nat());
    fc.assert(
      fc.property(cuts, ([full, a, b]) => {
        const points = Array.from(full);
        const boundary = (n: number) => points.slice(0, n).join('').length;
        const first = { start: 0, end: boundary(1 + (a % (points.length - 3))) };
        const second = { start: first.end, end: boundary(points.length - (b % 2)) };
        const made = joinPassages(full, [first, second]);
        for (const { start, end, originalStart } of made.passages) {
          const exact = made.text.slice(start, end);
          expect(full.slice(originalStart, originalStart + exact.length)).toBe(exact);
          const back = reanchorToFull(made, { exact, startUtf16: start, endUtf16: end }, full);
          expect(back).toMatchObject({ selectors: { startUtf16: originalStart, exact } });
        }
      }),
    );
  });
});

describe('text offered as a capture', () => {
  it.each([
    ['U+0000', 'abc\u0000def', 'nul_character', 3],
    ['a lone high surrogate', 'ab\ud83d', 'lone_surrogate', 2],
    ['a lone low surrogate', '\ude00ab', 'lone_surrogate', 0],
    ['the earlier of two faults', '\ud83d\u0000', 'lone_surrogate', 0],
    ['the earlier of two faults', '\u0000\ud83d', 'nul_character', 0],
  ])('is refused for %s, with the offset', (_title, text, code, offset) => {
    expect(refuseTextAsCapture(text)).toMatchObject({ code, offset });
  });

  it('is accepted with no-break spaces, curly quotes and whole characters', () => {
    expect(refuseTextAsCapture('\u00a0\u201c\u{1F600}\u201d\u0645')).toBeUndefined();
  });

  it('is refused exactly where it has no well-formed UTF-8 form or holds U+0000', () => {
    const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 });
    fc.assert(
      fc.property(units, (codes) => {
        const text = String.fromCharCode(...codes);
        const fits = !/\p{Surrogate}/u.test(text) && !text.includes('\u0000');
        expect(refuseTextAsCapture(text) === undefined).toBe(fits);
      }),
    );
  });
});
