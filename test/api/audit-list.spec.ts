import { withClient } from '@libs/platform/database';
import { Chain } from '../support/chain.ts';
import { moveToFew } from '../support/narrow-audience.ts';
import { TestApp, type People } from '../support/test-app.ts';

interface Item {
  seq: number;
  who: string | null;
  event: { act: string; at: string; kind?: string; recordId?: string; records?: unknown[] };
}

let server: TestApp;
let people: People;
let others: People;
let company: string;
let source: { id: string; number: string; version: number };
let statementOf: { id: string; excerptId: string };

const record = (name: string, kind = 'company') =>
  people.analyst.post('organisations', { kind, legalName: name, shortName: name, sample: true });

beforeAll(async () => {
  server = await TestApp.start();
  people = await server.workspace('ours');
  others = await server.workspace('theirs');
  company = (await record('Sample A')).body.id;
  const chain = new Chain(people.lead);
  source = (await chain.source('We do not sell cameras. We never did.', { title: 'Of a company' })) as never;
  const excerpt = await chain.excerpt(source as never, 'We do not sell cameras');
  const made = await chain.statement(excerpt.id, { speakerOrganisationId: company });
  statementOf = { id: made.id, excerptId: excerpt.id };
  await people.lead.post(`statements/${made.id}/withdraw`, { version: made.version, reason: 'Recorded by mistake' });
}, 60_000);
afterAll(() => server.close());

const page = async (query = '') => (await people.admin.get(`audit${query}`)).body;
const items = async (query = ''): Promise<Item[]> => (await page(query)).items;
const acts = async (query: string) => (await items(query)).map(({ event }) => `${event.act} ${event.kind}`);

