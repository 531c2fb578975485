import { withClient } from '@libs/platform/database';
import { SessionsService } from '@libs/platform/access';
import { WorkspacesService } from '@libs/workspaces';
import { unequalMemberships } from '../support/memberships.ts';
import { TestApp, type Answer, type People } from '../support/test-app.ts';

let server: TestApp;
let people: People;
let others: People;
const password = 'a long sample password ☂';

beforeAll(async () => {
  server = await TestApp.start();
  people = await server.workspace('ours');
  others = await server.workspace('theirs');
  const workspaces = server.app.get(WorkspacesService);
  const found = await workspaces.find('theirs');
  const actor = await workspaces.actorFor(found!.workspaceId, 'theirs', 'test');
  await workspaces.addUser(actor, { email: 'known@example.org', name: 'Known Person', role: 'viewer', password });
}, 60_000);
afterAll(() => server.close());
afterEach(async () => expect(await unequalMemberships(server)).toEqual([]));

const invite = (email: string, role = 'analyst', legal = false) =>
  people.admin.post('invitations', { email, role, legal });

async function tokenFor(email: string, role = 'analyst', legal = false): Promise<string> {
  const answer = await invite(email, role, legal);
  if (answer.status !== 201) throw new Error(answer.text);
  return String(answer.body.link).split('#')[1]!;
}

const look = (token: string) => server.anonymous('POST', '/api/invitations/look', { token });
const join = (token: string, word = password) =>
  server.anonymous('POST', '/api/invitations/join', { token, name: 'Anna Example', password: word });
const cookieOf = (answer: Answer) => ({ cookie: answer.headers['set-cookie']!.split(';')[0]! });
const signIn = async (email: string) => cookieOf(await server.anonymous('POST', '/api/session', { email, password }));
const take = (token: string, headers: { cookie: string }) =>
  server.anonymous('POST', '/api/me/invitations', { token }, headers);
const listed = async (email: string) =>
  (await people.admin.get('invitations')).body.items.find((one: { email: string }) => one.email === email);

const withoutId = (answer: Answer) => ({ status: answer.status, body: { ...answer.body, requestId: '' } });

