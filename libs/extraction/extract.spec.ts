import fc from 'fast-check';
import { extract } from './extract.ts';
import type { QuotationSuggestion, RegisteredOrganisation, RelationSuggestion } from './suggestion.ts';

const REGISTRY: RegisteredOrganisation[] = [
  { id: 'kestrel', name: 'Kestrel Optics Ltd.', aliases: ['Kestrel Optics', 'Kestrel'], kind: 'company' },
  { id: 'orlan', name: 'Orlan Systems Corp.', aliases: ['Orlan'], kind: 'company' },
  { id: 'ledger', name: 'The Harbour Ledger', aliases: ['The Ledger'], kind: 'media' },
];

const quotationsOf = (text: string) =>
  extract(text, REGISTRY).suggestions.filter(
    (one): one is QuotationSuggestion => one.kind === 'quotation' && one.quotationType !== 'indirect',
  );
const relationsOf = (text: string) =>
  extract(text, REGISTRY).suggestions.filter((one): one is RelationSuggestion => one.kind === 'relation');

describe('a quotation', () => {
  it.each([
    ['“We sell no cameras to prisons,” Kestrel said.', 'We sell no cameras to prisons,', 'kestrel'],
    [
      '"We sell no cameras to prisons," said Ana Ruiz, chief executive of Kestrel.',
      'We sell no cameras to prisons,',
      'kestrel',
    ],
    ['‘We don’t sell cameras’, said Kestrel spokeswoman Ana Ruiz.', 'We don’t sell cameras', 'kestrel'],
    ['An Orlan spokesman told The Ledger: “We know Kestrel well.”', 'We know Kestrel well.', 'orlan'],
    ['“We were never asked,” a ministry official said of Kestrel.', 'We were never asked,', null],
    ['Kestrel sold cameras. “Nobody asked us,” said Tom Vale.', 'Nobody asked us,', null],
  ])('%s', (text, words, organisation) => {
    expect(quotationsOf(text).map(({ excerpt, speaker }) => [excerpt.exact, speaker.organisationId])).toEqual([
      [words, organisation],
    ]);
  });

  it('is not made of titles, names and single words in marks', () => {
    expect(quotationsOf('Kestrel said that its “Safe Streets” programme and its “smart” cameras had ended.')).toEqual(
      [],
    );
    expect(quotationsOf('The report, titled “Eyes on every corner,” was sent to Kestrel.')).toEqual([]);
  });

  it('over several paragraphs with closing marks left out is one', () => {
    const text = 'Ana Ruiz, head of sales at Kestrel, said: “We looked.\n\n“We found nothing.”\n\nNobody else spoke.';
    expect(quotationsOf(text)).toMatchObject([
      { excerpt: { exact: 'We looked.\n\n“We found nothing.' }, speaker: { organisationId: 'kestrel' } },
    ]);
  });

  it('without its fellow is a warning and no guess', () => {
    const text = 'Kestrel said: “We looked.\n\nOrlan went on.';
    expect(extract(text, REGISTRY)).toMatchObject({
      suggestions: [],
      warnings: [{ code: 'unbalanced_mark', start: 14 }],
    });
  });
});

describe('a relation', () => {
  it('has seller, buyer, product, cue and who reports it', () => {
    const [relation] = relationsOf('The Ledger reported that Kestrel has sold thermal cameras to Orlan.');
    expect(relation).toMatchObject({
      relationType: 'supply',
      subject: { organisationId: 'kestrel' },
      object: { organisationId: 'orlan' },
      product: { exact: 'thermal cameras' },
      cue: { exact: 'has sold' },
      reporter: { organisationId: 'ledger' },
      negated: false,
    });
  });

  it('that is denied says so', () => {
    expect(relationsOf('Kestrel has never sold cameras to Orlan.')).toMatchObject([{ negated: true }]);
  });

  it('is not made of plans, of rivals or of quoted words', () => {
    expect(relationsOf('Kestrel may have sold cameras to Orlan.')).toEqual([]);
    expect(relationsOf('A rival of Kestrel sold cameras to Orlan.')).toEqual([]);
    expect(relationsOf('“Kestrel sold cameras to Orlan,” said Tom Vale.')).toEqual([]);
  });
});

const PIECES = [
  'Kestrel',
  'Orlan',
  'The Ledger',
  ' said ',
  ' told ',
  ' that ',
  '“',
  '”',
  '"',
  "'",
  '‘',
  '’',
  ', ',
  '. ',
  '\n',
  '\n\n',
  '\u00A0',
  'a spokesperson for ',
  'sold cameras to ',
  ' owns 49 percent of ',
  'Ana Ruiz',
  '\uD83D',
  '\uE000',
  '\uE001',
  '王伟',
  ' according to ',
];
const texts = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 12 })), {
  maxLength: 60,
});

it('never throws, and every excerpt is the words of the text', () => {
  fc.assert(
    fc.property(texts, (pieces) => {
      const text = pieces.join('');
      for (const one of extract(text, REGISTRY, { publishedDate: '2020-02-29' }).suggestions) {
        const { start, end, exact } = one.excerpt;
        expect(text.slice(start, end)).toBe(exact);
        expect(exact).not.toBe('');
        if (one.kind === 'quotation' && one.speaker.words) {
          expect(text.slice(one.speaker.words.start, one.speaker.words.end)).toBe(one.speaker.words.exact);
        }
      }
    }),
    { numRuns: 300 },
  );
});

it('does twice the work for twice the text', () => {
  const story = 'The Ledger reported that Kestrel sold lenses to Orlan. “We sell to many,” Kestrel said.\n\n';
  const hostile = ['“', "'a ", 'Kestrel and ', 'said ', 'Ana ', '"', 'A. '];
  for (const piece of [story, ...hostile]) {
    const [once, twice] = [100, 200].map((times) => extract(piece.repeat(times), REGISTRY).work);
    expect(twice! / once!).toBeLessThan(2.2);
  }
});
