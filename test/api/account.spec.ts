import { IdentityStore, SessionsService } from '@libs/platform/access';
import { withClient } from '@libs/platform/database';
import { WorkspacesService } from '@libs/workspaces';
import { TestApp, type Answer, type People } from '../support/test-app.ts';

let server: TestApp;
let people: People;
let others: People;
const password = 'a long sample password ☂';
const next = 'another long sample password';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';

beforeAll(async () => {
  server = await TestApp.start();
  people = await server.workspace('ours');
  others = await server.workspace('theirs');
  const workspaces = server.app.get(WorkspacesService);
  const found = await workspaces.find('ours');
  const actor = await workspaces.actorFor(found!.workspaceId, 'ours', 'test');
  for (const name of ['anna', 'berta', 'clara', 'dora', 'emma']) {
    await workspaces.addUser(actor, { email: `${name}@example.org`, name, role: 'analyst', password });
  }
}, 60_000);
afterAll(() => server.close());

const cookieOf = (answer: Answer) => ({ cookie: answer.headers['set-cookie']!.split(';')[0]! });
const post = (path: string, body: unknown, headers: Record<string, string>) =>
  server.anonymous('POST', path, body, headers);

async function signIn(name: string, word = password): Promise<{ cookie: string }> {
  const body = { email: `${name}@example.org`, password: word };
  const answer = await post('/api/session', body, { 'user-agent': FIREFOX });
  if (answer.status !== 201) throw new Error(answer.text);
  return cookieOf(answer);
}

const status = async (headers: { cookie: string }) =>
  (await server.anonymous('GET', '/api/me', undefined, headers)).status;
const sessionsOf = async (headers: { cookie: string }) =>
  (await server.anonymous('GET', '/api/me/sessions', undefined, headers)).body.items;
const change = (headers: { cookie: string }, currentPassword: string, word: string) =>
  post('/api/me/password', { currentPassword, password: word }, headers);

describe('S4: a person', () => {
  it('lists the own sessions with their device, this one marked, and nobody else’s', async () => {
    const first = await signIn('anna');
    await signIn('berta');
    const second = await signIn('anna');
    const listed = await sessionsOf(second);
    expect(listed).toHaveLength(2);
    expect(listed.map((one: { isThis: boolean }) => one.isThis).sort()).toEqual([false, true]);
    for (const one of listed) {
      expect(one.device).toBe('Firefox on Linux');
      expect(Date.parse(one.firstSeenAt)).toBeLessThanOrEqual(Date.parse(one.lastSeenAt));
    }
    expect(await status(first)).toBe(200);
  });

  it('ends one session, or all others, and not those of another', async () => {
    const [first, second, third] = [await signIn('anna'), await signIn('anna'), await signIn('anna')];
    const foreign = await signIn('berta');
    const own = (await sessionsOf(first)).find((one: { isThis: boolean }) => one.isThis);
    const end = (headers: { cookie: string }) =>
      server.anonymous('DELETE', `/api/me/sessions/${own.id}`, undefined, headers);
    expect((await end(foreign)).status).toBe(404);
    expect(await status(first)).toBe(200);
    expect((await end(second)).status).toBe(204);
    expect((await end(second)).status).toBe(404);
    expect(await status(first)).toBe(401);
    expect(await status(third)).toBe(200);
    expect((await post('/api/me/sessions/end-others', undefined, second)).status).toBe(204);
    expect([await status(second), await status(third), await status(foreign)]).toEqual([200, 401, 200]);
    expect(await sessionsOf(second)).toHaveLength(1);
  });

  it('no longer lists what is over: idle, too old, ended', async () => {
    const headers = await signIn('clara');
    const [one, two] = [await signIn('clara'), await signIn('clara')];
    const ids = async (cookie: { cookie: string }) =>
      (await sessionsOf(cookie)).find(({ isThis }: { isThis: boolean }) => isThis).id;
    const store = server.app.get(IdentityStore);
    const idle = `update identity.session set last_seen_at = now() - interval '13 hours' where id = $1`;
    await store.query(idle, [await ids(one)]);
    await store.query('update identity.session set expires_at = now() where id = $1', [await ids(two)]);
    expect(await sessionsOf(headers)).toHaveLength(1);
  });
});

describe('A3: a new password', () => {
  it('needs the present one', async () => {
    const headers = await signIn('dora');
    const wrong = await change(headers, 'not the password', next);
    expect(wrong).toMatchObject({ status: 422, body: { problems: [{ path: 'currentPassword' }] } });
    expect(wrong.headers['set-cookie']).toBeUndefined();
    expect((await post('/api/me/password', { password: next }, headers)).status).toBe(422);
    expect(await status(await signIn('dora'))).toBe(200);
  });

  it('follows the same rules as everywhere (A1, A2)', async () => {
    const headers = await signIn('dora');
    for (const word of ['seven b', 'iloveyou', 'plumbline-2026!', 'Workspace ours', 'dora@example.org']) {
      expect(await change(headers, password, word)).toMatchObject({
        status: 422,
        body: { problems: [{ path: 'password' }] },
      });
    }
    expect(await status(headers)).toBe(200);
  });

  it('ends the other sessions, and gives this one a new token (S4, S1)', async () => {
    const [other, own] = [await signIn('dora'), await signIn('dora')];
    const word = 'before\u0000after  ';
    const changed = await change(own, password, word);
    expect(changed.status).toBe(204);
    const renewed = cookieOf(changed);
    expect(renewed.cookie).not.toBe(own.cookie);
    expect([await status(other), await status(own), await status(renewed)]).toEqual([401, 401, 200]);
    await expect(signIn('dora')).rejects.toThrow('sign_in_refused');
    expect((await change(renewed, word, next)).status).toBe(204);
    expect(await status(await signIn('dora', next))).toBe(200);
  });

  it('cannot be guessed at from an open session (A4)', async () => {
    const headers = await signIn('emma');
    for (let guess = 0; guess < 10; guess += 1) {
      expect((await change(headers, `guess ${guess}`, next)).status).toBe(422);
    }
    expect((await change(headers, password, next)).status).toBe(429);
  });
});

describe('S4: an admin', () => {
  it('ends all sessions of a member, and it stands in the audit trail', async () => {
    const [first, second] = [await signIn('berta'), await signIn('berta')];
    const members = (await people.admin.get('members')).body.items;
    const { id } = members.find((one: { name: string }) => one.name === 'berta');
    for (const role of ['lead', 'analyst', 'drafter', 'viewer'] as const) {
      expect((await people[role].post(`members/${id}/end-sessions`)).status).toBe(403);
    }
    expect((await others.admin.post(`members/${id}/end-sessions`)).status).toBe(404);
    expect(await status(first)).toBe(200);
    expect((await people.admin.post(`members/${id}/end-sessions`)).status).toBe(204);
    expect([await status(first), await status(second)]).toEqual([401, 401]);
    const { event } = (await people.admin.get('audit?limit=1')).body.items[0];
    expect(event).toMatchObject({ act: 'end_sessions', kind: 'member', recordId: id });
  });
});

describe('A7: a disabled account', () => {
  it('has no session that works, and changes no password', async () => {
    const headers = await signIn('clara');
    const { userId } = (await server.anonymous('GET', '/api/me', undefined, headers)).body;
    await withClient(server.database.adminUrl, (admin) =>
      admin.query('update identity.user_account set disabled_at = now() where id = $1', [userId]),
    );
    server.app.get(SessionsService).forget(userId);
    expect((await change(headers, password, next)).status).toBe(401);
    expect((await server.anonymous('GET', '/api/me/sessions', undefined, headers)).status).toBe(401);
  });
});
