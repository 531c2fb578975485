import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '@libs/platform/config';
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
