import { clauseBehindCue, sentenceAround, standingOf } from './index.ts';

// Sentences of The Hill, 27 November 2019, as in the founding case; the last two paragraphs are invented.
const TEXT = [
  'The newspaper reported that Hewlett Packard Enterprise owns 49 percent of New H3C Technologies Co. Ltd., which produces tools used by Chinese law enforcement. Aksu, a city that appears to have several internment camps based on satellite images, is one customer, according to the Journal.',
  'A Hewlett Packard Enterprise spokesperson told\u00A0The\u00A0Hill in a statement\u00A0that\u00A0it is a 49 percent, non-controlling owner of the\u00A0H3C Corp., which has confirmed that “multi-purpose enterprise IT equipment” was sold.',
  'According to Hewlett Packard Enterprise, the sales cited in the Journal article were by H3C and resellers of standard, commonly used IT equipment.',
  'Intel continues to provide NetPosa, which also reportedly works in surveillance in Xinjiang, with chips it uses in its surveillance tools used by police.',
  'Its government told the Journal in a statement that tracking public spaces for safety reasons\u00A0“is accepted current international practice.”',
  'A firm that sells lamps told the paper it pays its bills.',
].join('\n\n');

function stretch(words: string) {
  const startUtf16 = TEXT.indexOf(words);
  if (startUtf16 < 0) throw new Error(`not in the text: ${words}`);
  return { startUtf16, endUtf16: startUtf16 + words.length };
}
const wordsOf = (one: { startUtf16: number; endUtf16: number } | null) =>
  one && TEXT.slice(one.startUtf16, one.endUtf16).replaceAll('\u00A0', ' ');

describe('the sentence around words', () => {
  it.each([
    [
      'Ltd., which produces',
      'The newspaper reported that Hewlett Packard Enterprise owns 49 percent of New H3C Technologies Co. Ltd., which produces tools used by Chinese law enforcement.',
    ],
    [
      'is one customer',
      'Aksu, a city that appears to have several internment camps based on satellite images, is one customer, according to the Journal.',
    ],
    [
      'the sales cited',
      'According to Hewlett Packard Enterprise, the sales cited in the Journal article were by H3C and resellers of standard, commonly used IT equipment.',
    ],
    [
      'is accepted current',
      'Its government told the Journal in a statement that tracking public spaces for safety reasons “is accepted current international practice.”',
    ],
  ])('of %s', (words, sentence) => {
    expect(wordsOf(sentenceAround(TEXT, stretch(words)))).toBe(sentence);
  });
});

describe('how words stand in their sentence', () => {
  it.each([
    ['Hewlett Packard Enterprise owns 49 percent of New H3C Technologies Co. Ltd.', 'that_clause'],
    [
      'Aksu, a city that appears to have several internment camps based on satellite images, is one customer',
      'sentence',
    ],
    ['NetPosa, which also reportedly works in surveillance in Xinjiang', 'fragment'],
    ['New H3C Technologies Co. Ltd., which produces tools used by Chinese law enforcement', 'fragment'],
    ['Intel continues to provide', 'fragment'],
    [
      'the sales cited in the Journal article were by H3C and resellers of standard, commonly used IT equipment',
      'fragment',
    ],
  ])('%s: %s', (words, standing) => {
    expect(standingOf(TEXT, stretch(words))).toBe(standing);
  });
});

describe('the clause behind the reporting words', () => {
  it.each([
    [
      '49 percent, non-controlling owner of the\u00A0H3C Corp.',
      'told The Hill in a statement that',
      'it is a 49 percent, non-controlling owner of the H3C Corp.',
    ],
    [
      'is accepted current international practice',
      'told the Journal in a statement that tracking public spaces for safety reasons',
      'tracking public spaces for safety reasons “is accepted current international practice',
    ],
    ['it pays its bills', 'told the paper', null],
    ['it pays its bills', null, null],
    ['tools used by Chinese law enforcement', 'told the Journal that', null],
  ])('%s after %s', (words, cue, clause) => {
    expect(wordsOf(clauseBehindCue(TEXT, stretch(words), cue))).toBe(clause);
  });
});
