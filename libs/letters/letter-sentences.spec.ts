import type { FindingView, StatementView } from '@libs/contracts';
import {
  attributionOf,
  completed,
  conductOf,
  datedLead,
  dateOriginOf,
  gapStatement,
  headsOf,
  issueSummary,
  paraphraseLead,
  partsOf,
  passageLead,
  passageOf,
  quotationLead,
  reportOf,
  reportedWords,
} from './letter-sentences.ts';

const HILL = [
  'The newspaper reported that Hewlett Packard Enterprise owns 49 percent of New H3C Technologies Co. Ltd., which produces tools used by Chinese law enforcement. Aksu, a city that appears to have several internment camps based on satellite images, is one customer, according to the Journal.',
  'Intel continues to provide NetPosa, which also reportedly works in surveillance in Xinjiang, with chips it uses in its surveillance tools used by police.',
  'Seagate and Western Digital told the Journal that they follow all laws and are monitoring the situation in Xinjiang.',
  'According to Hewlett Packard Enterprise, the sales cited in the Journal article were by H3C and resellers of standard, commonly used IT equipment.',
  'Its government told the Journal in a statement that tracking public spaces for safety reasons “is accepted current international practice.”',
  '“We recognize the gravity,” Western Digital told the newspaper.',
  'A manager of Sample Distribution Ltd. was asked and said that it had never seen the policy.',
].join('\n');

function excerptOf(exact: string) {
  const startUtf16 = HILL.indexOf(exact);
  if (startUtf16 < 0) throw new Error(`not in the text: ${exact}`);
  return { id: exact, sourceId: 's', exact, startUtf16, endUtf16: startUtf16 + exact.length };
}
const organisation = (name: string) => ({ id: name, name, shortName: name, kind: 'company', sample: false });

const finding = (exact: string, change: object = {}) =>
  ({
    excerpts: [excerptOf(exact)],
    basis: 'report',
    role: null,
    cueText: null,
    authority: null,
    subject: organisation('New H3C Technologies Co. Ltd.'),
    object: null,
    reportedBy: 'The Wall Street Journal',
    reportedVia: 'The Hill',
    happenedOn: null,
    startedOn: null,
    endedOn: null,
    ...change,
  }) as unknown as FindingView;

const statement = (exact: string, change: object = {}) =>
  ({
    excerpt: excerptOf(exact),
    quotationType: 'direct',
    mayQuote: true,
    speakerName: null,
    speakerRole: null,
    speakerOrganisation: organisation('Intel Corp.'),
    viaOrganisation: null,
    reportedBy: 'The Hill',
    channel: 'to The Hill',
    cueText: null,
    madeOn: { value: '2019-11-27', precision: 'day', origin: 'derived' },
    ...change,
  }) as unknown as StatementView;

const anything = 'Intel continues to provide';

describe('what stands before quoted words', () => {
  const moss = { speakerName: 'William Moss', speakerRole: 'spokesperson' };
  it.each([
    ['a named speaker', moss, 'William Moss, spokesperson for Intel Corp., said to The Hill:'],
    ['a role', { speakerRole: 'officer' }, 'An officer for Intel Corp. said to The Hill:'],
    ['no channel', { channel: null }, 'Intel Corp. said, as reported by The Hill:'],
    ['a channel that is no addressee', { channel: 'speech' }, 'Intel Corp. said (speech), as reported by The Hill:'],
    [
      'a named speaker and no addressee',
      { ...moss, channel: 'speech' },
      'William Moss, spokesperson for Intel Corp., said (speech), as reported by The Hill:',
    ],
    [
      'a page of its own',
      { channel: 'policy page, version 3', reportedBy: null },
      'Intel Corp. said (policy page, version 3):',
    ],
    [
      'words through another organisation',
      { speakerRole: 'spokesperson', viaOrganisation: organisation('HPE Co.') },
      'Intel Corp., in words relayed by HPE Co., said to The Hill:',
    ],
    [
      'a named speaker through another organisation',
      { ...moss, viaOrganisation: organisation('HPE Co.') },
      'William Moss, spokesperson for Intel Corp., in words relayed by HPE Co., said to The Hill:',
    ],
    [
      'a speaker of no organisation',
      { speakerName: 'Xinjiang’s government', speakerRole: 'government', speakerOrganisation: null },
      'Xinjiang’s government said to The Hill:',
    ],
  ])('%s', (_, change, lead) => {
    expect(quotationLead(statement(anything, change))).toBe(lead);
  });

  it.each([
    ['2026-05-04', 'On 4 May 2026, a spokesperson for Intel Corp. said to The Hill:'],
    ['2026-05', 'In May 2026, a spokesperson for Intel Corp. said to The Hill:'],
    ['2026', 'In 2026, a spokesperson for Intel Corp. said to The Hill:'],
    [null, 'A spokesperson for Intel Corp. said to The Hill:'],
  ])('dated %s', (value, lead) => {
    expect(datedLead(statement(anything, { speakerRole: 'spokesperson', madeOn: { value } }))).toBe(lead);
  });
});

