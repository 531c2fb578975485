import { looseQuotations } from './quotation-marks.ts';

const quoted = (text: string) => looseQuotations(text).map(({ words }) => words);

describe('words in quotation marks', () => {
  it.each([
    '‘we knew’',
    "'we knew'",
    '»we knew«',
    '«we knew»',
    '‹we knew›',
    '„we knew”',
    '„we knew“',
    '”we knew”',
    '「we knew」',
    '『we knew』',
    '＂we knew＂',
    '″we knew″',
    "``we knew''",
    '`we knew´',
    '“we knew"',
    '“we knew',
    '“We knew. We did nothing.”',
    '<<we knew>>',
    '“we knew our customers’ products”',
    '‘we knew our customers’',
    '“49”',
  ])('are found in %s', (words) => {
    expect(quoted(`Intel: ${words}`)).toEqual([words]);
  });

  it.each([
    "the company’s answer, don’t, O’Brien, O'Brien",
    "your customers’ products and the users' rights",
    'the ’90s and the 90’s',
    'a board of 5\' 10" or 5′ 10″',
    'no marks at all',
  ])('are not %s', (text) => {
    expect(quoted(text)).toEqual([]);
  });

  it('are each one passage, marks included, with what stands between them', () => {
    expect(looseQuotations('a “b” and ‘c’.')).toEqual([
      { start: 2, end: 5, words: '“b”' },
      { start: 10, end: 13, words: '‘c’' },
    ]);
  });

  it('are left out with all inside them where the record holds them', () => {
    const text = 'It said “one ‘education’ center.” and “more”.';
    const recorded = (start: number, end: number) => text.slice(start, end) === 'one ‘education’ center.';
    expect(looseQuotations(text, recorded).map(({ words }) => words)).toEqual(['“more”']);
  });
});
