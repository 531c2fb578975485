import { describe, expect, it } from '@jest/globals';
import { sentencesOf, stepped, trimmed } from './pick-range.ts';
import { segmentsOf, type TextMark } from './text-segments.ts';

const text = 'A spokesperson said “we check” twice. Nobody\u00a0replied.\n\nA second paragraph stands here.';
const words = (range: { start: number; end: number }) => text.slice(range.start, range.end);
const range = (part: string) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length });

describe('segments of a paragraph', () => {
  const paragraph = { text: text.slice(0, text.indexOf('\n')), start: 0 };
  const mark = (id: string, part: string): TextMark => ({ id, kind: 'quotation', ordinal: 1, ...range(part) });

  it('are the paragraph, character for character, no-break spaces included', () => {
    const segments = segmentsOf(
      paragraph,
      [mark('ST1', 'said “we check”'), mark('C1', 'we check')],
      range('check” twice'),
    );
    expect(segments.map((segment) => segment.text).join('')).toBe(paragraph.text);
  });

  it('carry every mark that covers them', () => {
    const segments = segmentsOf(paragraph, [mark('ST1', '“we check”'), mark('C1', 'we check')], null);
    expect(segments.find((segment) => segment.text === 'we check')?.marks.map(({ id }) => id)).toEqual(['ST1', 'C1']);
  });

  it('count offsets from the start of the captured text', () => {
    const second = { text: 'A second paragraph stands here.', start: text.indexOf('A second') };
    const segments = segmentsOf(second, [mark('F1', 'second')], null);
    expect(segments.map(({ start }) => start)).toEqual([second.start, second.start + 2, second.start + 8]);
  });
});

describe('picking words by keyboard', () => {
  it('goes from sentence to sentence, never over a line break', () => {
    expect(sentencesOf(text, 'en').map(words)).toEqual([
      'A spokesperson said “we check” twice.',
      'Nobody\u00a0replied.',
      'A second paragraph stands here.',
    ]);
  });

  it.each([
    ['Hangzhou Hikvision Digital Technology Co. Ltd. sold cameras.', 1],
    ['Intel Corp. sells chips. Seagate sells drives.', 2],
    ['Sample Inc. and Sample Corp. replied.', 1],
    ['The U.S. Commerce Department listed it.', 1],
    ['Mr. Moss spoke at 9 a.m. on Monday. He left at 5 p.m. The office closed.', 3],
    ['J. Smith wrote, see No. 4 of the list.', 1],
    ['They bought it from Sample Co. The price is not stated.', 2],
    ['It was built in the U.S. It was sold elsewhere.', 2],
    ['Nobody replied. No further word came.', 2],
  ])('does not end a sentence at an abbreviation: %s', (sentence, count) => {
    const found = sentencesOf(sentence, 'en');
    expect(found).toHaveLength(count);
    expect(found.map(({ start, end }) => sentence.slice(start, end)).join(' ')).toBe(sentence);
  });

  it('moves one end by one word', () => {
    const longer = stepped(text, 'en', range('spokesperson'), 'longer');
    expect(words(longer)).toBe('spokesperson said');
    expect(words(stepped(text, 'en', longer, 'start-later'))).toBe('said');
    expect(words(stepped(text, 'en', longer, 'shorter'))).toBe('spokesperson');
    expect(words(stepped(text, 'en', longer, 'start-earlier'))).toBe('A spokesperson said');
  });

  it('never becomes empty and never leaves the text', () => {
    const last = range('here');
    expect(stepped(text, 'en', last, 'longer')).toEqual(last);
    expect(words(stepped(text, 'en', range('A'), 'shorter'))).toBe('A');
    expect(words(stepped(text, 'en', range('spokesperson'), 'shorter'))).toBe('spokesperson');
  });

  it('drops white space at the ends of a selection', () => {
    expect(words(trimmed(text, { start: 1, end: 15 }))).toBe('spokesperson');
  });
});
