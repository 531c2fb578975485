import { CHAIN, completedKinds, contextAround, findMatch, shortNumberIn, textWords, wordsOf } from './search.rules.ts';

const marked = (text: string, ...words: string[]) => {
  const found = findMatch(text, words);
  return found && text.slice(found.start, found.end);
};

describe('what is typed', () => {
  it.each([
    ['NetPosa chips', ['netposa', 'chips']],
    ['  Überwachung ', ['uberwachung']],
    ['New-H3C', ['new-h3c', 'new', 'h3c']],
    ['东方网力', ['东方', '方网', '网力']],
    ['!?', []],
  ])('%s becomes its search words', (typed, words) => {
    expect(wordsOf(typed)).toEqual(words);
  });

  it('narrows down by eight words at most', () => {
    expect(wordsOf('a b c d e f g h i j')).toHaveLength(8);
  });

  it.each([
    ['C-115', { kind: 'claim', number: 115 }],
    ['c115', { kind: 'claim', number: 115 }],
    ['C 115', { kind: 'claim', number: 115 }],
    ['st-9', { kind: 'statement', number: 9 }],
    [' S-412 ', { kind: 'source', number: 412 }],
    ['x2869', { kind: 'excerpt', number: 2869 }],
    ['h3', null],
    ['C-0', null],
    ['C-9999999999', null],
    ['C-115 chips', null],
    ['115', null],
  ])('%s as a short number', (typed, expected) => {
    expect(shortNumberIn(typed)).toEqual(expected);
  });

  it('completes one or two letters to names only, and anything longer everywhere', () => {
    for (const words of [['n'], ['ne']]) expect(completedKinds(words)).toEqual(['organisation']);
    for (const words of [['net'], ['intel', 'n'], ['网']]) expect(completedKinds(words)).toEqual(CHAIN);
  });

  it('asks long texts for every word, never for a single letter, and never for an operator', () => {
    expect(textWords(['net', 'chi'])).toEqual(['net', 'chi']);
    for (const short of [['n'], ['ne'], ['ne', 'po'], ['netposa', 'n'], []]) expect(textWords(short)).toEqual([]);
    expect(textWords(['网力'])).toEqual(['网力']);
  });
});

describe('the match in a text', () => {
  it.each([
    ['Intel gave NetPosa chips', 'netp', 'NetP'],
    ['a supernet, a net', 'net', 'net'],
    ['uses Überwachung', 'uberwach', 'Überwach'],
    ['uses U\u0308berwachung', 'uber', 'U\u0308ber'],
    ['Straße', 'straße', 'Straße'],
    ['ＩＮＴＥＬ Corp', 'intel', 'ＩＮＴＥＬ'],
    ['股票 东方网力 科技', '方网', '方网'],
    ['supernet', 'net', null],
    ['C++ (c)', 'c', 'C'],
  ])('%s, typed %s', (text, word, expected) => {
    expect(marked(text, word)).toBe(expected);
  });

  it('is that of the first word that occurs', () => {
    expect(marked('chips for NetPosa', 'intel', 'netposa', 'chips')).toBe('NetPosa');
  });

  it('begins at the second place where only that begins a word', () => {
    expect(findMatch('internet net', ['net'])).toEqual({ start: 9, end: 12 });
  });
});

describe('the context of a match', () => {
  const long = `${'word '.repeat(100)}NetPosa ${'tail '.repeat(100)}`;

  it('is a short text as it stands, with lines joined', () => {
    expect(contextAround('one\ntwo', { start: 4, end: 7 })).toEqual({ context: 'one two', matchStart: 4, matchEnd: 7 });
    expect(contextAround('one', null)).toEqual({ context: 'one', matchStart: -1, matchEnd: -1 });
  });

  it('is cut in front of the match and behind it, at the edges of words', () => {
    const { context, matchStart, matchEnd } = contextAround(long, { start: 500, end: 507 });
    expect(context.slice(matchStart, matchEnd)).toBe('NetPosa');
    expect(context).toMatch(/^… word .*tail …$/);
    expect(context.length).toBeLessThan(260);
    expect(matchStart).toBeLessThan(70);
  });

  it('keeps a match that is longer than the context, and pairs of code units whole', () => {
    const span = { start: 0, end: 400 };
    expect(contextAround('x'.repeat(500), span).context.startsWith('x'.repeat(400))).toBe(true);
    const pairs = '\u{20000}'.repeat(300);
    for (const start of [200, 202]) {
      const { context, matchStart, matchEnd } = contextAround(pairs, { start, end: start + 2 });
      expect(context.slice(matchStart, matchEnd)).toBe('\u{20000}');
      expect(Buffer.from(context).toString()).toBe(context);
    }
  });
});
