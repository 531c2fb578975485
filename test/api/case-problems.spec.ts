import { readFileSync } from 'node:fs';
import type { CasePack } from '@libs/contracts';
import { TestApp, type People } from '../support/test-app.ts';

let server: TestApp;
let people: People;

beforeAll(async () => {
  server = await TestApp.start();
  people = await server.workspace('ours');
}, 60_000);
afterAll(() => server.close());

const founding = readFileSync(new URL('../../libs/cases/packs/founding.json', import.meta.url), 'utf8');
const packOf = (text: string) => JSON.parse(text) as CasePack;

const TABLES = [
  'organisation organisation_alias source_document source_passage excerpt statement claim claim_statement finding',
  'finding_excerpt finding_answer assessment assessment_evidence method round round_company answer letter_profile',
  'case_file case_record record_version search_token audit_event short_number',
]
  .join(' ')
  .split(' ');

/** Rows of every table of a workspace, by table. */
function rowCounts(slug: string): Promise<Record<string, number>> {
  return server.inWorkspace(slug, async (tx) => {
    const counts = TABLES.map((name) => `select '${name}' as name, count(*) from app.${name} where workspace_id = $1`);
    const rows = await tx.query<{ name: string; count: string }>(counts.join(' union all '), [tx.workspaceId]);
    return Object.fromEntries(rows.map(({ name, count }) => [name, Number(count)]));
  });
}

type Change = (pack: CasePack) => void;
const finding = (pack: CasePack, number: number) => pack.findings.find((item) => item.number === number)!;
const assessment = (pack: CasePack, number: number) => pack.assessments.find((item) => item.number === number)!;
const claim = (pack: CasePack, number: number) => pack.claims.find((item) => item.number === number)!;

