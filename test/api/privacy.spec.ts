import { withClient } from '@libs/platform/database';
import { WorkspacesService } from '@libs/workspaces';
import type { PersonalData } from '@libs/contracts';
import { TestApp, type Answer, type People } from '../support/test-app.ts';

let server: TestApp;
let ours: People;
let theirs: People;
const password = 'a long sample password ☂';

beforeAll(async () => {
  server = await TestApp.start();
  ours = await server.workspace('ours');
  theirs = await server.workspace('theirs');
}, 60_000);
afterAll(() => server.close());

const cookieOf = (answer: Answer) => ({ cookie: answer.headers['set-cookie']!.split(';')[0]! });
const ask = (headers: { cookie: string }, method: string, path: string, body?: unknown) =>
  server.anonymous(method, path, body, headers);

/** A person of both workspaces with a session, a token, an invitation and a record of the own. */
async function somebody(name: string, role: 'admin' | 'analyst' = 'analyst') {
  const email = `${name.toLowerCase()}@example.org`;
  const workspaces = server.app.get(WorkspacesService);
  for (const slug of ['ours', 'theirs']) {
    const { workspaceId } = (await workspaces.find(slug))!;
    const actor = await workspaces.actorFor(workspaceId, slug, 'test');
    await workspaces.addUser(actor, { email, name: `${name} Person`, role, password });
  }
  const headers = cookieOf(await server.anonymous('POST', '/api/session', { email, password }));
  const made = await ask(headers, 'POST', '/api/workspaces/ours/organisations', {
    kind: 'company',
    legalName: `Made by N. ${role} ${email.length}`,
    shortName: 'Made',
  });
  const token = { workspace: 'ours', name: 'Mine', scopes: ['organisation.read'] };
  expect((await ask(headers, 'POST', '/api/me/tokens', token)).status).toBe(201);
  return { email, name: `${name} Person`, headers, organisation: made.body as { id: string } };
}

/** Tables of the whole database in which a text stands. */
function tablesWith(...texts: string[]): Promise<string[]> {
  return withClient(server.database.adminUrl, async (admin) => {
    const { rows: tables } = await admin.query<{ name: string }>(
      `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const { rows } = await admin.query<{ there: boolean }>(
        `select exists (select from ${name} t
           where exists (select from unnest($1::text[]) x where position(lower(x) in lower(t::text)) > 0)) as there`,
        [texts],
      );
      if (rows[0]!.there) found.push(name);
    }
    return found;
  });
}

describe('what is kept about a person', () => {
  it('is given to that person, without what would open anything', async () => {
    const { email, name, headers, organisation } = await somebody('Nadia');
    const answer = await ask(headers, 'GET', '/api/me/export');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-disposition']).toContain('attachment');
    const data = answer.body as PersonalData;
    expect(data.account).toMatchObject({ email, name });
    expect(data.workspaces.map(({ slug, isMember }) => [slug, isMember])).toEqual([
      ['ours', true],
      ['theirs', true],
    ]);
    expect(data.workspaces[0]!.acts).toMatchObject([
      { act: 'record', kind: 'organisation', recordId: organisation.id },
      { kind: 'token' },
    ]);
    expect(data.identity.session).toHaveLength(1);
    expect(data.identity.api_token).toMatchObject([{ name: 'Mine' }]);
    expect(data.identity.security_event!.length).toBeGreaterThan(0);
    expect(answer.text).not.toMatch(/hash|argon2|\\\\x/);
  });

  it('is erased: no table of the database holds name, address or account any more', async () => {
    const { email, name, headers, organisation } = await somebody('Olga');
    const invited = await theirs.admin.post('invitations', { email: 'olga@example.org', role: 'viewer' });
    expect(invited.status).toBe(409);
    const { userId } = (await ask(headers, 'GET', '/api/me')).body as { userId: string };
    expect((await tablesWith(email, name, userId)).length).toBeGreaterThan(4);

    const body = { confirmEmail: 'Olga@example.org ' };
    const erased = await ask(headers, 'POST', '/api/me/erase', body);
    expect(erased).toMatchObject({ status: 200, body: { workspaces: ['ours', 'theirs'] } });
    expect(await tablesWith(email, name, userId)).toEqual([]);

    expect((await ask(headers, 'GET', '/api/me')).status).toBe(401);
    expect((await server.anonymous('POST', '/api/session', { email, password })).status).toBe(401);
    const history = await ours.lead.get(`organisations/${organisation.id}/history`);
    expect(history.body.items[0]).toMatchObject({ changedBy: 'Erased person' });
    expect((await ours.admin.get('members')).text).not.toContain('Erased');
    const verified = await ours.admin.get('audit/verification');
    expect(verified.body).toMatchObject({ sound: true, problems: [] });
  });

  it('goes on after it was broken off, and frees the address for somebody new', async () => {
    const { email, headers } = await somebody('Petra');
    const { userId } = (await ask(headers, 'GET', '/api/me')).body as { userId: string };
    // As after an end of the server between the workspaces and the account.
    await withClient(server.database.adminUrl, async (admin) => {
      await admin.query('delete from identity.user_workspace where user_id = $1', [userId]);
      await admin.query(`update app.member set disabled_at = now() where user_id = $1`, [userId]);
    });
    const body = { confirmEmail: email };
    expect((await ask(headers, 'POST', '/api/me/erase', body)).status).toBe(200);
    expect(await tablesWith(email, userId)).toEqual([]);
    expect((await somebody('Petra')).email).toBe(email);
  });

  it('is erased only by a fresh sign-in and the own address, and never leaves a workspace without admin', async () => {
    const { email, headers } = await somebody('Quinn');
    const other = { confirmEmail: 'nadia@example.org' };
    expect((await ask(headers, 'POST', '/api/me/erase', other)).body.problems).toMatchObject([
      { path: 'confirmEmail' },
    ]);
    expect((await server.anonymous('POST', '/api/me/erase', other)).status).toBe(401);
    expect((await server.anonymous('GET', '/api/me/export')).status).toBe(401);
    await withClient(server.database.adminUrl, (admin) =>
      admin.query(
        `update identity.session set confirmed_at = now() - interval '11 minutes' where user_id =
        (select id from identity.user_account where email = $1)`,
        [email],
      ),
    );
    const stale = await ask(headers, 'POST', '/api/me/erase', { confirmEmail: email });
    expect(stale).toMatchObject({ status: 403, body: { code: 'fresh_sign_in_needed' } });

    const admin = await somebody('Rosa', 'admin');
    const { items } = (await ours.admin.get('members')).body as { items: { id: string; name: string; role: string }[] };
    const own = items.find((one) => one.role === 'admin' && one.name !== admin.name)!;
    await withClient(server.database.adminUrl, (db) =>
      db.query(`update app.member set disabled_at = now() where id = $1`, [own.id]),
    );
    const alone = await ask(admin.headers, 'POST', '/api/me/erase', {
      confirmEmail: admin.email,
    });
    expect(alone).toMatchObject({ status: 409, body: { code: 'last_admin' } });
    expect(alone.body.detail).toContain('ours');
    expect((await ask(admin.headers, 'GET', '/api/workspaces/theirs/organisations')).status).toBe(200);
  });
});
