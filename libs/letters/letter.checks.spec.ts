import type { ExcerptView, FindingView, StatementView } from '@libs/contracts';
import type { LetterModel, LetterRun } from '@libs/typesetting';
import { checkLetter, type CheckMaterial } from './letter.checks.ts';

// A report of the Journal in which a spokesperson is quoted in part: the words between the marks are ST-2.
const REPORT = 'a spokesperson said that Hikvision has worked there, including one “education and training center.”';
const START = 100;

const excerpt = (id: string, exact: string, startUtf16: number) =>
  ({
    id,
    number: id,
    exact,
    startUtf16,
    endUtf16: startUtf16 + exact.length,
    sourceId: 'S',
    anchorStatus: 'anchored',
  }) as unknown as ExcerptView;
const quotedInside = 'education and training center';
const statement = {
  id: 'ST-2',
  audienceId: 'everyone',
  number: 'ST-2',
  quotationType: 'mixed',
  status: 'published',
  speakerName: 'William Moss',
  excerpt: excerpt('X-2', quotedInside, START + REPORT.indexOf(quotedInside)),
} as unknown as StatementView;
const finding = {
  id: 'F-1',
  audienceId: 'everyone',
  number: 'F-1',
  excerpts: [excerpt('X-1', REPORT, START)],
  answers: [],
} as unknown as FindingView;

const given = (text: string, field: string): LetterRun => ({ kind: 'text', text, field });

/** A letter that passes: one report with its note, and the frame around it. */
function model(change: Partial<LetterModel> = {}, runs: LetterRun[] = []): LetterModel {
  return {
    subject: 'Policy on product misuse',
    letterhead: { organisation: 'Sample Fund', lines: ['1 Sample Street'] },
    recipient: { lines: ['The Board of Directors', 'Hikvision Co. Ltd.', '2 Sample Street'] },
    blocks: [
      { kind: 'paragraph', runs: [{ kind: 'text', text: 'Below we record what was said.' }] },
      { kind: 'paragraph', runs: [given(REPORT, 'reports[0].conduct'), { kind: 'footnote', number: 1, first: true }] },
      ...(runs.length > 0 ? [{ kind: 'paragraph' as const, runs }] : []),
      { kind: 'signature', closing: [], signatories: [{ name: 'A. Sample', title: 'Head of stewardship' }] },
    ],
    copies: [],
    enclosures: [],
    footnotes: [{ number: 1, citationKey: 'finding:1', assertionKind: 'reported', runs: [] }],
    ...change,
  } as unknown as LetterModel;
}

function problems(of: LetterModel, change: Partial<CheckMaterial> = {}): [string, string, string][] {
  const checks = checkLetter({
    model: of,
    findings: new Map([['finding:1', [finding]]]),
    statements: new Map(),
    answersInSources: new Map(),
    saidInSources: [statement],
    everyoneAudienceId: 'everyone',
    known: [
      { organisationId: 'hikvision', names: ['Hikvision', 'Hikvision Co. Ltd.'] },
      { organisationId: 'seagate', names: ['Seagate', 'Seagate Technology PLC'] },
      { organisationId: 'below', names: ['Below'] },
      { organisationId: 'record', names: ['record'] },
    ],
    changes: [],
    partyIds: new Set(['hikvision']),
    ...change,
  });
  return checks.flatMap(({ id, problems: found }) =>
    found.map(({ words, place }) => [id, place, words] as [string, string, string]),
  );
}

const signed = (title: string) =>
  model({ blocks: [{ kind: 'signature', closing: [], signatories: [{ name: 'A. Sample', title }] }], footnotes: [] });