describe('an invitation', () => {
  it('brings a new person in as who they were invited, signed in, once', async () => {
    const made = await invite('anna@example.org', 'drafter', true);
    expect(made.body.link).toMatch(/^http:\/\/127\.0\.0\.1:4400\/invitation#[\w-]{43}$/);
    const token = made.body.link.split('#')[1];
    const admin = { name: 'Admin Example' };
    expect((await look(token)).body).toMatchObject({ workspaceName: 'Workspace ours', role: 'drafter', legal: true });
    expect((await look(token)).body.invitedBy).toBe(admin.name);
    const joined = await join(token);
    expect(joined).toMatchObject({ status: 201, body: { workspace: 'ours' } });
    const me = await server.anonymous('GET', '/api/me', undefined, cookieOf(joined));
    expect(me.body).toMatchObject({
      email: 'anna@example.org',
      name: 'Anna Example',
      workspaces: [{ slug: 'ours', role: 'drafter', legal: true }],
    });
    expect(await listed('anna@example.org')).toMatchObject({ state: 'used', invitedBy: admin.name });
    expect((await join(token)).status).toBe(404);
    expect((await signIn('anna@example.org')).cookie).toContain('plumbline_4400=');
  });

  it('is taken by one who has an account with that address, and by nobody else', async () => {
    const token = await tokenFor('Known@example.org', 'lead');
    expect(await take(token, await signIn('anna@example.org'))).toMatchObject({
      status: 409,
      body: { code: 'other_address' },
    });
    const known = await signIn('known@example.org');
    expect((await server.anonymous('GET', '/api/me', undefined, known)).body.workspaces).toHaveLength(1);
    expect(await take(token, known)).toMatchObject({ status: 201, body: { workspace: 'ours' } });
    const slugs = (await server.anonymous('GET', '/api/me', undefined, known)).body.workspaces;
    expect(slugs.map((one: { slug: string }) => one.slug).sort()).toEqual(['ours', 'theirs']);
    expect((await take(token, known)).status).toBe(404);
  });

  it('is for a person who is not there yet, and open once for an address', async () => {
    await invite('twice@example.org');
    expect((await invite('Twice@example.org')).body.code).toBe('already_invited');
    expect((await invite('anna@example.org')).body.code).toBe('already_member');
    expect((await invite('no address')).body.problems).toMatchObject([{ path: 'email' }]);
    expect((await invite('king@example.org', 'king')).body.problems).toMatchObject([{ path: 'role' }]);
  });

  it('takes new passwords by the same rules as everywhere (A1, A2)', async () => {
    const token = await tokenFor('rules@example.org');
    for (const word of ['seven b', 'iloveyou', 'plumbline-2026!', 'Workspace ours', 'rules@example.org']) {
      expect(await join(token, word)).toMatchObject({ status: 422, body: { problems: [{ path: 'password' }] } });
    }
    expect((await join(token, 'before\u0000after  ')).status).toBe(201);
  });

  it('is made, listed and revoked by an admin of its workspace alone', async () => {
    const made = (await invite('walls@example.org')).body.invitation;
    const body = { version: 1 };
    for (const role of ['lead', 'analyst', 'drafter', 'viewer'] as const) {
      expect((await people[role].post('invitations', { email: 'a@example.org', role: 'viewer' })).status).toBe(403);
      expect((await people[role].get('invitations')).status).toBe(403);
      expect((await people[role].post(`invitations/${made.id}/revoke`, body)).status).toBe(403);
    }
    expect((await others.admin.send('GET', 'invitations', undefined, 'ours')).status).toBe(404);
    expect((await others.admin.post(`invitations/${made.id}/revoke`, body)).status).toBe(404);
    expect((await others.admin.get('invitations')).body.items).toEqual([]);
    expect((await people.admin.post(`invitations/${made.id}/revoke`, { version: 2 })).body.code).toBe('stale_version');
    expect((await listed('walls@example.org')).state).toBe('pending');
  });
});

describe('A8: an invitation', () => {
  it('opens for at most seven days, and is listed as expired afterwards', async () => {
    const made = (await invite('late@example.org')).body;
    const days = (Date.parse(made.invitation.expiresAt) - Date.parse(made.invitation.createdAt)) / 86_400_000;
    expect(days).toBeGreaterThan(6.99);
    expect(days).toBeLessThanOrEqual(7);
    const token = made.link.split('#')[1];
    await withClient(server.database.adminUrl, async (admin) => {
      await admin.query(`update identity.credential set expires_at = now() where subject_id = $1`, [
        made.invitation.id,
      ]);
    });
    expect((await join(token)).status).toBe(404);
    await withClient(server.database.adminUrl, async (admin) => {
      await admin.query(`update app.invitation set expires_at = now() where id = $1`, [made.invitation.id]);
    });
    expect((await listed('late@example.org')).state).toBe('expired');
    expect((await invite('late@example.org')).status).toBe(201);
  });

  it('lets one in, where two use the link at the same moment', async () => {
    const token = await tokenFor('race@example.org');
    const statuses = (await Promise.all([join(token), join(token), join(token)])).map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.every((status) => [201, 404, 409].includes(status))).toBe(true);
  });

  it('opens nothing once it is revoked', async () => {
    const made = (await invite('revoked@example.org')).body;
    const revoked = await people.admin.post(`invitations/${made.invitation.id}/revoke`, { version: 1 });
    expect(revoked).toMatchObject({ status: 200, body: { state: 'revoked' } });
    expect((await join(made.link.split('#')[1])).status).toBe(404);
    const again = await people.admin.post(`invitations/${made.invitation.id}/revoke`, { version: 2 });
    expect(again.body.code).toBe('invitation_closed');
  });

  it('stands in the database as a hash alone', async () => {
    const token = await tokenFor('hash@example.org');
    const rows = await withClient(server.database.adminUrl, (admin) =>
      admin.query(`select string_agg(c::text, '') || (select string_agg(i::text, '') from app.invitation i)
        || (select string_agg(v::text, '') from app.record_version v)
        || (select string_agg(e::text, '') from app.audit_event e) as everything from identity.credential c`),
    );
    expect(rows.rows[0].everything).not.toContain(token);
    expect(rows.rows[0].everything).toContain('hash@example.org');
  });
});

