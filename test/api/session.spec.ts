import { IdentityStore } from '@libs/platform/access';
import { WorkspacesService } from '@libs/workspaces';
import { TestApp } from '../support/test-app.ts';

let server: TestApp;
const password = 'a long sample password ☂';

beforeAll(async () => {
  server = await TestApp.start();
  const workspaces = server.app.get(WorkspacesService);
  const id = await workspaces.create({ slug: 'ours', name: 'Ours' }, 'test');
  const actor = await workspaces.actorFor(id, 'ours', 'test');
  for (const name of ['anna', 'berta', 'clara']) {
    await workspaces.addUser(actor, { email: `${name}@example.org`, name, role: 'analyst', password });
  }
}, 60_000);
afterAll(() => server.close());

const signIn = (email: string, word: string) => server.anonymous('POST', '/api/session', { email, password: word });

function cookieOf(answer: { headers: Record<string, string> }): string {
  return answer.headers['set-cookie']!.split(';')[0]!;
}

describe('signing in', () => {
  it('gives a session that the person can see, use and end', async () => {
    const answer = await signIn('ANNA@example.org', password);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ email: 'anna@example.org', workspaces: [{ slug: 'ours', role: 'analyst' }] });
    expect(answer.headers['set-cookie']).toMatch(/^plumbline_4400=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(answer.text).not.toContain(cookieOf(answer).split('=')[1]);
    const headers = { cookie: cookieOf(answer) };
    expect((await server.anonymous('GET', '/api/me', undefined, headers)).body.name).toBe('anna');
    const ended = await server.anonymous('DELETE', '/api/session', undefined, headers);
    expect(ended.status).toBe(204);
    expect(ended.headers['clear-site-data']).toContain('cache');
    expect((await server.anonymous('GET', '/api/me', undefined, headers)).status).toBe(401);
  });

  it('ends the session that the browser came with, and only on success (ASVS 5.0.0 7.2.4)', async () => {
    const first = { cookie: cookieOf(await signIn('anna@example.org', password)) };
    const me = async (headers: { cookie: string }) =>
      (await server.anonymous('GET', '/api/me', undefined, headers)).status;
    const again = (word: string) =>
      server.anonymous('POST', '/api/session', { email: 'anna@example.org', password: word }, first);
    expect((await again('not the password')).status).toBe(401);
    expect(await me(first)).toBe(200);
    const second = { cookie: cookieOf(await again(password)) };
    expect({ first: await me(first), second: await me(second) }).toEqual({ first: 401, second: 200 });
  });

  it('stores only the hash of the session token', async () => {
    const token = cookieOf(await signIn('anna@example.org', password)).split('=')[1]!;
    const rows = await server.app
      .get(IdentityStore)
      .query('select encode(token_hash, $1) as hash from identity.session', ['hex']);
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(rows.length).toBeGreaterThan(0);
  });

  it('answers alike for a wrong password and an unknown address', async () => {
    const wrong = await signIn('berta@example.org', 'not the password');
    const unknown = await signIn('nobody@example.org', 'not the password');
    expect(wrong.status).toBe(401);
    expect({ ...wrong.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' });
    expect(wrong.headers['set-cookie']).toBeUndefined();
  });

  it('takes the password exactly as typed', async () => {
    expect((await signIn('berta@example.org', ` ${password}`)).status).toBe(401);
    expect((await signIn('berta@example.org', password.toUpperCase())).status).toBe(401);
    expect((await signIn('berta@example.org', password)).status).toBe(201);
  });

  it('makes one who guesses wait, and says for how long', async () => {
    for (let guess = 0; guess < 10; guess += 1)
      expect((await signIn('clara@example.org', `guess ${guess}`)).status).toBe(401);
    const answer = await signIn('clara@example.org', password);
    expect(answer).toMatchObject({ status: 429, body: { code: 'too_many_tries' } });
    expect(answer.headers['retry-after']).toBe('900');
    expect((await signIn('anna@example.org', password)).status).toBe(201);
  });

  it('lets many guesses at the same moment get no further (A4)', async () => {
    const guesses = Array.from({ length: 30 }, (_, at) => signIn('nobody-here@example.org', `guess ${at}`));
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(20);
  });

  it('names the missing field', async () => {
    const answer = await server.anonymous('POST', '/api/session', { email: 'anna@example.org' });
    expect(answer).toMatchObject({ status: 422, body: { problems: [{ path: 'password' }] } });
  });

  it('offers no demonstration sign-in where the demo is off', async () => {
    expect((await server.anonymous('GET', '/api/session/options')).body).toEqual({ demo: [] });
  });

  it('ends for a person who is disabled or gets a new password', async () => {
    const headers = { cookie: cookieOf(await signIn('berta@example.org', password)) };
    const madeUp = await server.app.get(WorkspacesService).resetPassword('berta@example.org');
    expect((await server.anonymous('GET', '/api/me', undefined, headers)).status).toBe(401);
    expect((await signIn('berta@example.org', madeUp!)).status).toBe(201);
    await server.app
      .get(IdentityStore)
      .query(`update identity.user_account set disabled_at = now() where email = 'berta@example.org'`);
    expect((await signIn('berta@example.org', madeUp!)).status).toBe(401);
  });
});