describe('the checks of a letter', () => {
  it('pass a letter whose report quotes what a mixed statement of the source holds', () => {
    expect(problems(model())).toEqual([]);
  });

  it.each([
    ['indirect', { quotationType: 'indirect' }],
    ['of another source', { excerpt: { ...statement.excerpt, sourceId: 'T' } }],
    ['at another place', { excerpt: excerpt('X-2', quotedInside, START) }],
    ['of a part of the words', { excerpt: excerpt('X-2', 'education', statement.excerpt.startUtf16) }],
  ])('K3: hold the marks inside a report where the statement is %s', (_title, change) => {
    const said = { ...statement, ...change } as StatementView;
    expect(problems(model(), { saidInSources: [said] })).toEqual([
      ['K3', 'reports[0].conduct', '“education and training center.”'],
    ]);
  });

  it.each(['fuzzy', 'orphaned'])('K3: hold a report whose passage is %s', (anchorStatus) => {
    const lost = { ...finding, excerpts: [{ ...finding.excerpts[0]!, anchorStatus }] } as FindingView;
    expect(problems(model(), { findings: new Map([['finding:1', [lost]]]) })).toEqual([['K3', 'X-1', REPORT]]);
  });

  it('K20: hold a letter that cites what not everybody reads', () => {
    const narrow = { ...finding, audienceId: 'few' } as FindingView;
    const findings = new Map([['finding:1', [narrow]]]);
    expect(problems(model(), { findings })).toEqual([['K20', 'F-1', 'F-1']]);
  });

  it.each<[string, LetterModel, string[][]]>([
    ['a subject that quotes', model({ subject: 'A firm: “we knew”' }), [['K3', 'issue_title', '“we knew”']]],
    [
      'a subject that accuses',
      model({ subject: 'Hikvision built camps' }),
      [['K2', 'issue_title', 'Hikvision built camps']],
    ],
    ['a subject on another company', model({ subject: 'Policy of Seagate' }), [['K5', 'issue_title', 'Seagate']]],
    [
      'an address of another company',
      model({ recipient: { lines: ['The Board', 'Seagate Technology PLC'] } }),
      [['K5', 'recipient[1]', 'Seagate']],
    ],
    ['a title that quotes', signed('Head of ‘we knew’'), [['K3', 'signatories[0].title', '‘we knew’']]],
    [
      'a sender named after a company',
      model({ letterhead: { organisation: 'Seagate Watch', lines: [] } }),
      [['K5', 'sender_org', 'Seagate']],
    ],
    ['an enclosure', model({ enclosures: ['Report on SEAGATE'] }), [['K5', 'enclosures[0]', 'Seagate']]],
  ])('hold %s', (_title, letter, expected) => {
    expect(problems(letter)).toEqual(expected);
  });

  it.each<[string, LetterRun[], string[][]]>([
    [
      'a salutation that accuses',
      [{ kind: 'text', text: 'Dear ' }, given('torturers at Hikvision who tortured', 'salutation')],
      [['K2', 'salutation', 'torturers at Hikvision who tortured']],
    ],
    [
      'a contact of another company',
      [given('Sea\u00ADgate investor relations', 'reply_contact')],
      [['K5', 'reply_contact', 'Seagate']],
    ],
    [
      'a quotation of two sentences in an ask',
      [given('Explain “We knew. We did nothing.”', 'asks[0].text')],
      [['K3', 'asks[0].text', '“We knew. We did nothing.”']],
    ],
    [
      'an ask that says what was done',
      [given('William Moss admitted it.', 'asks[1].text')],
      [['K2', 'asks[1].text', 'William Moss admitted it.']],
    ],
    [
      'a figure that nothing is cited for',
      [given('About 12 percent of revenue comes from there.', 'sender_description')],
      [['K2', 'sender_description', 'About 12 percent of revenue comes from there.']],
    ],
    ['the word of the template that is also a name', [given('We keep a record, see below.', 'publication_notice')], []],
    [
      'the name that is also a word, with its capital',
      [given('We asked Below too.', 'publication_notice')],
      [
        ['K2', 'publication_notice', 'We asked Below too.'],
        ['K5', 'publication_notice', 'Below'],
      ],
    ],
  ])('judge %s', (_title, runs, expected) => {
    expect(problems(model({}, runs))).toEqual(expected);
  });

  it('K5: hold an objective that names another company', () => {
    const asks = { kind: 'asks' as const, items: [{ number: 1, objectiveId: 'seagate is open', blocks: [] }] };
    expect(problems(model({ blocks: [asks, ...model().blocks] }))).toEqual([['K5', 'asks[0].objective_id', 'Seagate']]);
  });

  it('K30: hold what the record no longer says, and name what differs', () => {
    const changes = [{ record: 'F-1', words: REPORT, changed: ['who acted', 'to whom'] }];
    expect(problems(model(), { changes })).toEqual([['K30', 'F-1', REPORT]]);
  });
});
