import { ResetsService } from '@libs/accounts';
import { IdentityStore } from '@libs/platform/access';
import { withClient } from '@libs/platform/database';
import { MembershipsService, WorkspacesService } from '@libs/workspaces';
import { TestApp, type Answer, type People } from '../support/test-app.ts';

let server: TestApp;
let people: People;
let others: People;
const password = 'a long sample password ☂';
const next = 'another long sample password';

beforeAll(async () => {
  server = await TestApp.start();
  people = await server.workspace('ours');
  others = await server.workspace('theirs');
  for (const name of ['anna', 'berta', 'clara', 'dora', 'emma']) {
    const user = { email: `${name}@example.org`, name, role: 'analyst' as const, password };
    await server.app.get(WorkspacesService).addUser(await actor('ours'), user);
  }
}, 60_000);
afterAll(() => server.close());

async function actor(slug: string) {
  const workspaces = server.app.get(WorkspacesService);
  const found = await workspaces.find(slug);
  return workspaces.actorFor(found!.workspaceId, slug, 'test');
}

async function memberId(name: string): Promise<string> {
  const members = (await people.admin.get('members')).body.items;
  return members.find((one: { name: string }) => one.name === name).id;
}

const make = async (name: string) => people.admin.post(`members/${await memberId(name)}/reset-link`);
const tokenOf = (answer: Answer): string => answer.body.link.split('#')[1];
const use = (token: string, word = next) => server.anonymous('POST', '/api/resets', { token, password: word });
const signIn = (name: string, word: string) =>
  server.anonymous('POST', '/api/session', { email: `${name}@example.org`, password: word });
const withoutId = (answer: Answer) => ({ status: answer.status, body: { ...answer.body, requestId: '' } });

async function userIdOf(name: string): Promise<string> {
  const rows = await server.app
    .get(IdentityStore)
    .query<{ id: string }>('select id from identity.user_account where email = $1', [`${name}@example.org`]);
  return rows[0]!.id;
}

describe('A8: a reset link', () => {
  it('sets a password once, ends every session, and signs nobody in', async () => {
    const headers = { cookie: (await signIn('anna', password)).headers['set-cookie']!.split(';')[0]! };
    const made = await make('anna');
    expect(made.body.link).toMatch(/^http:\/\/127\.0\.0\.1:4400\/reset#[\w-]{43}$/);
    const minutes = (Date.parse(made.body.expiresAt) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(29);
    expect(minutes).toBeLessThanOrEqual(30);
    expect((await server.anonymous('GET', '/api/me', undefined, headers)).status).toBe(200);
    const used = await use(tokenOf(made));
    expect(used.status).toBe(204);
    expect(used.headers['set-cookie']).toBeUndefined();
    expect((await server.anonymous('GET', '/api/me', undefined, headers)).status).toBe(401);
    expect((await signIn('anna', password)).status).toBe(401);
    expect((await signIn('anna', next)).status).toBe(201);
    expect((await use(tokenOf(made), 'a third long sample password')).status).toBe(404);
  });

  it('follows the rules of passwords, and is not used up by a refused one (A1, A2)', async () => {
    const token = tokenOf(await make('berta'));
    for (const word of ['seven b', 'iloveyou', 'plumbline-2026!', 'Workspace ours', 'berta@example.org']) {
      expect(await use(token, word)).toMatchObject({ status: 422, body: { problems: [{ path: 'password' }] } });
    }
    expect((await use(token, 'before\u0000after  ')).status).toBe(204);
    expect((await signIn('berta', 'before\u0000after  ')).status).toBe(201);
  });

  it('answers alike for one that is made up, used, replaced or too old', async () => {
    const first = tokenOf(await make('clara'));
    const second = tokenOf(await make('clara'));
    const madeUp = withoutId(await use('x'.repeat(43)));
    expect(madeUp).toMatchObject({ status: 404, body: { code: 'link_not_valid' } });
    expect(withoutId(await use(first))).toEqual(madeUp);
    await withClient(server.database.adminUrl, async (admin) => {
      await admin.query(`update identity.credential set expires_at = now() where kind = 'reset'`);
    });
    expect(withoutId(await use(second))).toEqual(madeUp);
    expect(withoutId(await use(second, 'short'))).toEqual(madeUp);
    expect((await signIn('clara', password)).status).toBe(201);
  });

  it('serves one of two at the same moment, and stands in the database as a hash alone', async () => {
    const token = tokenOf(await make('clara'));
    const rows = await withClient(server.database.adminUrl, (admin) =>
      admin.query(`select string_agg(c::text, '') as everything from identity.credential c`),
    );
    expect(rows.rows[0].everything).not.toContain(token);
    const answers = await Promise.all([use(token), use(token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404]);
  });

  it('is made by an admin for a member of the own workspace, and stands in the audit trail', async () => {
    const id = await memberId('dora');
    for (const role of ['lead', 'analyst', 'drafter', 'viewer'] as const) {
      expect((await people[role].post(`members/${id}/reset-link`)).status).toBe(403);
    }
    expect((await others.admin.post(`members/${id}/reset-link`)).status).toBe(404);
    expect((await make('dora')).status).toBe(201);
    const { event } = (await people.admin.get('audit?limit=1')).body.items[0];
    expect(event).toMatchObject({ act: 'make_reset_link', kind: 'member', recordId: id });
  });

  it('of one workspace’s admin opens no account that belongs to another workspace as well', async () => {
    const early = tokenOf(await make('dora'));
    const person = { userId: await userIdOf('dora'), name: 'dora', role: 'admin' as const };
    await server.app.get(MembershipsService).join(await actor('theirs'), person, async () => undefined);
    expect(await make('dora')).toMatchObject({ status: 409, body: { code: 'reset_elsewhere' } });
    expect((await use(early)).status).toBe(404);
    const { link } = await server.app.get(ResetsService).forAddress('dora@example.org');
    expect((await use(link.split('#')[1]!)).status).toBe(204);
  });
});

describe('A7: a disabled account', () => {
  it('gets no reset link, and uses none', async () => {
    const token = tokenOf(await make('emma'));
    await withClient(server.database.adminUrl, (admin) =>
      admin.query(`update identity.user_account set disabled_at = now() where email = 'emma@example.org'`),
    );
    expect((await use(token)).status).toBe(404);
    expect((await make('emma')).status).toBe(404);
    await expect(server.app.get(ResetsService).forAddress('emma@example.org')).rejects.toMatchObject({ status: 404 });
  });
});
