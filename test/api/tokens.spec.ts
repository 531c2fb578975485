import { isScope, may, PERMISSIONS, type Permission } from '@libs/contracts';
import { ApiTokensService, IdentityStore, SessionsService } from '@libs/platform/access';
import { withClient } from '@libs/platform/database';
import { routesOf, type Route } from '../support/routes.ts';
import { TestApp, type Answer, type People, type Person } from '../support/test-app.ts';

let server: TestApp;
let people: People;
let others: People;

beforeAll(async () => {
  server = await TestApp.start();
  people = await server.workspace('ours');
  others = await server.workspace('theirs');
}, 60_000);
afterAll(() => server.close());

const READS = ['organisation.read'];
const make = (person: Person, change: Record<string, unknown> = {}) =>
  person.post('/api/me/tokens', { workspace: person.workspace, name: 'Nightly', scopes: READS, ...change });

async function tokenOf(person: Person, scopes: readonly string[] = READS): Promise<{ token: string; id: string }> {
  const answer = await make(person, { scopes });
  if (answer.status !== 201) throw new Error(answer.text);
  return { token: answer.body.token, id: answer.body.made.id };
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const ask = (token: string, path: string, method = 'GET', body?: unknown, headers: Record<string, string> = {}) =>
  server.anonymous(method, path, body, { ...bearer(token), ...headers });
const OURS = '/api/workspaces/ours/organisations';
const outcome = ({ status, body }: Answer) => ({ status, code: body?.code });
const eventsOf = async (limit: number) =>
  (await people.admin.get(`audit?limit=${limit}`)).body.items.map(({ event }: { event: object }) => event);

describe('S8: an API token', () => {
  it('is made by a member, shown once with a prefix of ours, and kept as a hash', async () => {
    const made = await make(people.analyst);
    expect(made.status).toBe(201);
    expect(made.body.token).toMatch(/^pl_live_[\w-]{43}$/);
    const days = (Date.parse(made.body.made.expiresAt) - Date.parse(made.body.made.createdAt)) / 86_400_000;
    expect(Math.round(days)).toBe(90);
    expect(made.body.made).toMatchObject({ name: 'Nightly', workspace: 'ours', scopes: READS, lastUsedAt: null });
    const listed = await people.analyst.get('/api/me/tokens');
    expect(listed.body.items).toEqual([made.body.made]);
    expect(listed.text).not.toContain(made.body.token);
    const rows = await server.app.get(IdentityStore).query<{ hash: Buffer; whole: string }>(
      `select c.hash, row_to_json(c)::text || row_to_json(t)::text as whole
       from identity.credential c join identity.api_token t on t.id = c.id where c.id = $1`,
      [made.body.made.id],
    );
    expect(rows[0]!.hash).toHaveLength(32);
    expect(rows[0]!.whole).not.toContain(made.body.token.slice(8));
  });

  it('works without a cookie and from any origin, and is told apart in the audit trail', async () => {
    const { token, id } = await tokenOf(people.analyst, ['organisation.record', 'organisation.read']);
    const elsewhere = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' };
    const body = { kind: 'company', legalName: 'Sample T Corp.', shortName: 'Sample T' };
    expect((await ask(token, OURS, 'POST', body, elsewhere)).status).toBe(201);
    expect(await eventsOf(1)).toMatchObject([
      { act: 'record', kind: 'organisation', by: `member:${people.analyst.memberId}`, via: `token:${id}` },
    ]);
    const [used] = (await people.analyst.get('/api/me/tokens')).body.items;
    expect(Date.parse(used.lastUsedAt)).toBeGreaterThan(Date.now() - 60_000);
  });

  it('is refused together with a cookie, whosever it is', async () => {
    const { token } = await tokenOf(people.analyst);
    const { id: userId, email } = (
      await server.app
        .get(IdentityStore)
        .query<{ id: string; email: string }>('select id, email from identity.user_account limit 1')
    )[0]!;
    const session = await server.app.get(SessionsService).begin({ id: userId, email, name: 'x' });
    const both = { cookie: `plumbline_4400=${session}` };
    for (const method of ['GET', 'POST']) {
      const answer = await ask(token, OURS, method, method === 'POST' ? {} : undefined, both);
      expect(outcome(answer)).toEqual({ status: 400, code: 'two_credentials' });
    }
    expect(outcome(await ask('made-up', OURS, 'GET', undefined, both)).status).toBe(400);
    // A proxy in front may ask browsers for a password of its own.
    const basic = { ...both, authorization: 'Basic YTpi' };
    expect((await server.anonymous('GET', '/api/me', undefined, basic)).status).toBe(200);
  });

  it('has no more scopes than the role of its maker, then and later', async () => {
    expect(await make(people.viewer, { scopes: ['organisation.read', 'claim.record'] })).toMatchObject({
      status: 422,
      body: { problems: [{ path: 'scopes.1', code: 'scope' }] },
    });
    for (const scopes of [[], ['nothing.of_this'], ['token.read'], ['member.reset']]) {
      expect((await make(people.admin, { scopes })).status).toBe(422);
    }
    const { token } = await tokenOf(people.lead, ['case.import', 'case.read']);
    const lead = (await people.admin.get('members')).body.items.find(
      ({ id }: { id: string }) => id === people.lead.memberId,
    );
    await people.admin.patch(`members/${lead.id}`, { role: 'viewer', version: lead.version });
    expect(outcome(await ask(token, '/api/workspaces/ours/cases', 'POST', {}))).toMatchObject({ status: 403 });
    await people.admin.patch(`members/${lead.id}`, { role: 'lead', version: lead.version + 1 });
  });

  it('opens no account, and no other workspace (404), also as a token of a member of both', async () => {
    const { token } = await tokenOf(people.analyst);
    expect(outcome(await ask(token, '/api/workspaces/theirs/organisations'))).toEqual({
      status: 404,
      code: 'not_found',
    });
    for (const path of ['/api/me', '/api/me/sessions', '/api/me/tokens']) {
      expect(outcome(await ask(token, path))).toEqual({ status: 403, code: 'token_not_taken' });
    }
    const own = { workspace: 'ours', name: 'Child', scopes: READS };
    expect(outcome(await ask(token, '/api/me/tokens', 'POST', own)).code).toBe('token_not_taken');
    expect((await make(people.analyst, { workspace: 'theirs' })).status).toBe(404);
    expect((await make(people.analyst, { workspace: 'nowhere' })).status).toBe(404);
  });

  it('ends after its days: 90 unless said otherwise, a year at most', async () => {
    for (const days of [0, 366, 1.5]) expect((await make(people.analyst, { days })).status).toBe(422);
    expect((await make(people.analyst, { days: 365 })).status).toBe(201);
    const { token, id } = await tokenOf(people.analyst);
    await server.app.get(IdentityStore).query('update identity.credential set expires_at = now() where id = $1', [id]);
    expect(outcome(await ask(token, OURS))).toEqual({ status: 401, code: 'not_signed_in' });
    expect((await people.analyst.get('/api/me/tokens')).text).not.toContain(id);
  });

  it.each([
    ['nothing', ''],
    ['the prefix alone', 'pl_live_'],
    ['a made up one', 'pl_live_made-up'],
    ['a long text', 'x'.repeat(5000)],
    ['two words', 'pl_live_a b'],
  ])('that is none opens nothing: %s', async (_what, token) => {
    expect(outcome(await ask(token, OURS))).toEqual({ status: 401, code: 'not_signed_in' });
  });
});

describe('C1: for every route', () => {
  const addressOf = (route: Route) =>
    route.path.replace(':workspace', 'ours').replace(/:\w+/g, '018f0000-0000-7000-8000-000000000000');

  it('a token without the scope is refused with its name, and the own account is closed to it', async () => {
    const { token } = await tokenOf(people.admin, ['workspace.read']);
    const wrong: string[] = [];
    for (const route of routesOf(server.app)) {
      if (route.permission === null || route.permission === 'workspace.read') continue;
      const answer = await ask(token, addressOf(route), route.method, route.method === 'GET' ? undefined : {});
      const expected = route.permission === 'self' ? 'token_not_taken' : 'scope_missing';
      const names = route.permission === 'self' || answer.body?.detail?.includes(route.permission);
      if (answer.status !== 403 || answer.body.code !== expected || !names) {
        wrong.push(`${route.method} ${route.path}: ${answer.status} ${answer.text}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('a token may be made for all of the role but what is for people', async () => {
    const all = (Object.keys(PERMISSIONS) as Permission[]).filter((one) => may('viewer', one) && isScope(one));
    const { token } = await tokenOf(people.viewer, all);
    expect((await ask(token, OURS)).status).toBe(200);
    const forPeople = Object.keys(PERMISSIONS).filter((one) => !isScope(one));
    expect(forPeople.sort()).toEqual([
      'member.reset',
      'second_factor.require',
      'security_event.read',
      'single_sign_on.revise',
      'token.read',
      'token.revoke',
      'workspace.close',
    ]);
  });
});

describe('S3, A7: a token ends', () => {
  it('when its owner revokes it, and nobody else’s can be', async () => {
    const { token, id } = await tokenOf(people.analyst);
    expect((await ask(token, OURS)).status).toBe(200);
    for (const person of [people.drafter, others.analyst]) {
      expect((await person.send('DELETE', `/api/me/tokens/${id}`)).status).toBe(404);
    }
    expect((await ask(token, OURS)).status).toBe(200);
    expect((await people.analyst.send('DELETE', `/api/me/tokens/${id}`)).status).toBe(204);
    expect((await ask(token, OURS)).status).toBe(401);
    expect((await people.analyst.send('DELETE', `/api/me/tokens/${id}`)).status).toBe(404);
    expect(await eventsOf(2)).toMatchObject([
      { act: 'revoke', kind: 'token', recordId: id },
      { act: 'make', kind: 'token', recordId: id, detail: { name: 'Nightly', scopes: READS } },
    ]);
  });

  it('when an admin revokes it, who sees the tokens of all members and of no other workspace', async () => {
    const { token, id } = await tokenOf(people.drafter);
    const foreign = await tokenOf(others.drafter);
    const listed = await people.admin.get('tokens');
    expect(listed.body.items.find((one: { id: string }) => one.id === id)).toMatchObject({
      memberName: 'Drafter Example',
      name: 'Nightly',
    });
    expect(listed.text).not.toContain(foreign.id);
    expect((await people.admin.send('DELETE', `tokens/${foreign.id}`)).status).toBe(404);
    expect((await people.lead.send('DELETE', `tokens/${id}`)).status).toBe(403);
    expect((await people.admin.send('DELETE', `tokens/${id}`)).status).toBe(204);
    expect((await ask(token, OURS)).status).toBe(401);
    expect((await ask(foreign.token, '/api/workspaces/theirs/organisations')).status).toBe(200);
  });

  it('when the member is removed, at once, and stays ended when the member comes back', async () => {
    const { token } = await tokenOf(others.drafter);
    expect((await ask(token, '/api/workspaces/theirs/organisations')).status).toBe(200);
    const members = (await others.admin.get('members')).body.items;
    const drafter = members.find(({ id }: { id: string }) => id === others.drafter.memberId);
    expect((await others.admin.post(`members/${drafter.id}/remove`, { version: drafter.version })).status).toBe(204);
    expect((await ask(token, '/api/workspaces/theirs/organisations')).status).toBe(401);
    const [{ revoked }] = (await server.app
      .get(IdentityStore)
      .query<{ revoked: boolean }>(
        `select bool_and(revoked_at is not null) as revoked from identity.credential where subject_id = $1`,
        [drafter.id],
      )) as [{ revoked: boolean }];
    expect(revoked).toBe(true);
  });

  it('when the account is disabled', async () => {
    const { token, id } = await tokenOf(others.analyst);
    const found = await server.app.get(ApiTokensService).findById(id);
    await withClient(server.database.adminUrl, (admin) =>
      admin.query('update identity.user_account set disabled_at = now() where id = $1', [found!.userId]),
    );
    server.app.get(SessionsService).forget(found!.userId);
    expect((await ask(token, '/api/workspaces/theirs/organisations')).status).toBe(401);
  });

  it('and each making and ending is a security event', async () => {
    const rows = await server.app.get(IdentityStore).query<{ kind: string; addressed: boolean }>(
      `select kind, bool_and(address is not null and user_id is not null) as addressed
       from identity.security_event where kind like 'token%' group by kind order by kind`,
    );
    expect(rows).toEqual([
      { kind: 'token_made', addressed: true },
      { kind: 'token_revoked', addressed: true },
    ]);
  });
});

describe('the description of the API', () => {
  it('says where a token is taken', async () => {
    const { paths, components } = (await server.anonymous('GET', '/api/openapi.json')).body;
    expect(components.securitySchemes.token).toMatchObject({ type: 'http', scheme: 'bearer' });
    expect(paths['/api/workspaces/{workspace}/organisations'].get.security).toEqual([{ session: [] }, { token: [] }]);
    expect(paths['/api/me'].get.security).toEqual([{ session: [] }]);
    expect(paths['/api/session'].post.security).toEqual([]);
  });
});
