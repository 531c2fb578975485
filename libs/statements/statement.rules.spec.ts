import { attributionLine, mayQuote, statementProblems, type Attribution } from './statement.rules.ts';

const unknown: Attribution = {
  quotationType: 'direct',
  speakerName: null,
  speakerRole: null,
  organisation: null,
  via: null,
  channel: null,
  reportedBy: null,
};

describe('the attribution line', () => {
  const hill = { channel: 'to The Hill', reportedBy: 'The Hill' };
  const journal = { channel: 'to The Wall Street Journal', reportedBy: 'The Hill' };
  const moss = { speakerName: 'William Moss', organisation: 'Intel' };

  it.each<[string, Partial<Attribution>]>([
    ['William Moss, spokesperson, to The Hill', { ...moss, speakerRole: 'spokesperson', ...hill }],
    ['William Moss, Intel, to The Hill', { ...moss, ...hill }],
    [
      'H3C, through an HPE spokesperson, to The Hill',
      { organisation: 'H3C', via: 'HPE', speakerRole: 'spokesperson', ...hill },
    ],
    ['H3C, through a Seagate spokesperson', { organisation: 'H3C', via: 'Seagate', speakerRole: 'spokesperson' }],
    ['H3C, through HPE, to The Hill', { organisation: 'H3C', via: 'HPE', ...hill }],
    [
      'H3C, through Jane Doe, HPE spokesperson',
      { organisation: 'H3C', via: 'HPE', speakerName: 'Jane Doe', speakerRole: 'spokesperson' },
    ],
    ['H3C, through Jane Doe, HPE', { organisation: 'H3C', via: 'HPE', speakerName: 'Jane Doe' }],
    [
      'Western Digital, to The Wall Street Journal, reported by The Hill',
      { organisation: 'Western Digital', ...journal },
    ],
    ['Sample Cloud G, product use policy', { organisation: 'Sample Cloud G', channel: 'product use policy' }],
    [
      'Intel spokesperson, paraphrased by The Hill',
      { quotationType: 'indirect', organisation: 'Intel', speakerRole: 'spokesperson', ...hill },
    ],
    [
      'Seagate, to The Wall Street Journal, paraphrased by The Hill',
      { quotationType: 'indirect', organisation: 'Seagate', ...journal },
    ],
    ['HPE, paraphrased', { quotationType: 'indirect', organisation: 'HPE' }],
    ['Unnamed spokesperson, reported by The Hill', { speakerRole: 'spokesperson', reportedBy: 'The Hill' }],
    ['Speaker not stated', {}],
    ['Speaker not stated, through HPE', { via: 'HPE' }],
  ])('reads %s', (line, attribution) => {
    expect(attributionLine({ ...unknown, ...attribution })).toBe(line);
  });

  it('never names an organisation for a speaker who has none', () => {
    const government = { speakerName: 'Xinjiang’s government', speakerRole: 'government', ...journal };
    expect(attributionLine({ ...unknown, quotationType: 'mixed', ...government })).toBe(
      'Xinjiang’s government, to The Wall Street Journal, reported by The Hill',
    );
  });
});

describe('words in quotation marks', () => {
  it.each([
    ['direct', 'exact', true],
    ['direct', 'moved', true],
    ['mixed', 'exact', true],
    ['direct', 'fuzzy', false],
    ['mixed', 'orphaned', false],
    ['indirect', 'exact', false],
    ['indirect', 'moved', false],
  ] as const)('of a %s quotation with an anchor that is %s: %s', (type, anchor, expected) => {
    expect(mayQuote(type, anchor)).toBe(expected);
  });
});

describe('a statement', () => {
  const plain = { madeOn: null, madeOnOrigin: null, speakerOrganisationId: null, viaOrganisationId: null };
  const pathsOf = (change: Partial<Parameters<typeof statementProblems>[0]>) =>
    statementProblems({ ...plain, ...change }).map(({ path, code }) => `${path} ${code}`);

  it('may leave everything open', () => {
    expect(pathsOf({})).toEqual([]);
    expect(pathsOf({ speakerOrganisationId: 'a', viaOrganisationId: 'b' })).toEqual([]);
  });

  it('is refused for half a date and for a speaker that speaks through itself', () => {
    expect(pathsOf({ madeOn: '2019' })).toEqual(['madeOnOrigin origin_missing']);
    expect(pathsOf({ speakerOrganisationId: 'a', viaOrganisationId: 'a' })).toEqual([
      'viaOrganisationId via_is_speaker',
    ]);
  });
});
