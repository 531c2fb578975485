import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '@libs/platform/config';
import { Chain } from '../support/chain.ts';
import { TestApp, type People } from '../support/test-app.ts';

let server: TestApp;
let ours: People;

interface Check {
  id: string;
  passed: boolean;
  problems: { words: string; place: string; remedy: string }[];
}
interface Numbered {
  id: string;
  number: string;
  version: number;
  excerpt: { sourceId: string };
}

beforeAll(async () => {
  server = await TestApp.start();
  ours = await server.workspace('ours');
  const pack = JSON.parse(readFileSync(join(packageRoot(), 'libs/cases/packs/founding.json'), 'utf8')) as unknown;
  expect((await ours.lead.post('cases', pack)).status).toBe(201);
  const { items } = (await ours.viewer.get('letter-profiles')).body;
  const { id: _id, version: _version, ...fields } = items[0];
  const anyone = { ...fields, key: 'anyone', companyId: null, issueTitle: 'Policy on product misuse' };
  const asks = fields.asks.map((ask: object, at: number) =>
    at === 1 ? { ...ask, text: 'Please say who decides.' } : ask,
  );
  expect((await ours.lead.put('letter-profiles/anyone', { ...anyone, asks })).status).toBe(200);
}, 120_000);
afterAll(() => server.close());

const numbered = async (path: string, number: string): Promise<Numbered> =>
  (await ours.viewer.get(path)).body.items.find((one: Numbered) => one.number === number);

async function draft(shortName: string, body: object = {}) {
  const { items } = (await ours.viewer.get('organisations?kind=company')).body;
  const { id } = items.find((company: { shortName: string }) => company.shortName === shortName);
  return ours.drafter.post('letters', { companyId: id, profile: 'anyone', letterDate: '2026-11-23', ...body });
}

const open = (letter: { checks: Check[] }): string[] => letter.checks.filter((one) => !one.passed).map(({ id }) => id);
const check = (letter: { checks: Check[] }, id: string): Check => letter.checks.find((one) => one.id === id)!;

describe('K26: a letter on words that accuse two companies', () => {
  it('gives what each of them says in the same source', async () => {
    const letter = (await draft('Seagate')).body;
    expect(letter.html).toContain('Seagate and Western Digital have sold');
    expect(letter.html).toContain('We recognize the gravity of the allegations');
    expect(letter.html).toContain('it doesn’t sell products to China’s government');
    expect(open(letter)).toEqual([]);
  });

  it.each(['HPE', 'Hikvision', 'Western Digital'])('passes every check for %s', async (company) => {
    expect(open((await draft(company)).body)).toEqual([]);
  });

  it('is held while a denial of the accused is not in it, linked to the finding or not', async () => {
    const letter = (await draft('Seagate')).body;
    const seagate = letter.company.id;
    const source = (await numbered('statements', 'ST-132')).excerpt.sourceId;
    const { capturedText } = (await ours.viewer.get(`sources/${source}`)).body;
    const exact = 'customers across the world use its products';
    const startUtf16 = capturedText.indexOf(exact);
    const span = { startUtf16, endUtf16: startUtf16 + exact.length, exact };
    const excerpt = await ours.analyst.post(`sources/${source}/excerpts`, span);
    const denial = { excerptId: excerpt.body.id, quotationType: 'indirect', reportedBy: 'The Hill' };
    const made = await ours.analyst.post('statements', { ...denial, speakerOrganisationId: seagate, negated: true });
    expect(made.status).toBe(201);
    const held = (await ours.viewer.get(`letters/${letter.id}`)).body;
    expect(check(held, 'K26').problems.map(({ words }) => words)).toEqual([exact]);
    const withdrawn = { version: made.body.version, reason: 'test' };
    expect((await ours.analyst.post(`statements/${made.body.id}/withdraw`, withdrawn)).status).toBe(200);
  });
});