describe('a paraphrase', () => {
  it.each([
    [
      'they follow all laws and are monitoring the situation in Xinjiang',
      { channel: 'to The Wall Street Journal', quotationType: 'indirect' },
      'In The Hill’s paraphrase, not in quoted words, Intel Corp. told The Wall Street Journal that',
      [{ words: 'they follow all laws and are monitoring the situation in Xinjiang' }],
    ],
    [
      'the sales cited in the Journal article were by H3C and resellers of standard, commonly used IT equipment',
      { channel: null, quotationType: 'indirect', cueText: 'According to Hewlett Packard Enterprise' },
      'The Hill gives what Intel Corp. said, in these words of The Hill, not quoted ones:',
      [
        {
          words:
            'According to Hewlett Packard Enterprise, the sales cited in the Journal article were by H3C and resellers of standard, commonly used IT equipment',
        },
      ],
    ],
  ])('of %s is given as the outlet’s', (exact, change, lead, parts) => {
    const said = statement(exact, { ...change, mayQuote: false });
    const words = reportedWords(said, HILL);
    expect(paraphraseLead(said, words.form)).toBe(lead);
    expect(partsOf(HILL, words, [])).toEqual(parts);
  });

  it('around quoted words keeps the reporter’s part, and binds the quoted one', () => {
    const said = statement('is accepted current international practice', {
      quotationType: 'mixed',
      speakerOrganisation: null,
      speakerName: 'Xinjiang’s government',
      channel: 'to The Wall Street Journal',
      cueText: 'Its government told the Journal in a statement that tracking public spaces for safety reasons',
    });
    const words = reportedWords(said, HILL);
    expect(paraphraseLead(said, words.form)).toBe(
      'In The Hill’s paraphrase, except for the words in quotation marks, Xinjiang’s government told The Wall Street Journal that',
    );
    expect(partsOf(HILL, words, [said])).toEqual([
      { words: 'tracking public spaces for safety reasons ' },
      { excerpt: expect.objectContaining({ exact: 'is accepted current international practice' }) },
    ]);
  });

  it('keeps the comma of the sentence behind quoted words', () => {
    const said = statement('We recognize the gravity');
    expect(partsOf(HILL, passageOf(HILL, excerptOf('Western Digital told the newspaper')), [said])).toEqual([
      { excerpt: expect.objectContaining({ exact: 'We recognize the gravity' }) },
      { words: ', Western Digital told the newspaper' },
    ]);
  });
});

describe('a report', () => {
  const owns = 'Hewlett Packard Enterprise owns 49 percent of New H3C Technologies Co. Ltd.';
  it.each([
    [
      owns,
      ['Hewlett Packard Enterprise'],
      'owns',
      'Hewlett Packard Enterprise owns 49 percent of New H3C Technologies Co. Ltd',
    ],
    [owns, ['Hewlett Packard Enterprise'], 'owns', null, 'analysts told the Journal'],
    [owns, ['New H3C Technologies Co. Ltd.'], 'owns', null],
    ['NetPosa, which also reportedly works in surveillance in Xinjiang', ['NetPosa'], 'works in surveillance', null],
    ['it had never seen the policy', ['Sample Devices B'], null, null],
    [
      'Aksu, a city that appears to have several internment camps based on satellite images, is one customer',
      ['New H3C'],
      'is one customer',
      null,
    ],
  ])('%s is a clause about %s or none', (exact, names, role, clause, cueText: string | null = null) => {
    expect(conductOf(finding(exact, { role, cueText }), names, HILL)).toBe(clause);
  });

  it('that is no clause says of whom it is, and stands apart in the outlet’s words', () => {
    const aksu = finding(
      'Aksu, a city that appears to have several internment camps based on satellite images, is one customer',
      { object: organisation('Aksu') },
    );
    expect(passageLead(aksu, 'The Hill')).toBe(
      'Of New H3C Technologies Co. Ltd., with Aksu as the other party, The Wall Street Journal reported, as relayed by The Hill, in these words of The Hill:',
    );
    const fragment = finding('NetPosa, which also reportedly works in surveillance in Xinjiang');
    expect(partsOf(HILL, passageOf(HILL, fragment.excerpts[0]!), [])).toEqual([
      {
        words:
          'Intel continues to provide NetPosa, which also reportedly works in surveillance in Xinjiang, with chips it uses in its surveillance tools used by police',
      },
    ]);
    expect(passageLead(finding(anything, { reportedBy: null }), 'The Hill')).toBe(
      'Of New H3C Technologies Co. Ltd., The Hill reported, naming no source in the sentence, in these words:',
    );
  });

  it('names two subjects in one clause, whatever spaces stand between', () => {
    const text = 'The Journal reported that Seagate and Western Digital have sold\u00A0hard disk drives.';
    const exact = 'Seagate and Western Digital have sold\u00A0hard disk drives';
    const sold = finding(anything, { role: 'have sold', excerpts: [{ exact, startUtf16: 26, endUtf16: 80 }] });
    expect([text.slice(26, 80), conductOf(sold, ['Western Digital'], text)]).toEqual([exact, exact]);
  });

  it('keeps who told the outlet, with the sentence around the words', () => {
    const unseen = finding('it had never seen the policy', { cueText: 'said that' });
    expect(partsOf(HILL, reportOf(unseen, HILL), [])).toEqual([
      { words: 'A manager of Sample Distribution Ltd. was asked and said that it had never seen the policy' },
    ]);
  });

  it('keeps who reports it', () => {
    expect(attributionOf(finding(anything))).toBe('The Wall Street Journal reported, as relayed by The Hill,');
  });
});

