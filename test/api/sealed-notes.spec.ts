import { withClient } from '@libs/platform/database';
import { Tenancy, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { DataKeysService } from '@libs/sealed-notes';
import { WorkspacesService } from '@libs/workspaces';
import { Chain } from '../support/chain.ts';
import { audienceOf, move } from '../support/narrow.ts';
import { TestApp, type People } from '../support/test-app.ts';

// U6 to U8: the words of a note are in the database only encrypted, bound to their row, and gone with their key.

const WORDS = 'Zqxwords: calls from the second number only.';
const PLAIN = { title: 'A talk of 3 May', tags: ['witness'] };

let server: TestApp;
let people: People;
let others: People;
let chain: Chain;

beforeAll(async () => {
  server = await TestApp.start();
  people = await server.workspace('ours');
  others = await server.workspace('theirs');
  chain = new Chain(people.lead);
}, 60_000);
afterAll(() => server.close());

const source = async (change: object = {}) => (await chain.source('We never sell cameras.', { ...change })).id;
const add = async (sourceId: string, change: object = {}) => {
  const made = await people.drafter.post(`sources/${sourceId}/sealed-notes`, { ...PLAIN, words: WORDS, ...change });
  expect(made.status).toBe(201);
  return made.body.id as string;
};
const open = (id: string, who = people.drafter) => who.post(`sealed-notes/${id}/open`, {});
const destroy = (sourceId: string, who = people.lead) =>
  who.post(`sources/${sourceId}/sealed-notes/destroy`, { reason: 'The witness asked for it.' });
const rows = (sql: string, values: unknown[] = []) =>
  withClient(server.database.adminUrl, async (client) => (await client.query(sql, values)).rows);

describe('a sealed note', () => {
  it('is listed by title and tags, found by them alone, and opened with an event', async () => {
    const id = await add(await source());
    const found = async (q: string) => (await people.viewer.get(`sealed-notes?q=${q}`)).body.total;
    expect([await found('3%20MAY'), await found('witness'), await found('wit'), await found('Zqxwords')]).toEqual([
      1, 1, 0, 0,
    ]);
    expect((await people.viewer.get('sealed-notes')).text).not.toContain('Zqxwords');
    expect(await open(id)).toMatchObject({ status: 200, body: { ...PLAIN, words: WORDS, erased: null } });
    const events = await rows(
      'select canonical from app.audit_event where position($1 in canonical) > 0 order by seq',
      [id],
    );
    const acts = events.map(({ canonical }) => /"act":"(\w+)","kind":"sealed_note"/.exec(canonical)?.[1]);
    expect(acts).toEqual(['record', 'open']);
  });

  it('is changed by its version, and keeps no earlier words', async () => {
    const id = await add(await source());
    const revised = await people.analyst.patch(`sealed-notes/${id}`, { words: 'Late only.', version: 1 });
    expect(revised).toMatchObject({ status: 200, body: { ...PLAIN, version: 2 } });
    expect((await open(id)).body.words).toBe('Late only.');
    const stale = await people.analyst.patch(`sealed-notes/${id}`, { title: 'Other', version: 1 });
    expect([stale.status, stale.body.code]).toEqual([412, 'stale_version']);
    expect((await people.analyst.patch(`sealed-notes/${id}`, { words: ' ', version: 2 })).status).toBe(422);
  });

  it('stands nowhere in the database in plain words', async () => {
    await add(await source());
    const tables = await rows(`select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname in ('app', 'identity')`);
    for (const { name } of tables) {
      const found = await rows(`select 1 from ${name} t where position('Zqxwords' in t::text) > 0
        or position('5a7178776f726473' in t::text) > 0`);
      expect([name, found.length]).toEqual([name, 0]);
    }
  });

  it('does not open in another row, or with the key of another source', async () => {
    const [sourceA, sourceB] = [await source(), await source()];
    const [one, same, other] = [await add(sourceA), await add(sourceA), await add(sourceB)];
    for (const target of [same, other]) {
      await rows('update app.sealed_note set body = (select body from app.sealed_note where id = $1) where id = $2', [
        one,
        target,
      ]);
      const answer = await open(target);
      expect([answer.status, answer.body.code]).toEqual([409, 'key_missing']);
      expect(answer.text).not.toContain('Zqxwords');
    }
    expect((await open(one)).body.words).toBe(WORDS);
  });

  it('is of its workspace and for the roles that may', async () => {
    const sourceId = await source();
    const id = await add(sourceId);
    expect((await open(id, others.lead)).status).toBe(404);
    expect((await others.lead.post(`sources/${sourceId}/sealed-notes`, { ...PLAIN, words: WORDS })).status).toBe(404);
    expect((await destroy(sourceId, others.lead)).status).toBe(404);
    const change = { title: 'Taken', version: 1 };
    expect((await others.lead.patch(`sealed-notes/${id}`, change)).status).toBe(404);
    expect((await people.viewer.patch(`sealed-notes/${id}`, change)).status).toBe(403);
    expect((await people.viewer.post(`sources/${sourceId}/sealed-notes`, { ...PLAIN, words: WORDS })).status).toBe(403);
    expect((await open(id, people.viewer)).status).toBe(403);
    expect((await destroy(sourceId, people.analyst)).status).toBe(403);
  });

  it('is for those who read its source, and goes where the source goes', async () => {
    const sourceId = await source();
    const id = await add(sourceId);
    const few = await audienceOf(people.lead, []);
    expect((await move(people.lead, few, 'source', sourceId)).status).toBe(200);
    expect((await open(id)).status).toBe(404);
    expect((await people.viewer.get(`sealed-notes?source=${sourceId}`)).body).toEqual({ items: [], total: 0 });
    expect((await open(id, people.lead)).body.words).toBe(WORDS);
    const kept = await rows(
      `select distinct audience_id from app.record_version where kind in ('sealed_note', 'sealing_key') and record_id in
         (select id from app.sealed_note where source_id = $1 union select id from app.sealing_key where source_id = $1)`,
      [sourceId],
    );
    expect(kept).toEqual([{ audience_id: few }]);
  });
});

describe('a destroyed key', () => {
  it('needs a sign-in of the last ten minutes', async () => {
    const sourceId = await source();
    const id = await add(sourceId);
    const age = (minutes: number) =>
      rows(
        `update identity.session set confirmed_at = now() - make_interval(mins => $1)
         where user_id = (select user_id from app.member where id = $2)`,
        [minutes, people.lead.memberId],
      );
    await age(11);
    const late = await destroy(sourceId);
    expect([late.status, late.body.code]).toEqual([403, 'fresh_sign_in_needed']);
    expect((await open(id)).body.words).toBe(WORDS);
    await age(0);
    expect((await destroy(sourceId)).status).toBe(200);
  });

  it('leaves title, writer and who erased it, and no words or key', async () => {
    const sourceId = await source();
    const id = await add(sourceId);
    expect(await destroy(sourceId)).toMatchObject({ status: 200, body: { notes: 1 } });
    const opened = await open(id);
    expect(opened).toMatchObject({ status: 200, body: { ...PLAIN, words: null, erased: { by: expect.any(String) } } });
    const left = await rows(
      `select n.body, k.wrapped from app.sealed_note n join app.sealing_key k on k.id = n.key_id where n.id = $1`,
      [id],
    );
    expect(left).toEqual([{ body: null, wrapped: null }]);
    const late = await people.analyst.patch(`sealed-notes/${id}`, { words: 'Again.', version: 1 });
    expect([late.status, late.body.code]).toEqual([409, 'words_erased']);
    expect((await destroy(sourceId)).body.code).toBe('nothing_sealed');
    const next = await add(sourceId);
    expect((await open(next)).body.words).toBe(WORDS);
    expect((await open(id)).body.words).toBeNull();
  });

  it('is every key of a workspace, of all audiences, where its operator ends it', async () => {
    const own = new Chain(others.lead);
    const few = await audienceOf(others.lead, []);
    const ids: string[] = [];
    for (const change of [{}, { audienceId: few }]) {
      const { id } = await own.source('We never sell cameras.', change);
      ids.push((await others.lead.post(`sources/${id}/sealed-notes`, { ...PLAIN, words: WORDS })).body.id);
    }
    const ours = await add(await source());
    const workspaces = server.app.get(WorkspacesService);
    const { workspaceId } = (await workspaces.list()).find(({ slug }) => slug === 'theirs')!;
    const work = <Result>(does: (tx: WorkspaceTransaction) => Promise<Result>) =>
      workspaces
        .actorFor(workspaceId, 'theirs', 'cli:test')
        .then((actor) => server.app.get(Tenancy).inWorkspace(actor, does));
    const keys = server.app.get(DataKeysService);
    expect(await work((tx) => keys.unopened(tx))).toEqual({ keys: 2, closed: [] });
    expect(await work((tx) => keys.destroyAll(tx, 'The workspace has ended.'))).toEqual({ keys: 2, notes: 2 });
    for (const id of ids) expect((await open(id, others.lead)).body.words).toBeNull();
    expect((await open(ours)).body.words).toBe(WORDS);
  });

  it('of another key file is named, and its note says so instead of its words', async () => {
    const id = await add(await source());
    await rows(
      `update app.sealing_key set wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1)
       where id = (select key_id from app.sealed_note where id = $1)`,
      [id],
    );
    const answer = await open(id);
    expect([answer.status, answer.body.code]).toEqual([409, 'key_missing']);
    const workspaces = server.app.get(WorkspacesService);
    const { workspaceId } = (await workspaces.list()).find(({ slug }) => slug === 'ours')!;
    const actor = await workspaces.actorFor(workspaceId, 'ours', 'cli:test');
    const found = await server.app
      .get(Tenancy)
      .inWorkspace(actor, (tx) => server.app.get(DataKeysService).unopened(tx));
    expect(found.closed).toHaveLength(1);
    expect(found.keys).toBeGreaterThan(1);
  });

  it('is an act with a reason, in the trail', async () => {
    const sourceId = await source();
    await add(sourceId);
    expect((await people.lead.post(`sources/${sourceId}/sealed-notes/destroy`, {})).status).toBe(422);
    expect((await destroy(sourceId)).status).toBe(200);
    const acts = await rows(`select canonical from app.audit_event where position('"act":"destroy"' in canonical) > 0`);
    expect(acts.length).toBeGreaterThan(0);
  });
});
