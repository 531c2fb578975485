import fc from 'fast-check';
import { cpuMilliseconds } from '../../../test/support/cpu-time.ts';
import { rematch, selectorsOf } from './index.ts';

const NBSP = '\u00a0';
const SENTENCE = 'we will not ship unless we have high confidence';

function anchorIn(text: string, words: string, from = 0) {
  const start = text.indexOf(words, from);
  return selectorsOf(text, start, start + words.length);
}

describe('rematch of a stored quotation', () => {
  const old = `Intel said \u201c${SENTENCE}\u201d on Tuesday.`;
  const anchor = anchorIn(old, SENTENCE);

  it('is exact with score 1 where the words stand at the stored offsets', () => {
    expect(rematch(anchor, `${old} More text.`, [])).toEqual({
      status: 'exact',
      score: 1,
      startUtf16: 12,
      endUtf16: 12 + SENTENCE.length,
    });
  });

  it('is moved by 10 where the text before it grew by 10', () => {
    const found = rematch(anchor, `0123456789${old}`, []);
    expect(found).toMatchObject({ status: 'moved', startUtf16: 22, endUtf16: 22 + SENTENCE.length });
    const text = `0123456789${old}`;
    expect(found.score).toBeCloseTo((90 + 2 * (1 - 10 / text.length)) / 92, 12);
  });

  it('is orphaned where the quotation was removed', () => {
    expect(rematch(anchor, 'Intel declined to comment on Tuesday.', [])).toEqual({ status: 'orphaned', score: 0 });
  });

  it('is fuzzy, not exact, where one U+00A0 became a space', () => {
    const withMark = old.replace('high confidence', `high${NBSP}confidence`);
    const marked = anchorIn(withMark, `${SENTENCE.slice(0, -11)}${NBSP}confidence`);
    const candidate = { start: 12, end: 12 + SENTENCE.length, errors: 1 };
    const found = rematch(marked, old, [candidate]);
    expect(found).toMatchObject({ status: 'fuzzy', startUtf16: 12 });
    expect(found.score).toBeCloseTo((50 * (1 - 1 / SENTENCE.length) + 42) / 92, 12);
  });

  it('lets prefix and suffix decide between two equal quotations, never the first one', () => {
    const text =
      'Seagate said: \u201cno comment\u201d, we asked twice. Intel said: \u201cno comment\u201d, and hung up.';
    const second = anchorIn(text, 'no comment', text.indexOf('Intel'));
    const shifted = `A new opening. ${text}`;
    expect(rematch(second, shifted, [])).toMatchObject({ status: 'moved', startUtf16: second.startUtf16 + 15 });
    const reversed =
      'Intel said: \u201cno comment\u201d, and hung up. Then much later Seagate said: \u201cno comment\u201d, we asked twice.';
    expect(rematch(second, reversed, [])).toMatchObject({ status: 'moved', startUtf16: 13 });
  });

  it('takes the nearest of equal quotations with equal neighbours', () => {
    const block = `${'.'.repeat(40)}no comment${'.'.repeat(40)}`;
    const stored = anchorIn(block.repeat(3), 'no comment', 100);
    const found = rematch(stored, `...${block.repeat(3)}`, []);
    expect(found).toMatchObject({ status: 'moved', startUtf16: stored.startUtf16 + 3 });
  });

  it.each([
    ['at half the length', 5, 'fuzzy'],
    ['above half the length', 6, 'orphaned'],
  ])('accepts an edit distance up to half the quotation: %s', (_title, errors, status) => {
    const stored = anchorIn('say abcdefghij now', 'abcdefghij');
    expect(rematch(stored, 'say abcdeXXXXX now', [{ start: 4, end: 14, errors }]).status).toBe(status);
  });

  it.each([
    [256, 'fuzzy'],
    [257, 'orphaned'],
  ])('accepts an edit distance up to 256 in a long quotation: %i', (errors, status) => {
    const stored = selectorsOf('a'.repeat(1000), 0, 1000);
    expect(rematch(stored, 'b'.repeat(1000), [{ start: 0, end: 1000, errors }]).status).toBe(status);
  });

  it('counts a missing prefix or suffix as found', () => {
    const stored = { exact: 'abc', prefix: '', suffix: '', startUtf16: 9, endUtf16: 12 };
    const found = rematch(stored, 'xyzabcxyz', []);
    expect(found.score).toBeCloseTo((90 + 2 * (1 - 6 / 9)) / 92, 12);
  });

  it('takes the best of several approximate places, whatever their order', () => {
    const text =
      'Intel said \u201cwe will not ship unless we have some confidence\u201d on Tuesday. Else: we will not ship.';
    const near = { start: 12, end: 59, errors: 4 };
    const far = { start: text.indexOf('we will not ship.'), end: text.length - 1, errors: 20 };
    const found = rematch(anchor, text, [near, far]);
    expect(found).toMatchObject({ status: 'fuzzy', startUtf16: 12 });
    expect(rematch(anchor, text, [far, near])).toEqual(found);
  });

  it('passes over candidates outside the text or inside a character', () => {
    const candidates = [
      { start: -1, end: 3, errors: 0 },
      { start: 1, end: 90, errors: 0 },
      { start: 1, end: 3, errors: 0 },
    ];
    expect(rematch(anchor, '\u{1F600}\u{1F600}', candidates).status).toBe('orphaned');
  });

  it('lets prefix and suffix decide among thousands of equal quotations, however far away', () => {
    const rows = Array.from({ length: 3000 }, (_, row) => `row ${row}: no comment; `);
    const stored = anchorIn(rows.join(''), 'no comment', rows.slice(0, 2000).join('').length);
    const text = ['A new opening. ', ...rows].join('');
    const moved = [...rows.slice(1000), ...rows.slice(0, 1000)].join('');
    expect(rematch(stored, text, [])).toMatchObject({ status: 'moved', startUtf16: stored.startUtf16 + 15 });
    expect(rematch(stored, moved, [])).toMatchObject({ status: 'moved', startUtf16: moved.indexOf('row 2000') + 10 });
  });

  it('scores a letter that stands two million times as quickly as any other words', () => {
    const stored = { exact: 'a', prefix: 'b'.repeat(32), suffix: 'b'.repeat(32), startUtf16: 5, endUtf16: 6 };
    const spent = cpuMilliseconds(() => {
      expect(rematch(stored, `bbbbbb${'a'.repeat(1_900_000)}`, [])).toMatchObject({ status: 'moved', startUtf16: 6 });
    });
    expect(spent).toBeLessThan(3000);
  });

  it('always finds unchanged words after any insertion before them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (added) => {
        const found = rematch(anchor, added + old, []);
        expect(found.status).toBe(added === '' ? 'exact' : 'moved');
        expect(found.score).toBeGreaterThan(0.9);
      }),
    );
  });
});