describe('the neutral sentences', () => {
  const hill = { publisher: 'The Hill', title: 'US tech', publishedOn: { value: '2019-11-27', precision: 'day' } };
  const intel = organisation('Intel');

  it('name outlet, day and parties, and no act', () => {
    const invests = finding(anything, { subject: intel, object: organisation('NetPosa Technologies Ltd.') });
    expect(issueSummary([invests, invests], [hill as never], intel)).toBe(
      'The Hill reported on 27 November 2019 concerning Intel and NetPosa Technologies Ltd',
    );
  });

  it('say that a document was not seen only where it is not the company’s own', () => {
    const dated = [finding(anything, { happenedOn: '2019-08-06' })];
    expect(gapStatement(dated, {} as never, true)).toBe(
      'From these sources alone we cannot tell how the statement and the reported conduct fit together.',
    );
    expect(gapStatement(dated, {} as never, false)).toContain('have not seen the document behind it');
  });

  it('are completed with the full stop that a profile left out', () => {
    expect([completed('We hold shares'), completed('Do we?'), completed('“Yes.”')]).toEqual([
      'We hold shares.',
      'Do we?',
      '“Yes.”',
    ]);
  });

  it.each([
    ['2019-11-26', 'derived', 'reported Tuesday.', 'date derived from the word Tuesday in the source'],
    ['2019-11-26', 'derived', 'reported.', 'date derived, not printed in the source'],
    ['2019-11', 'derived', 'reported Tuesday.', 'date derived, not printed in the source'],
    ['2019-11-27', 'entered_by_hand', '', 'date entered by hand, not in the text'],
    ['2019-11-27', 'in_text', '', undefined],
    [null, null, '', undefined],
  ])('tell where the date %s (%s) is from', (value, origin, text, words) => {
    expect(dateOriginOf({ value, origin, precision: 'day' } as never, text)).toBe(words);
  });
});

describe('words without the marks at their end', () => {
  it('take the time of reading them, whatever stands in them', () => {
    const text = `a${' .,;'.repeat(50_000)}b`;
    const began = performance.now();
    expect(partsOf(text, { startUtf16: 0, endUtf16: text.length }, [])).toEqual([{ words: text }]);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

function findingOn(id: string, sourceId: string, startUtf16: number, endUtf16: number): FindingView {
  return { id, excerpts: [{ sourceId, startUtf16, endUtf16, exact: '' }] } as unknown as FindingView;
}

describe('the findings that a letter gives a sentence of their own', () => {
  it('are those whose words lie within no other’s, in their order, of equal ones the first', () => {
    const findings = [
      findingOn('part', 's', 12, 18),
      findingOn('whole', 's', 10, 20),
      findingOn('again', 's', 10, 20),
      findingOn('overlapping', 's', 15, 25),
      findingOn('elsewhere', 'r', 12, 18),
      findingOn('before', 's', 1, 5),
      findingOn('end', 's', 20, 25),
    ];
    expect(headsOf(findings).map(({ id }) => id)).toEqual(['whole', 'overlapping', 'elsewhere', 'before']);
  });
});
