import { ApiTokensService, IdentityStore, SessionsService } from '@libs/platform/access';
import { codeOf, inOneStep } from '../support/codes.ts';
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
beforeEach(inOneStep);

const outcome = ({ status, body }: Answer) => ({ status, code: body?.code });
const REQUIRED = { status: 403, code: 'second_factor_required' };
const addressOf = (route: Route) =>
  route.path.replace(':workspace', 'ours').replace(/:\w+/g, '018f0000-0000-7000-8000-000000000000');

type Ask = (path: string, method?: string, body?: unknown) => Promise<Answer>;

/** The person goes on with the cookie of a session that has shown a second factor. */
async function enrol(person: Person): Promise<Ask> {
  const { secret } = (await person.post('/api/me/factors/totp')).body;
  const confirmed = await person.post('/api/me/factors/totp/confirm', { code: codeOf(secret, -1) });
  const cookie = confirmed.headers['set-cookie']!.split(';')[0]!;
  return (path, method = 'GET', body) => server.anonymous(method, path, body, { cookie });
}

describe('A6: a workspace that requires a second factor', () => {
  let admin: Ask;
  const setting = '/api/workspaces/ours/second-factor';

  it('is made so by an admin who has shown one, and by nobody else', async () => {
    expect((await people.admin.get('second-factor')).body).toEqual({ required: false, membersWithout: 5 });
    for (const role of ['lead', 'analyst', 'drafter', 'viewer'] as const) {
      expect((await people[role].put('second-factor', { required: true })).status).toBe(403);
    }
    expect((await others.admin.put(setting, { required: true })).status).toBe(404);
    expect(outcome(await people.admin.put('second-factor', { required: true }))).toEqual({
      status: 409,
      code: 'own_factor_first',
    });
    admin = await enrol(people.admin);
    const token = await people.analyst.post('/api/me/tokens', {
      workspace: 'ours',
      name: 'x',
      scopes: ['organisation.read'],
    });
    expect(token.status).toBe(201);
    expect((await admin(setting, 'PUT', { required: true })).body).toEqual({ required: true, membersWithout: 4 });
    expect(
      outcome(
        await server.anonymous('GET', '/api/workspaces/ours/organisations', undefined, {
          authorization: `Bearer ${token.body.token}`,
        }),
      ),
    ).toEqual(REQUIRED);
    const { event } = (await admin('/api/workspaces/ours/audit?limit=1')).body.items[0];
    expect(event).toMatchObject({ act: 'require_second_factor', kind: 'workspace' });
  });

  it('is closed on every route to a session that has shown none, and to no other workspace', async () => {
    const wrong: string[] = [];
    for (const route of routesOf(server.app)) {
      if (route.permission === null || route.permission === 'self') continue;
      const answer = await people.lead.send(route.method, addressOf(route), route.method === 'GET' ? undefined : {});
      if (answer.status !== 403 || answer.body.code !== REQUIRED.code) {
        wrong.push(`${route.method} ${route.path}: ${answer.status} ${answer.text}`);
      }
    }
    expect(wrong).toEqual([]);
    const own = { workspace: 'ours', name: 'x', scopes: ['organisation.read'] };
    expect(outcome(await people.lead.post('/api/me/tokens', own))).toEqual(REQUIRED);
    expect((await people.lead.get('/api/me')).body.workspaces).toMatchObject([{ slug: 'ours', needsFactor: true }]);
    expect((await others.lead.get('organisations')).status).toBe(200);
    expect((await others.lead.get('/api/workspaces/ours/organisations')).status).toBe(404);
  });

  it('opens when the person adds one, in the session that showed it', async () => {
    expect((await people.analyst.get('organisations')).status).toBe(403);
    const { userId } = (await people.analyst.get('/api/me')).body;
    const { email, name } = (await people.analyst.get('/api/me')).body;
    const elsewhere = await server.app.get(SessionsService).begin({ id: userId, email, name });
    const ask = await enrol(people.analyst);
    expect((await ask('/api/workspaces/ours/organisations')).status).toBe(200);
    expect((await ask('/api/me')).body.workspaces).toMatchObject([{ needsFactor: false }]);
    const other = { cookie: `plumbline_4400=${elsewhere}` };
    const there = await server.anonymous('GET', '/api/workspaces/ours/organisations', undefined, other);
    expect(outcome(there)).toEqual(REQUIRED);
  });

  it('takes tokens of members who have one, and closes again where it is taken away', async () => {
    const ask = await enrol(people.drafter);
    const own = { workspace: 'ours', name: 'x', scopes: ['organisation.read'] };
    const made = await ask('/api/me/tokens', 'POST', own);
    const bearer = { authorization: `Bearer ${made.body.token}` };
    const byToken = () => server.anonymous('GET', '/api/workspaces/ours/organisations', undefined, bearer);
    expect((await byToken()).status).toBe(200);
    expect((await ask('/api/me/factors/totp', 'DELETE')).status).toBe(204);
    expect(outcome(await byToken())).toEqual(REQUIRED);
    expect(outcome(await ask('/api/workspaces/ours/organisations'))).toEqual(REQUIRED);
    const token = await server.app.get(ApiTokensService).findById(made.body.made.id);
    expect(token).not.toBeNull();
  });

  it('can be opened to all again', async () => {
    expect((await admin(setting, 'PUT', { required: false })).body).toEqual({ required: false, membersWithout: 3 });
    expect((await people.lead.get('organisations')).status).toBe(200);
    const rows = await server.app
      .get(IdentityStore)
      .query(`select from identity.security_event where kind = 'totp_added'`);
    expect(rows).toHaveLength(3);
  });
});