describe('K30: a letter whose record has changed', () => {
  const revise = async (path: string, number: string, change: object): Promise<void> => {
    const { id, version } = await numbered(path, number);
    expect((await ours.analyst.patch(`${path}/${id}`, { version, ...change })).status).toBe(200);
  };
  it.each<[string, string, string, object, object]>([
    ['whether it is denied', 'findings', 'F-214', { negated: true }, { negated: false }],
    ['who reports it', 'findings', 'F-214', { reportedBy: 'Another' }, { reportedBy: 'The Wall Street Journal' }],
    [
      'when it was said',
      'statements',
      'ST-130',
      { madeOn: '2018', madeOnOrigin: 'derived' },
      { madeOn: null, madeOnOrigin: null },
    ],
    ['to whom it was said', 'statements', 'ST-130', { channel: null }, { channel: 'to The Wall Street Journal' }],
  ])('is held, and names %s', async (words, path, number, change, back) => {
    const { id } = (await draft('Seagate')).body;
    await revise(path, number, change);
    const held = (await ours.viewer.get(`letters/${id}`)).body;
    expect(check(held, 'K30').problems.map(({ remedy }) => remedy)).toEqual([
      `Since the draft, ${number} has changed: ${words}. Draft again.`,
    ]);
    expect((await ours.viewer.get(`letters/${id}/file?format=txt`)).status).toBe(409);
    const mark = 'Draft, held back: 1 check open';
    expect(held.html).toContain(mark);
    expect((await ours.viewer.get(`letters/${id}/pages/1`)).text).toContain(mark);
    expect(check((await draft('Seagate')).body, 'K30').passed).toBe(true);
    await revise(path, number, back);
    const free = (await ours.viewer.get(`letters/${id}`)).body;
    expect(check(free, 'K30').passed).toBe(true);
    expect(free.html + (await ours.viewer.get(`letters/${id}/pages/1`)).text).not.toContain('held back');
  });

  it('is held when who acted and to whom are exchanged', async () => {
    const { id } = (await draft('Seagate')).body;
    const { subject, object } = (await ours.viewer.get('findings')).body.items.find(
      (one: Numbered) => one.number === 'F-214',
    );
    await revise('findings', 'F-214', { subjectId: object.id, objectId: subject.id });
    const held = (await ours.viewer.get(`letters/${id}`)).body;
    expect(check(held, 'K30').problems[0]!.remedy).toContain('who acted, to whom');
    await revise('findings', 'F-214', { subjectId: subject.id, objectId: object.id });
  });
});

describe('a letter on chosen findings', () => {
  it('reports these alone, with every answer to them, and says which they were', async () => {
    const { id } = await numbered('findings', 'F-208');
    const letter = (await draft('Intel', { findingIds: [id] })).body;
    expect(letter.findingIds).toEqual([id]);
    expect(letter.html).toContain('Intel continues to provide');
    expect(letter.html).not.toContain('seed money');
    expect(letter.html).not.toContain('police departments in dozens of cities');
    expect(open(letter)).toEqual([]);
  });

  it('is refused with the findings to choose from where one is not about the company', async () => {
    const refused = await draft('Intel', { findingIds: [(await numbered('findings', 'F-214')).id] });
    expect(refused.status).toBe(422);
    expect(refused.body.problems[0].message).toContain('F-206, F-207, F-208');
  });

  it('is asked for where there are more reports than a letter has room for', async () => {
    const chain = new Chain(ours.lead);
    const { id: subjectId } = await chain.organisation('Many');
    const sentences = Array.from({ length: 13 }, (_, at) => `Many sold scanner ${at} to a prison.`);
    const source = await chain.source(sentences.join(' '));
    for (const sentence of sentences) {
      const excerpt = await chain.excerpt(source, sentence);
      const fields = { findingType: 'supply', subjectId, objectText: 'a prison', reportedVia: 'The Hill' };
      await chain.made('findings', { ...fields, excerptIds: [excerpt.id] });
    }
    const refused = await draft('Many');
    expect(refused.status).toBe(422);
    expect(refused.body.problems[0]).toMatchObject({ path: 'findingIds', code: 'too_many_findings' });
    expect(refused.body.problems[0].message).toContain('a letter has room for 12: choose fewer findings');
  });

  it('says what to record where nobody else reports anything', async () => {
    const refused = await draft('H3C');
    expect(refused).toMatchObject({ status: 409, body: { code: 'nothing_reported' } });
    expect(refused.body.detail).toContain('record such a finding first');
  });
});

describe('K3: a letter whose passages are lost', () => {
  it('is held for a report as for a quotation, and a new draft makes no paraphrase of a quotation', async () => {
    const { id } = (await draft('Intel')).body;
    const { excerpt } = await numbered('statements', 'ST-117');
    const { capturedText } = (await ours.viewer.get(`sources/${excerpt.sourceId}`)).body;
    const without = capturedText
      .replace('We do not always know nor can we control what products our customers create or', 'Zzz')
      .replace(/Intel.gave seed money, chips and technical solutions/, 'Qqq');
    const captured = await ours.analyst.post(`sources/${excerpt.sourceId}/captures`, { capturedText: without });
    expect(captured.status).toBe(201);
    const places = (letter: { checks: Check[] }) => check(letter, 'K3').problems.map(({ place }) => place);
    expect(places((await ours.viewer.get(`letters/${id}`)).body)).toEqual(expect.arrayContaining(['X-2264', 'X-3338']));
    const again = (await draft('Intel')).body;
    expect(again.html).toMatch(/“<span[^>]*>We do not always know nor can we control/);
    expect(places(again)).toContain('X-3338');
  });
});
