import { withClient } from '@libs/platform/database';
import { readFileSync } from 'node:fs';
import { Chain } from '../support/chain.ts';
import { audienceOf, move } from '../support/narrow.ts';
import { TestApp, type People, type Person } from '../support/test-app.ts';

// Decision 26: a restricted record shows a line to all, a locked one is absent everywhere. Decision 41: nobody without
// access learns more than that, and what an export leaves out is told to the exporter alone.

let server: TestApp;
let people: People;
let others: People;
let chain: Chain;
let few: string;
let everyone: string;

const WORDS = 'We never sell cameras to a prison.';
const ABSENT = '018f0000-0000-7000-8000-000000000000';
const LINE = 'A talk with a former employee';

beforeAll(async () => {
  server = await TestApp.start();
  people = await server.workspace('ours');
  others = await server.workspace('theirs');
  chain = new Chain(people.lead);
  everyone = (await people.lead.get('audiences')).body.items[0].id;
  few = await audienceOf(people.lead, [people.analyst]);
}, 60_000);
afterAll(() => server.close());

const hidden = () => chain.source(WORDS, { audienceId: few, title: 'zqxtitle' });
const show = (person: Person, recordId: string, change: object = {}) =>
  person.post('restrictions', { kind: 'source', recordId, line: LINE, ...change });
const linesOf = async (person: Person, query = '') => (await person.get(`restrictions${query}`)).body.items;

describe('a record that not everybody reads', () => {
  it('is locked, and restricted once one of its readers shows a line for it', async () => {
    const source = await hidden();
    expect(await linesOf(people.viewer)).toEqual([]);
    const company = await chain.organisation('Acme');
    const shown = await show(people.analyst, source.id, { organisationId: company.id });
    expect(shown).toMatchObject({ status: 201, body: { line: LINE, recordId: source.id, kind: 'source' } });
    const [seen] = await linesOf(people.viewer, `?organisation=${company.id}&kind=source`);
    expect(seen).toEqual({ ...shown.body, recordId: null });
    expect((await people.viewer.get('restrictions')).text).not.toContain('zqxtitle');
    expect((await people.viewer.get(`sources/${source.id}`)).status).toBe(404);
    expect(await linesOf(people.viewer, `?record=${source.id}`)).toEqual([]);
    expect(await linesOf(people.lead, `?record=${source.id}`)).toHaveLength(1);
    expect(await linesOf(others.lead)).toEqual([]);

    const path = `restrictions/${shown.body.id}`;
    const revised = await people.lead.patch(path, { line: 'A talk', version: 1 });
    expect(revised.body).toMatchObject({ line: 'A talk', version: 2, organisation: { id: company.id } });
    expect((await people.lead.patch(path, { line: 'Late', version: 1 })).body.code).toBe('stale_version');
    expect((await people.lead.post(`${path}/lift`, { version: 2 })).status).toBe(204);
    expect(await linesOf(people.lead)).toEqual([]);
    expect((await people.lead.post(`${path}/lift`, { version: 3 })).status).toBe(404);
  });

  it('is marked by its readers alone, and by nobody without the role', async () => {
    const source = await hidden();
    expect((await show(people.admin, source.id)).status).toBe(404);
    expect((await show(people.admin, ABSENT)).status).toBe(404);
    expect((await show(others.lead, source.id)).status).toBe(404);
    for (const person of [people.drafter, people.viewer]) expect((await show(person, source.id)).status).toBe(403);
    const { id } = (await show(people.lead, source.id)).body;
    expect((await others.lead.post(`restrictions/${id}/lift`, { version: 1 })).status).toBe(404);
    // The line is for everybody to read, so that refusal tells nothing new.
    for (const person of [people.admin, people.drafter]) {
      expect((await person.post(`restrictions/${id}/lift`, { version: 1 })).status).toBe(403);
      expect((await person.patch(`restrictions/${id}`, { line: 'Mine', version: 1 })).status).toBe(403);
    }
  });

  it('is refused a second line, a company that is not there, and a line while everybody reads it', async () => {
    const open = await chain.source(WORDS);
    expect((await show(people.lead, open.id)).body.code).toBe('open_to_all');
    const source = await hidden();
    const nowhere = await show(people.lead, source.id, { organisationId: ABSENT });
    expect(nowhere.body.problems).toMatchObject([{ path: 'organisationId', code: 'no_organisation' }]);
    expect((await show(people.lead, source.id)).status).toBe(201);
    expect((await show(people.lead, source.id)).body.code).toBe('restricted_already');
  });

  it('takes its line along to other readers, and loses it when it is opened to everybody', async () => {
    const source = await hidden();
    const { id } = (await show(people.lead, source.id)).body;
    const fewer = await audienceOf(people.lead);
    expect((await move(people.lead, fewer, 'source', source.id)).status).toBe(200);
    const find = async (person: Person) => (await linesOf(person)).find((one: { id: string }) => one.id === id);
    expect(await find(people.lead)).toMatchObject({ recordId: source.id });
    expect(await find(people.analyst)).toMatchObject({ recordId: null, line: LINE });
    expect((await move(people.lead, everyone, 'source', source.id, 2)).status).toBe(200);
    expect(await find(people.lead)).toBeUndefined();
  });

  it('leaves neither its id nor the words of a lifted line behind for the others', async () => {
    const source = await hidden();
    const { id } = (await show(people.lead, source.id, { line: 'zqxline' })).body;
    await people.lead.post(`restrictions/${id}/lift`, { version: 1 });
    for (const path of ['audit?limit=200', 'audit/export?format=jsonl']) {
      const { text } = await people.admin.get(path);
      expect(text).toContain(id);
      expect(text).not.toContain('zqxline');
      expect(text).not.toContain(source.id);
    }
    const kept = await withClient(server.database.adminUrl, (admin) =>
      admin.query(
        `select from app.record_version where kind = 'restriction' and record_id = $1
           and (snapshot like '%zqxline%' or snapshot like '%' || $2 || '%')`,
        [id, source.id],
      ),
    );
    expect(kept.rowCount).toBe(0);
  });
});

describe('an export of a case (decision 41)', () => {
  it('leaves out what not everybody reads, tells the exporter alone, and takes it along when asked to', async () => {
    const pack = readFileSync(new URL('../../libs/cases/packs/founding.json', import.meta.url), 'utf8');
    expect((await people.lead.post('cases', pack)).status).toBe(201);
    const [reading] = (await people.lead.get('assessments?limit=200')).body.items;
    expect((await move(people.lead, few, 'assessment', reading.id, reading.version)).status).toBe(200);

    const mine = await people.lead.get('cases/founding/export');
    expect(mine.status).toBe(200);
    expect(mine.headers['left-out']).toBe('assessment=1');
    const theirs = await people.admin.get('cases/founding/export');
    expect(theirs.headers['left-out']).toBeUndefined();
    expect(theirs.text).toBe(mine.text);

    const whole = await people.lead.get('cases/founding/export?confidential=include');
    expect(whole.body.assessments.length).toBe(mine.body.assessments.length + 1);
    const asked = await people.admin.get('cases/founding/export?confidential=include');
    expect(asked.text).toBe(mine.text);
    const [event] = (await people.admin.get('audit?limit=1')).body.items;
    expect(JSON.stringify(event)).toContain('"act":"export"');
  });
});
