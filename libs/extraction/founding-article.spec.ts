import { existsSync, readFileSync } from 'node:fs';
import { extract } from './extract.ts';
import type {
  OwnershipSuggestion,
  Party,
  QuotationSuggestion,
  RegisteredOrganisation,
  RelationSuggestion,
} from './suggestion.ts';

const article = new URL('../../../shared/data/the-hill-2019-11-27/article.txt', import.meta.url);
const isHere = existsSync(article);
const withArticle = isHere ? describe : describe.skip;
if (!isHere)
  it.skip('the founding article is absent (../shared/data): its truth table was not checked', () => undefined);

const company = (id: string, name: string, ...aliases: string[]): RegisteredOrganisation => ({
  id,
  name,
  aliases,
  kind: 'company',
});
const REGISTRY: RegisteredOrganisation[] = [
  company('hpe', 'Hewlett Packard Enterprise Co.', 'Hewlett Packard Enterprise', 'HPE'),
  company('h3c', 'New H3C Technologies Co. Ltd.', 'H3C', 'H3C Corp.'),
  company('intel', 'Intel Corp.', 'Intel'),
  company('seagate', 'Seagate Technology PLC', 'Seagate'),
  company('western-digital', 'Western Digital Corp.', 'Western Digital'),
  company('hikvision', 'Hangzhou Hikvision Digital Technology Co. Ltd.', 'Hikvision'),
  company('netposa', 'NetPosa Technologies Ltd.', 'NetPosa'),
  { id: 'journal', name: 'The Wall Street Journal', aliases: ['The Journal'], kind: 'media' },
  { id: 'hill', name: 'The Hill', aliases: [], kind: 'media' },
];

withArticle('the founding article (evidence model, section 10)', () => {
  const text = isHere ? readFileSync(article, 'utf8') : '';
  const { suggestions, warnings } = extract(text, REGISTRY, { publishedDate: '2019-11-27' });
  const quotations = suggestions.filter((one): one is QuotationSuggestion => one.kind === 'quotation');
  const relations = suggestions.filter((one): one is RelationSuggestion => one.kind === 'relation');
  /** The article sets no-break spaces, which a spec cannot show. */
  const plain = (words: string) => words.replaceAll('\u00A0', ' ');
  const nameOf = (party: Party | null) =>
    party && (party.organisationId ?? (party.words ? plain(party.words.exact) : null));

  it('gives its seven quotations with their speakers', () => {
    const quoted = quotations.filter(({ quotationType }) => quotationType !== 'indirect');
    expect(
      quoted.map(({ excerpt, quotationType, speaker }) => [
        plain(excerpt.exact.slice(0, 24)),
        quotationType,
        speaker.name,
        speaker.organisationId,
      ]),
    ).toEqual([
      ['multi-purpose enterprise', 'mixed', 'H3C Corp.', 'h3c'],
      ['H3C is not involved in t', 'direct', null, 'hpe'],
      ['education and training c', 'mixed', null, 'hikvision'],
      ['We recognize the gravity', 'direct', 'Western Digital', 'western-digital'],
      ['Intel opposes any abuse ', 'direct', 'William Moss', 'intel'],
      ['We do not always know no', 'direct', 'William Moss', 'intel'],
      ['is accepted current inte', 'mixed', 'Its government', null],
    ]);
    expect(warnings).toEqual([]);
    expect(quoted.map(({ via }) => via?.organisationId ?? null)).toEqual(['hpe', null, null, null, null, null, null]);
    expect(quoted.map(({ toldTo }) => nameOf(toldTo))).toEqual([
      null,
      null,
      'journal',
      'the newspaper',
      null,
      null,
      'journal',
    ]);
    expect(quoted[5]!.ruleId).toBe('quote - speaker - verb');
    expect(quoted[5]!.note).toContain('with that surname');
    expect(quoted[1]!.note).toContain('the last spokesperson introduced');
  });

  it('gives its paraphrases with their speakers, denials marked', () => {
    const told = quotations.filter(({ quotationType }) => quotationType === 'indirect');
    expect(
      told.map(({ excerpt, speaker, negated }) => [speaker.organisationId, plain(excerpt.exact.slice(0, 22)), negated]),
    ).toEqual([
      ['hpe', 'the sales cited in the', false],
      [null, 'the presence of intern', true],
      ['seagate', 'they follow all laws a', false],
      ['western-digital', 'they follow all laws a', false],
      ['western-digital', 'it doesn’t sell produc', true],
      ['intel', 'the company opposes hu', false],
      ['intel', 'customers across the w', false],
    ]);
  });

  it('gives its relations with product and reporter', () => {
    expect(
      relations.map((one) => [
        one.relationType,
        nameOf(one.subject),
        nameOf(one.object),
        one.product?.exact ?? null,
        nameOf(one.reporter),
      ]),
    ).toEqual([
      ['supply', 'h3c', 'Chinese law enforcement', 'tools', 'journal'],
      ['supply', 'h3c', 'Aksu', null, 'journal'],
      ['supply', 'seagate', 'hikvision', 'hard disk drives', 'journal'],
      ['supply', 'western-digital', 'hikvision', 'hard disk drives', 'journal'],
      ['listing', 'hikvision', 'a U.S. blacklist', null, null],
      ['investment', 'intel', 'netposa', 'seed money, chips and technical solutions', 'journal'],
      [
        'supply',
        'netposa',
        'police departments in dozens of cities and China’s Ministry of Public Security',
        null,
        'journal',
      ],
      ['supply', 'intel', 'netposa', 'chips', null],
    ]);
    expect(suggestions.filter(({ kind }) => kind === 'act')).toMatchObject([
      { subject: { organisationId: 'hikvision' }, cue: { exact: 'has done work' } },
    ]);
  });

  it('gives its two shares', () => {
    const shares = suggestions.filter((one): one is OwnershipSuggestion => one.kind === 'ownership');
    expect(
      shares.map((one) => [
        nameOf(one.owner),
        nameOf(one.object),
        one.share,
        one.qualifier?.exact ?? null,
        nameOf(one.reporter),
      ]),
    ).toEqual([
      ['hpe', 'h3c', 49, null, 'journal'],
      ['hpe', 'h3c', 49, 'non-controlling', 'hpe'],
    ]);
  });

  it('reads its weekdays from the day of publication, and finds its names with a legal suffix', () => {
    const dated = suggestions.flatMap((one) =>
      one.kind === 'date' ? [[one.excerpt.exact, one.first, one.derived]] : [],
    );
    expect(dated).toEqual([
      ['Tuesday', '2019-11-26', true],
      ['Wednesday', '2019-11-27', true],
    ]);
    expect(extract(text, []).suggestions.filter(({ kind }) => kind === 'new_organisation')).toHaveLength(8);
  });
});
