import fc from 'fast-check';
import { AnchorRefused, charactersBefore, selectorsOf, splitsSurrogatePair } from './index.ts';

const NBSP = '\u00a0';
const FACE = '\u{1F600}';

/** Text as captures really are: no-break spaces, curly quotes, astral characters, right-to-left words. */
const messyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        NBSP,
        '\u201c',
        '\u201d',
        '\u2019',
        '\u2014',
        '\u00ad',
        FACE,
        '\u{20BB7}',
        '\u0645\u0631\u062d\u0628\u0627',
      ),
      fc.constantFrom('\n', '\r\n', 'Intel', 'sold', ' ', 'e\u0301', '\u202e', '\u200f'),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
    ),
    { minLength: 1, maxLength: 40 },
  )
  .map((parts) => parts.join(''))
  .filter((text) => text.length > 0);

const messyExcerpt = fc.tuple(messyText, fc.nat(), fc.nat()).map(([text, a, b]) => {
  let start = Math.min(a, b) % text.length;
  if (splitsSurrogatePair(text, start)) start -= 1;
  let end = start + 1 + (Math.max(a, b) % (text.length - start));
  if (splitsSurrogatePair(text, end)) end += 1;
  return { text, start, end };
});

function refusalCode(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof AnchorRefused) return error.code;
    throw error;
  }
}

/** What PostgreSQL's `substr(text, start + 1, length)` returns: it counts code points. */
function substr(text: string, start: number, length: number): string {
  return Array.from(text)
    .slice(start, start + length)
    .join('');
}

describe('selectors of an excerpt', () => {
  it('keep the words, both neighbours and both kinds of offset', () => {
    const text = `${FACE} Intel${NBSP}said: \u201cwe oppose any abuse\u201d.`;
    const start = text.indexOf('we oppose');
    expect(selectorsOf(text, start, start + 'we oppose any abuse'.length)).toEqual({
      exact: 'we oppose any abuse',
      prefix: `${FACE} Intel${NBSP}said: \u201c`,
      suffix: '\u201d.',
      startUtf16: start,
      endUtf16: start + 19,
      startChar: start - 1,
      endChar: start - 1 + 19,
    });
  });

  it('take 32 units of context and no more', () => {
    const text = `${'a'.repeat(40)}QUOTE${'b'.repeat(40)}`;
    const { prefix, suffix } = selectorsOf(text, 40, 45);
    expect([prefix, suffix]).toEqual(['a'.repeat(32), 'b'.repeat(32)]);
  });

  it('shorten the context rather than cut a character in half', () => {
    const text = `${FACE}${'a'.repeat(31)}QUOTE${'b'.repeat(31)}${FACE}`;
    const { prefix, suffix } = selectorsOf(text, 33, 38);
    expect([prefix, suffix]).toEqual(['a'.repeat(31), 'b'.repeat(31)]);
  });

  it('stop at the edges of a passage', () => {
    const text = 'first passage\n\nsecond passage here\n\nthird';
    const { prefix, suffix } = selectorsOf(text, 22, 29, { start: 15, end: 34 });
    expect([prefix, suffix]).toEqual(['second ', ' here']);
  });

  it.each([
    ['offsets that are empty', 'abc', 1, 1, 'excerpt_empty'],
    ['offsets in reverse', 'abc', 2, 1, 'offsets_out_of_range'],
    ['a start before the text', 'abc', -1, 1, 'offsets_out_of_range'],
    ['an end after the text', 'abc', 0, 4, 'offsets_out_of_range'],
    ['a fraction', 'abc', 0.5, 2, 'offsets_not_whole'],
    ['a start inside a character', `a${FACE}b`, 2, 4, 'surrogate_pair_split'],
    ['an end inside a character', `a${FACE}b`, 0, 2, 'surrogate_pair_split'],
  ])('refuse %s', (_title, text, start, end, code) => {
    expect(refusalCode(() => selectorsOf(text, start, end))).toBe(code);
  });

  it('refuse an excerpt that leaves its passage', () => {
    expect(refusalCode(() => selectorsOf('one\n\ntwo', 1, 6, { start: 0, end: 3 }))).toBe('outside_passage');
  });

  it('hold the slice invariant and the database offsets over messy text', () => {
    fc.assert(
      fc.property(messyExcerpt, ({ text, start, end }) => {
        const selectors = selectorsOf(text, start, end);
        const { exact, prefix, suffix, startChar, endChar } = selectors;
        expect(text.slice(start, end)).toBe(exact);
        expect(text.slice(start - prefix.length, end + suffix.length)).toBe(prefix + exact + suffix);
        expect(substr(text, startChar, endChar - startChar)).toBe(exact);
        for (const part of [exact, prefix, suffix]) expect(part).not.toMatch(/\p{Surrogate}/u);
        expect(Math.max(prefix.length, suffix.length)).toBeLessThanOrEqual(32);
        expect(prefix.length >= 31 || prefix.length === start).toBe(true);
      }),
    );
  });

  it('count code points as Array.from does', () => {
    fc.assert(
      fc.property(messyText, (text) => {
        expect(charactersBefore(text, text.length)).toBe(Array.from(text).length);
      }),
    );
  });
});