describe('A12: to a stranger', () => {
  it('a link that is made up, used or revoked is the same', async () => {
    const used = await tokenFor('same@example.org');
    await join(used);
    const madeUp = withoutId(await look('x'.repeat(43)));
    expect(madeUp).toMatchObject({ status: 404, body: { code: 'link_not_valid' } });
    expect(withoutId(await look(used))).toEqual(madeUp);
    expect(withoutId(await join('x'.repeat(43)))).toEqual(madeUp);
    expect(withoutId(await join(used))).toEqual(madeUp);
    expect(JSON.stringify(madeUp)).not.toContain('xxx');
  });

  it('an address with an account and one without look alike: to the admin who invites, and before a link is used', async () => {
    const shapes = await Promise.all(
      ['known2@example.org', 'unknown2@example.org'].map(async (email) => {
        if (email.startsWith('known')) {
          const theirs = await server.app.get(WorkspacesService).find('theirs');
          const actor = await server.app.get(WorkspacesService).actorFor(theirs!.workspaceId, 'theirs', 'test');
          await server.app.get(WorkspacesService).addUser(actor, { email, name: 'K', role: 'viewer', password });
        }
        const made = await invite(email);
        const seen = await look(made.body.link.split('#')[1]);
        const open = { ...seen.body, email: '', expiresAt: '' };
        return { made: made.status, state: made.body.invitation.state, seen: seen.status, open };
      }),
    );
    expect(shapes[0]).toEqual(shapes[1]);
  });

  it('an address that has an account makes no second one, and its password stays', async () => {
    const token = await tokenFor('known2@example.org').catch(() => null);
    const made = token ?? (await reissued('known2@example.org'));
    expect(await join(made, 'another long sample password')).toMatchObject({
      status: 409,
      body: { code: 'no_new_account' },
    });
    expect((await look(made)).status).toBe(200);
    expect((await signIn('known2@example.org')).cookie).toContain('plumbline_4400=');
  });
});

async function reissued(email: string): Promise<string> {
  const { id, version } = await listed(email);
  await people.admin.post(`invitations/${id}/revoke`, { version });
  return tokenFor(email);
}

describe('A7: a disabled account', () => {
  it('takes no invitation, and gets no second account', async () => {
    const workspaces = server.app.get(WorkspacesService);
    const theirs = await workspaces.find('theirs');
    const actor = await workspaces.actorFor(theirs!.workspaceId, 'theirs', 'test');
    await workspaces.addUser(actor, { email: 'off@example.org', name: 'Off', role: 'viewer', password });
    const headers = await signIn('off@example.org');
    const { userId } = (await server.anonymous('GET', '/api/me', undefined, headers)).body;
    const token = await tokenFor('off@example.org');
    await withClient(server.database.adminUrl, (admin) =>
      admin.query('update identity.user_account set disabled_at = now() where id = $1', [userId]),
    );
    await server.app.get(SessionsService).endAll(userId);
    expect((await take(token, headers)).status).toBe(401);
    expect((await join(token)).body.code).toBe('no_new_account');
  });
});

describe('the audit trail of the workspace', () => {
  it('has who invited, revoked and accepted, and the chain is sound', async () => {
    const acts = (await people.admin.get('audit?limit=200')).body.items.map(
      ({ event }: { event: { kind: string; act: string; by: string } }) => `${event.kind} ${event.act}`,
    );
    for (const act of ['invitation invite', 'invitation revoke', 'invitation accept', 'member add']) {
      expect(acts).toContain(act);
    }
    expect((await people.admin.get('audit/verification')).body.sound).toBe(true);
  });
});
