import { describe, expect, it } from '@jest/globals';
import { wordsFromArchive } from './archived-words.ts';
import { paragraphsOf, passageAround } from './passage.ts';

const text = 'First paragraph.\n\nThe second has “quoted words” in it.\n\nThird.\n\nFourth.';
const start = text.indexOf('quoted');
const place = { startUtf16: start, endUtf16: start + 12, exact: 'quoted words' };

describe('words from the archive', () => {
  it('are sliced by offsets', () => {
    expect(wordsFromArchive(text, place)).toBe('quoted words');
  });

  it.each([
    ['moved', { ...place, startUtf16: start + 1, endUtf16: start + 13 }],
    ['other words', { ...place, exact: 'quoted word' }],
    ['nothing', { startUtf16: 0, endUtf16: 0, exact: '' }],
    ['offsets past the end', { startUtf16: 9000, endUtf16: 9012, exact: 'quoted words' }],
  ])('are refused when the place holds %s', (_, wrong) => {
    expect(wordsFromArchive(text, wrong)).toBeNull();
  });
});

describe('the passage around an excerpt', () => {
  it('is its paragraph with one on each side, the words marked', () => {
    const passage = passageAround(text, place.startUtf16, place.endUtf16);
    expect(passage.map((paragraph) => paragraph.text)).toEqual([
      'First paragraph.',
      'The second has “quoted words” in it.',
      'Third.',
    ]);
    const marked = passage[1]?.marked;
    expect(passage[1]?.text.slice(marked?.from, marked?.to)).toBe('quoted words');
    expect(passage[0]?.marked).toBeNull();
  });

  it('marks every paragraph an excerpt runs over', () => {
    const passage = passageAround(text, 6, text.indexOf('Third') + 2);
    expect(passage.map((paragraph) => paragraph.marked !== null)).toEqual([true, true, true, false]);
  });

  it('names the place where an uncaptured part was left out', () => {
    const third = text.indexOf('Third.');
    const passage = passageAround(text, place.startUtf16, place.endUtf16, [third]);
    expect(passage.map((paragraph) => paragraph.gapBefore)).toEqual([false, false, true]);
  });

  it('keeps offsets in the captured text, whatever the line ends', () => {
    const windows = 'One.\r\n\r\nTwo.';
    expect(paragraphsOf(windows)).toEqual([
      { text: 'One.', start: 0 },
      { text: 'Two.', start: 8 },
    ]);
  });
});
