import { withClient } from '@libs/platform/database';
import { TestApp, type People } from '../support/test-app.ts';

let server: TestApp;
let people: People;

beforeAll(async () => {
  server = await TestApp.start();
  people = await server.workspace('ours');
}, 60_000);
afterAll(() => server.close());

const company = (name: string) => ({ kind: 'company', legalName: `${name} Inc.`, shortName: name, sample: true });

async function named(name: string): Promise<number> {
  const rows = await server.inWorkspace('ours', (tx) =>
    tx.query<{ count: string }>('select count(*) from app.organisation where workspace_id = $1 and short_name = $2', [
      tx.workspaceId,
      name,
    ]),
  );
  return Number(rows[0]!.count);
}

const answersKept = (key: string) =>
  withClient(
    server.database.adminUrl,
    async (admin) => (await admin.query('select status, answer from app.idempotency_key where key = $1', [key])).rows,
  );

describe('P1: a write with an Idempotency-Key', () => {
  it('is done once, and its answer repeated', async () => {
    const first = await people.analyst.once('key-1', 'POST', 'organisations', company('Once'));
    const again = await people.analyst.once('key-1', 'POST', 'organisations', company('Once'));
    expect(first).toMatchObject({ status: 201 });
    expect(first.headers).not.toHaveProperty('idempotent-replayed');
    expect(again).toMatchObject({ status: 201, body: first.body, headers: { 'idempotent-replayed': 'true' } });
    expect(await named('Once')).toBe(1);
  });

  it('is refused where the key belongs to another body, address or method', async () => {
    await people.analyst.once('key-2', 'POST', 'organisations', company('Second'));
    const other = await people.analyst.once('key-2', 'POST', 'organisations', company('Other'));
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    const elsewhere = await people.analyst.once('key-2', 'POST', 'findings', company('Second'));
    expect(elsewhere).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    expect(await named('Other')).toBe(0);
  });

  it('is one of the member who sent it', async () => {
    const one = await people.analyst.once('key-3', 'POST', 'organisations', company('Shared'));
    const other = await people.lead.once('key-3', 'POST', 'organisations', company('Shared'));
    expect([one.status, other.status]).toEqual([201, 201]);
    expect(other.body.organisation?.id ?? other.body.id).not.toBe(one.body.organisation?.id ?? one.body.id);
    const theirs = await server.workspace('theirs');
    const foreign = await theirs.analyst.once('key-3', 'POST', 'organisations', company('Shared'));
    expect(foreign.headers).not.toHaveProperty('idempotent-replayed');
  });

  it('that was refused may be mended under the same key', async () => {
    const wrong = await people.analyst.once('key-4', 'POST', 'organisations', { ...company('Fourth'), kind: 'shop' });
    expect(wrong.status).toBe(422);
    const right = await people.analyst.once('key-4', 'POST', 'organisations', company('Fourth'));
    expect(right).toMatchObject({ status: 201 });
    expect(right.headers).not.toHaveProperty('idempotent-replayed');
  });

  it('many times at one moment is done once: the others are told to wait, or get the answer', async () => {
    const all = await Promise.all(
      Array.from({ length: 12 }, () => people.analyst.once('key-5', 'POST', 'organisations', company('Crowd'))),
    );
    expect(await named('Crowd')).toBe(1);
    const made = all.filter(({ status }) => status === 201);
    expect(made.length).toBeGreaterThan(0);
    for (const { body } of made) expect(body).toEqual(made[0]!.body);
    for (const { status, body } of all) if (status !== 201) expect([status, body.code]).toEqual([409, 'still_running']);
  });

  it.each([
    ['that is empty', ''],
    ['over 255 characters', 'k'.repeat(256)],
    ['with signs beyond ASCII', 'k\u00e9'],
  ])('is refused for a key %s, by the name of the header', async (_title, key) => {
    const refused = await people.analyst.once(key, 'POST', 'organisations', company('Never'));
    expect(refused).toMatchObject({ status: 422, body: { problems: [{ path: 'Idempotency-Key' }] } });
    expect(await named('Never')).toBe(0);
  });

  it('asks what the member may do, again', async () => {
    const refused = await people.viewer.once('key-1', 'POST', 'organisations', company('Once'));
    expect(refused.status).toBe(403);
  });

  it('over a slow route is done once, and its answer repeated', async () => {
    const rename = { name: 'Renamed once', version: 1 };
    const first = await people.admin.once('key-6', 'PATCH', `/api/workspaces/ours`, rename);
    const again = await people.admin.once('key-6', 'PATCH', `/api/workspaces/ours`, rename);
    expect(first).toMatchObject({ status: 200, body: { name: 'Renamed once' } });
    expect(again).toMatchObject({ status: 200, body: first.body, headers: { 'idempotent-replayed': 'true' } });
    // Without the key the second would have been a change of an old version.
    expect((await people.admin.send('PATCH', '/api/workspaces/ours', rename)).status).toBe(412);
  });

  it('over a slow route whose answer was lost is not done again, and says so', async () => {
    const rename = { name: 'Renamed again', version: 2 };
    await people.admin.once('key-7', 'PATCH', '/api/workspaces/ours', rename);
    await withClient(server.database.adminUrl, (admin) =>
      admin.query(`update app.idempotency_key set status = null, answer = null where key = 'key-7'`),
    );
    const again = await people.admin.once('key-7', 'PATCH', '/api/workspaces/ours', rename);
    expect(again).toMatchObject({ status: 409, body: { code: 'answer_lost' } });
  });

  it('whose answer is a secret is done once, and the secret is stored nowhere', async () => {
    const asked = [
      ['key-link', 'invitations', { email: 'once@example.org', role: 'viewer' }],
      ['key-reset', `members/${people.viewer.memberId}/reset-link`, undefined],
    ] as const;
    for (const [key, path, body] of asked) {
      const first = await people.admin.once(key, 'POST', path, body);
      expect([path, first.status]).toEqual([path, 201]);
      const again = await people.admin.once(key, 'POST', path, body);
      expect(again).toMatchObject({ status: 409, body: { code: 'answer_lost' } });
      const kept = await answersKept(key);
      expect(kept).toEqual([{ status: null, answer: null }]);
    }
    expect((await people.admin.get('invitations')).body.items).toHaveLength(1);
  });

  it('that opens a sealed note opens it again, and keeps no words', async () => {
    const words = 'Zqxkept: the second number.';
    const source = await people.analyst.post('sources', {
      title: 'A talk',
      publisher: 'Sample Courier',
      captureKind: 'full',
      capturedText: 'They talked.',
    });
    const note = await people.analyst.post(`sources/${source.body.id}/sealed-notes`, { title: 'Talk', words });
    const open = () => people.analyst.once('key-open', 'POST', `sealed-notes/${note.body.id}/open`, {});
    expect([(await open()).body.words, (await open()).body.words]).toEqual([words, words]);
    expect(await answersKept('key-open')).toEqual([]);
  });

  it('is kept for a day and more, and cleared in time', async () => {
    await people.analyst.once('key-8', 'POST', 'organisations', company('Aged'));
    const age = (hours: number) =>
      withClient(server.database.adminUrl, (admin) =>
        admin.query(
          `update app.idempotency_key set created_at = now() - make_interval(hours => $1) where key = 'key-8'`,
          [hours],
        ),
      );
    await age(25);
    await people.analyst.once('key-9', 'POST', 'organisations', company('Next'));
    const kept = await people.analyst.once('key-8', 'POST', 'organisations', company('Aged'));
    expect(kept.headers).toMatchObject({ 'idempotent-replayed': 'true' });
    await age(49);
    await people.analyst.once('key-10', 'POST', 'organisations', company('Last'));
    const forgotten = await people.analyst.once('key-8', 'POST', 'organisations', company('Other'));
    expect(forgotten).toMatchObject({ status: 201 });
  });
});