const BAD: [string, number, Change, string[]][] = [
  [
    'members of the wrong shape',
    422,
    (pack) => {
      Object.assign(pack.claims[0]!, { claimType: 'wish' });
      Object.assign(pack.sources[0]!, { url: 'ftp://example.org' });
    },
    ['sources.0.url invalid_format', 'claims.0.claimType invalid_value'],
  ],
  [
    'members that nobody knows',
    400,
    (pack) => Object.assign(pack.findings[2]!, { severity: 5 }),
    ['findings.2.severity unknown_member'],
  ],
  [
    'a reading and an answer that a member would publish alone',
    422,
    (pack) => {
      const readers = {
        firstReader: { name: 'A. Lead', role: 'lead' },
        secondReader: { name: 'a.  lead', role: 'lead' },
      };
      Object.assign(pack.assessments[0]!, { status: 'published', ...readers });
      Object.assign(pack.rounds[0]!.answers[0]!, { status: 'published', verification: 3 });
    },
    [
      'assessments.0.secondReader same_reader',
      'assessments.0.status not_read_here',
      'rounds.0.answers.0.status not_checked_here',
      'rounds.0.answers.0.verification not_checked_here',
    ],
  ],
  [
    'keys that lead nowhere or stand twice, and a circle',
    422,
    (pack) => {
      pack.statements[3]!.excerpt = 'x-none';
      pack.excerpts[4]!.number = pack.excerpts[3]!.number;
      finding(pack, 206).follows = finding(pack, 209).key;
    },
    [
      'excerpts.4.number twice',
      'statements.3.excerpt no_such_key',
      'findings.0.follows circle',
      'findings.3.follows circle',
    ],
  ],
  [
    'words that the capture does not hold',
    422,
    (pack) => {
      pack.excerpts[30]!.exact = pack.excerpts[30]!.exact.replace('in situations such as these ', '');
      pack.sources[0]!.passages![15]!.text += ' Added later.';
    },
    ['sources.0.contentSha256 hash_differs', 'excerpts.30.exact not_in_capture'],
  ],
  [
    'a date that is not in the calendar, and one without its origin',
    422,
    (pack) => {
      pack.sources[0]!.publishedOn = '2019-02-30';
      pack.statements[0]!.madeOnOrigin = null;
    },
    ['sources.0.publishedOn no_such_date', 'statements.0.madeOnOrigin origin_missing'],
  ],
  [
    'a claim that is not the company’s, and a hedge that it does not hold',
    422,
    (pack) => {
      claim(pack, 114).company = 'seagate';
      claim(pack, 117).hedges = ['perhaps'];
    },
    ['claims.0 not_the_companys_words', 'claims.3.hedges.0 not_in_excerpt'],
  ],
  [
    'a claim outside its statement',
    422,
    (pack) => (claim(pack, 121).excerpt = 'x2825-intel-opposes'),
    ['claims.6 claim_outside_statement'],
  ],
  [
    'findings that say too little, or what their type does not have',
    422,
    (pack) => {
      finding(pack, 206).object = null;
      finding(pack, 208).share = finding(pack, 211).share;
      finding(pack, 219).authority = null;
    },
    [
      'findings.0.object object_missing',
      'findings.2.share share_without_ownership',
      'findings.13.authority authority_missing',
    ],
  ],
  [
    'a stance that the dates do not leave open',
    422,
    (pack) => (assessment(pack, 61).evidence[0]!.stance = 'contradicts'),
    ['assessments.1 order_unknown'],
  ],
  [
    'a verdict published by one reader, and one without what was asked',
    422,
    (pack) => {
      for (const organisation of pack.organisations) organisation.sample = true;
      assessment(pack, 66).status = 'published';
      assessment(pack, 60).verdict = 'not_explained';
    },
    ['assessments.0 request_missing', 'assessments.3 second_reader_missing'],
  ],
  [
    'answers that the method does not know',
    422,
    (pack) => {
      pack.rounds[0]!.answers[0]!.answerKey = 'often';
      pack.rounds[0]!.answers[1]!.indicator = 'C9';
    },
    ['rounds.0.answers.0.answerKey not_in_rubric', 'rounds.0.answers.1 not_found'],
  ],
  [
    'a method that is not here',
    422,
    (pack) => (pack.rounds[0]!.method.version = '99'),
    ['rounds.0.method unknown_method'],
  ],
  [
    'problems all over the pack',
    422,
    (pack) => {
      pack.organisations[2]!.key = pack.organisations[1]!.key;
      pack.sources[0]!.status = 'withdrawn';
      pack.excerpts[0]!.endUtf16 = 99_999;
      pack.assessments[0]!.evidence[0]!.statement = 'st115-intel-moss';
      pack.rounds[0]!.answers[0]!.company = 'hikvision';
    },
    [
      'organisations.2.key twice',
      'sources.0.status withdrawn',
      'excerpts.0.startUtf16 offsets_out_of_range',
      'findings.10.object no_such_key',
      'assessments.0.evidence.0 one_of_two',
      'rounds.0.answers.0.company not_in_round',
    ],
  ],
  [
    'problems of every sort at once',
    400,
    (pack) => {
      Object.assign(pack, { colour: 'red' });
      Object.assign(pack.organisations[0]!, { sector: 'chips' });
      Object.assign(pack.sources[0]!, { url: 'ftp://example.org', syndicatedFrom: 'nowhere' });
      pack.excerpts[2]!.exact = 'Words that stand nowhere.';
      Object.assign(pack.statements[3]!, { madeOn: '2019-02-30' });
      Object.assign(pack.claims[0]!, { claimType: 'wish', company: 'nobody' });
      finding(pack, 219).authority = null;
      Object.assign(pack.assessments[0]!.evidence[0]!, { stance: 'maybe', finding: 'f-none' });
      Object.assign(pack.rounds[0]!.answers[0]!, { verification: 9, company: 'nobody' });
      pack.rounds[0]!.answers[1]!.status = 'published';
      Object.assign(pack.letterProfiles[0]!, { asks: 'three' });
    },
    [
      'colour unknown_member',
      'organisations.0.sector unknown_member',
      'sources.0.url invalid_format',
      'sources.0.syndicatedFrom no_such_key',
      'excerpts.2.exact not_in_capture',
      'statements.3.madeOn no_such_date',
      'statements.3.madeOnOrigin origin_missing',
      'claims.0.claimType invalid_value',
      'claims.0.company no_such_key',
      'findings.13.authority authority_missing',
      'assessments.0.evidence.0.stance invalid_value',
      'assessments.0.evidence.0.finding no_such_key',
      'rounds.0.answers.0.verification too_big',
      'rounds.0.answers.0.company no_such_key',
      'rounds.0.answers.1.status not_checked_here',
      'letterProfiles.0.asks invalid_type',
    ],
  ],
  [
    'no list of findings',
    422,
    (pack) => {
      Object.assign(pack, { findings: null });
      pack.excerpts[2]!.exact = 'Words that stand nowhere.';
    },
    ['findings invalid_type'],
  ],
  [
    'a NUL in its words',
    422,
    (pack) => (pack.claims[1]!.claimText = 'It\u0000ends'),
    ['claims.1.claimText nul_character'],
  ],
];

describe('a bad pack', () => {
  it.each(BAD)('with %s is refused whole', async (_title, status, change, expected) => {
    const before = await rowCounts('ours');
    const pack = packOf(founding);
    change(pack);
    const refused = await people.lead.post('cases', pack);
    const named = (refused.body.problems as { path: string; code: string }[]).map(
      ({ path, code }) => `${path} ${code}`,
    );
    expect({ status: refused.status, named }).toEqual({ status, named: expected });
    expect(await rowCounts('ours')).toEqual(before);
    expect((await people.viewer.get('cases')).body.items).toEqual([]);
  });

  it('leaves room for the good one, which is refused the second time with nothing written', async () => {
    await people.lead.post('cases', founding);
    expect((await people.lead.get('cases/founding/export')).text).toBe(founding);
    const before = await rowCounts('ours');
    const again = await people.admin.post('cases', founding);
    expect(again).toMatchObject({ status: 409, body: { code: 'already_imported' } });
    expect(await rowCounts('ours')).toEqual(before);
  });
});