describe('the list of the audit trail', () => {
  it('is newest first, names the member of today, and says what records are called and where they are read', async () => {
    const answer = await page('?limit=4');
    expect(answer.items.map(({ event }: Item) => `${event.act} ${event.kind}`)).toEqual([
      'withdraw statement',
      'record statement',
      'record excerpt',
      'record source',
    ]);
    expect(answer.items[0].who).toBe('Lead Example');
    expect(answer.records[source.id]).toEqual({
      number: 'S-1',
      name: null,
      page: { kind: 'source', id: source.id },
    });
    expect(answer.records[statementOf.id]).toEqual({
      number: 'ST-1',
      name: null,
      page: { kind: 'excerpt', id: statementOf.excerptId },
    });
    expect((await page()).records[people.viewer.memberId]!.name).toBe('Viewer Example');
    expect((await page()).records[company]).toEqual({
      number: null,
      name: 'Sample A',
      page: { kind: 'company', id: company },
    });
  });

  it('is read page by page, without holes or doubles, however many are written meanwhile', async () => {
    const seen: number[] = [];
    const { total } = await page();
    for (let before: number | null = null, first = true; first || before !== null; first = false) {
      const answer = await page(`?limit=3${before === null ? '' : `&before=${before}`}`);
      seen.push(...answer.items.map(({ seq }: Item) => seq));
      before = answer.next;
      if (first) await record('Sample meanwhile', 'body');
    }
    expect(seen).toEqual(Array.from({ length: total }, (_, index) => total - index));
  });

  it('is narrowed down by person, act, kind, record and time', async () => {
    const lead = `member:${people.lead.memberId}`;
    expect(await acts(`?by=${lead}`)).toEqual([
      'withdraw statement',
      'record statement',
      'record excerpt',
      'record source',
    ]);
    expect(await acts(`?by=${lead}&act=record&kind=excerpt`)).toEqual(['record excerpt']);
    expect(await acts('?record=ST-1')).toEqual(['withdraw statement', 'record statement']);
    expect(await acts(`?record=${source.id.toUpperCase()}`)).toEqual(['record source']);
    expect(await acts('?record=S-99')).toEqual([]);
    const [withdrawn, recorded] = await items('?record=st1');
    expect(await acts(`?record=ST-1&from=${withdrawn!.event.at}`)).toEqual(['withdraw statement']);
    expect(await acts(`?record=ST-1&until=${withdrawn!.event.at}`)).toEqual(['record statement']);
    expect(await acts(`?record=ST-1&until=${recorded!.event.at}`)).toEqual([]);
    const inRome = encodeURIComponent(withdrawn!.event.at.replace('Z', '+01:00'));
    expect((await acts(`?record=ST-1&from=${inRome}`)).length).toBe(2);
  });

  it('finds in a batch what was done to one record', async () => {
    const found = await server.inWorkspace('ours', async (tx) => {
      tx.beginBatch();
      tx.audit('record', 'case_file', null);
      tx.audit('import', 'round', null);
      return tx.now.toISOString();
    });
    expect((await items('?act=import&kind=round'))[0]!.event.at).toBe(found);
    expect(await items('?act=import&kind=case_file')).toEqual([]);
  });

  it('refuses what it cannot understand, by name', async () => {
    for (const query of ['before=0', 'limit=201', 'act=With%20draw', 'record=whatever', 'from=yesterday']) {
      const answer = await people.admin.get(`audit?${query}`);
      expect([query, answer.status, answer.body.problems[0].path]).toEqual([query, 422, query.split('=')[0]]);
    }
    expect((await people.admin.get('audit?offset=3')).status).toBe(400);
  });

  it('is for owners, in their own workspace', async () => {
    for (const person of [people.lead, people.analyst, people.drafter, people.viewer]) {
      expect((await person.get('audit')).status).toBe(403);
      expect((await person.get('security-events')).status).toBe(403);
    }
    expect((await others.admin.send('GET', 'audit', undefined, 'ours')).status).toBe(404);
    expect((await others.admin.send('GET', 'security-events', undefined, 'ours')).status).toBe(404);
    expect(JSON.stringify((await others.admin.get('audit')).body)).not.toContain(company);
  });

  it('lets no filter find an event on a record that the reader may not see', async () => {
    const secret = await new Chain(people.lead).source('Words that only few may read.', { title: 'Of an insider' });
    await moveToFew(server, 'ours', secret.id);
    await withClient(server.database.adminUrl, (admin) =>
      admin.query(
        `update app.record_version v set audience_id = s.audience_id from app.source_document s
         where s.id = v.record_id and s.id = $1`,
        [secret.id],
      ),
    );
    const [newMember, hidden] = await items('?limit=2');
    expect(newMember!.event).toMatchObject({ act: 'add', kind: 'member' });
    expect(hidden).toMatchObject({ who: null, event: { at: expect.any(String), act: 'unlisted' } });
    expect(Object.keys(hidden!.event)).toHaveLength(2);
    expect((await page()).records[secret.id]).toBeUndefined();
    const { number } = secret as unknown as { number: string };
    for (const query of [`record=${secret.id}`, `record=${number}`]) {
      expect(await page(`?${query}`)).toMatchObject({ items: [], next: null });
    }
    const visible = await acts(`?by=member:${people.lead.memberId}&act=record&kind=source`);
    expect(visible).toEqual(['record source']);
    const first = await page(`?by=member:${people.lead.memberId}&act=record&kind=source&limit=1`);
    expect([first.items.length, first.next]).toEqual([1, null]);
  });
});

describe('security events', () => {
  const kinds = async (query = '') =>
    (await people.admin.get(`security-events${query}`)).body.items.map(
      ({ kind, member }: { kind: string; member: { name: string } }) => `${member.name}: ${kind}`,
    );

  it('tell of the members of this workspace, newest first, and of nobody else', async () => {
    expect(await kinds()).toEqual([]);
    await people.viewer.send('DELETE', '/api/session');
    await others.analyst.send('DELETE', '/api/session');
    await server.anonymous('POST', '/api/session', { email: 'nobody@example.org', password: 'not a password here' });
    expect(await kinds()).toEqual(['Viewer Example: signed_out']);
    await people.drafter.send('DELETE', '/api/session');
    expect(await kinds()).toEqual(['Drafter Example: signed_out', 'Viewer Example: signed_out']);
    expect(await kinds(`?member=${people.viewer.memberId}`)).toEqual(['Viewer Example: signed_out']);
    expect(await kinds(`?member=${others.analyst.memberId}`)).toEqual([]);
    const first = (await people.admin.get('security-events?limit=1')).body;
    expect(first.next).toBe(first.items[0].id);
    expect(await kinds(`?limit=1&before=${first.next}`)).toEqual(['Viewer Example: signed_out']);
  });
});
