import { withClient } from '@libs/platform/database';
import { Tenancy } from '@libs/platform/tenancy';
import { MembershipsService, WorkspacesService } from '@libs/workspaces';
import { unequalMemberships } from '../support/memberships.ts';
import { TestApp, type People, type Person } from '../support/test-app.ts';

let server: TestApp;
let people: People;
let others: People;

beforeAll(async () => {
  server = await TestApp.start();
  people = await server.workspace('ours');
  others = await server.workspace('theirs');
}, 60_000);
afterAll(() => server.close());
afterEach(async () => expect(await unequalMemberships(server)).toEqual([]));

async function actor(slug = 'ours') {
  const workspaces = server.app.get(WorkspacesService);
  const found = await workspaces.find(slug);
  return workspaces.actorFor(found!.workspaceId, slug, 'test');
}

const newcomer = async (role: Person['role']) => server.member(await actor(), role);
const listed = async (reader: Person) => (await reader.get('members')).body.items as { id: string; version: number }[];
const versionOf = async (person: Person) =>
  (await listed(people.admin)).find(({ id }) => id === person.memberId)!.version;
const revise = async (person: Person, change: object) =>
  people.admin.patch(`members/${person.memberId}`, { version: await versionOf(person), ...change });
const remove = async (person: Person) =>
  people.admin.post(`members/${person.memberId}/remove`, { version: await versionOf(person) });
const slugsOf = async (person: Person) =>
  (await person.get('/api/me')).body.workspaces.map((one: { slug: string }) => one.slug);

async function userIdOf(person: Person): Promise<string> {
  return (await person.get('/api/me')).body.userId;
}

describe('the members of a workspace', () => {
  it('are listed with everything for an admin, with names and roles for the others', async () => {
    const own = (await people.admin.get('members')).body.items;
    expect(own).toHaveLength(5);
    const viewer = own.find((one: { id: string }) => one.id === people.viewer.memberId);
    expect(viewer).toMatchObject({ name: 'Viewer Example', role: 'viewer', details: { legal: false } });
    expect(viewer.details.email).toMatch(/^viewer-.*@example\.org$/);
    expect(Date.parse(viewer.details.joinedAt)).toBeLessThanOrEqual(Date.now());
    expect(Date.parse(viewer.details.lastSeenAt)).toBeLessThanOrEqual(Date.now());
    for (const role of ['lead', 'analyst', 'drafter', 'viewer'] as const) {
      const seen = await people[role].get('members');
      expect(seen.body.items.every((one: { details: unknown }) => one.details === null)).toBe(true);
      expect(seen.text).not.toContain('@');
    }
  });

  it('get another role and the legal mark from an admin, at once', async () => {
    const person = await newcomer('viewer');
    expect((await person.post('organisations', {})).status).toBe(403);
    expect((await revise(person, { role: 'analyst', legal: true })).body).toMatchObject({
      role: 'analyst',
      details: { legal: true },
    });
    expect((await person.post('organisations', {})).status).toBe(422);
    expect((await person.get('/api/me')).body.workspaces).toMatchObject([{ role: 'analyst', legal: true }]);
    expect((await revise(person, { legal: false })).body).toMatchObject({ role: 'analyst', details: { legal: false } });
    const stale = await people.admin.patch(`members/${person.memberId}`, { version: 1, role: 'lead' });
    expect(stale.body.code).toBe('stale_version');
    expect((await revise(person, { name: 'Another' })).status).toBe(400);
    expect((await remove(person)).status).toBe(204);
  });

  it('of another workspace are not found, and nobody but an admin acts', async () => {
    const path = `members/${people.viewer.memberId}`;
    expect((await others.admin.patch(path, { version: 1, role: 'admin' })).status).toBe(404);
    expect((await others.admin.post(`${path}/remove`, { version: 1 })).status).toBe(404);
    expect((await others.admin.send('GET', 'members', undefined, 'ours')).status).toBe(404);
    for (const role of ['lead', 'analyst', 'drafter', 'viewer'] as const) {
      expect((await people[role].patch(path, { version: 1, role: 'admin' })).status).toBe(403);
      expect((await people[role].post(`${path}/remove`, { version: 1 })).status).toBe(403);
    }
  });

  it('leave by themselves, and find nothing there afterwards', async () => {
    const person = await newcomer('drafter');
    expect((await person.send('DELETE', '/api/me/workspaces/theirs')).status).toBe(404);
    expect((await person.send('DELETE', '/api/me/workspaces/ours')).status).toBe(204);
    expect((await person.get('organisations')).status).toBe(404);
    expect(await slugsOf(person)).toEqual([]);
    expect((await person.send('DELETE', '/api/me/workspaces/ours')).status).toBe(404);
  });

  it('who come back are the same member, without what they were let into before', async () => {
    const person = await newcomer('lead');
    const userId = await userIdOf(person);
    expect((await remove(person)).status).toBe(204);
    const again = await server.app
      .get(MembershipsService)
      .join(await actor(), { userId, name: 'Back Again', role: 'viewer' }, async () => undefined);
    expect(again).toBe(person.memberId);
    expect((await person.get('/api/me')).body.workspaces).toMatchObject([{ role: 'viewer', memberName: 'Back Again' }]);
    const audiences = await withClient(server.database.adminUrl, (admin) =>
      admin.query('select from app.audience_member where member_id = $1', [person.memberId]),
    );
    expect(audiences.rowCount).toBe(1);
    expect((await remove(person)).status).toBe(204);
  });
});

describe('S3: a removed member', () => {
  it('loses the workspace at once in every session, and keeps the others', async () => {
    const person = await newcomer('analyst');
    const userId = await userIdOf(person);
    const join = server.app.get(MembershipsService);
    await join.join(await actor('theirs'), { userId, name: 'Both', role: 'viewer' }, async () => undefined);
    expect((await person.get('organisations')).status).toBe(200);
    expect((await remove(person)).status).toBe(204);
    expect((await person.get('organisations')).status).toBe(404);
    expect((await person.send('GET', 'organisations', undefined, 'theirs')).status).toBe(200);
    expect(await slugsOf(person)).toEqual(['theirs']);
    expect((await listed(people.admin)).some(({ id }) => id === person.memberId)).toBe(false);
    expect((await people.admin.post(`members/${person.memberId}/remove`, { version: 2 })).status).toBe(404);
    expect((await people.admin.patch(`members/${person.memberId}`, { version: 2, role: 'lead' })).status).toBe(404);
  });
});

describe('the last admin', () => {
  it('neither leaves, nor is removed, nor demoted, and may do so beside another', async () => {
    for (const answer of [
      await remove(people.admin),
      await revise(people.admin, { role: 'lead' }),
      await people.admin.send('DELETE', '/api/me/workspaces/ours'),
    ]) {
      expect(answer).toMatchObject({ status: 409, body: { code: 'last_admin' } });
    }
    expect((await revise(people.admin, { legal: true })).status).toBe(200);
    const second = await newcomer('admin');
    expect((await second.send('DELETE', '/api/me/workspaces/ours')).status).toBe(204);
  });

  it('stays, where two admins go at the same moment', async () => {
    const ways: ((one: Person) => Promise<{ status: number }>)[] = [
      (one) => one.send('DELETE', '/api/me/workspaces/race'),
      (one) => one.patch(`members/${one.memberId}`, { version: 1, role: 'viewer' }),
    ];
    let staying: Person = (await server.workspace('race')).admin;
    for (let round = 0; round < 8; round += 1) {
      const pair = [staying, await server.member(await actor('race'), 'admin')];
      const answers = await Promise.all(pair.map((one, at) => ways[(round + at) % 2]!(one)));
      expect(answers.map(({ status }) => status < 300).sort()).toEqual([false, true]);
      expect(await adminCount()).toBe(1);
      staying = pair[answers.findIndex(({ status }) => status === 409)]!;
    }
  });

  async function adminCount(): Promise<number> {
    const rows = await server.app.get(Tenancy).inWorkspace(await actor('race'), (tx) =>
      tx.query<{ admins: number }>(
        `select count(*)::int as admins from app.member
         where workspace_id = $1 and role = 'admin' and disabled_at is null`,
        [tx.workspaceId],
      ),
    );
    return rows[0]!.admins;
  }
});

describe('a workspace', () => {
  const own = '/api/workspaces/ours';

  it('is renamed by an admin, for everybody at once', async () => {
    expect((await people.viewer.get(own)).body).toMatchObject({ slug: 'ours', name: 'Workspace ours', version: 1 });
    const renamed = await people.admin.patch(own, { name: 'Our Fund', version: 1 });
    expect(renamed.body).toMatchObject({ name: 'Our Fund', slug: 'ours', version: 2 });
    expect((await people.viewer.get('/api/me')).body.workspaces).toMatchObject([{ name: 'Our Fund' }]);
    expect((await people.admin.patch(own, { name: 'Late', version: 1 })).body.code).toBe('stale_version');
    expect((await people.lead.patch(own, { name: 'No', version: 2 })).status).toBe(403);
    expect((await others.admin.send('PATCH', own, { name: 'No', version: 2 })).status).toBe(404);
    expect((await people.admin.patch(own, { name: 'two\nlines', version: 2 })).body.problems).toMatchObject([
      { path: 'name' },
    ]);
  });
});

describe('the audit trail of the workspace', () => {
  it('has every change of members with its version, and the chain is sound', async () => {
    const events = (await people.admin.get('audit?limit=200')).body.items.map(
      ({ event }: { event: { kind: string; act: string; version: number | null } }) => event,
    );
    for (const act of ['add', 'revise', 'remove', 'leave', 'bring_back']) {
      expect(
        events.find((one: { kind: string; act: string }) => one.kind === 'member' && one.act === act),
      ).toMatchObject({
        version: expect.any(Number),
      });
    }
    expect(events.find((one: { act: string }) => one.act === 'rename')).toBeTruthy();
    expect((await people.admin.get('audit/verification')).body.sound).toBe(true);
  });
});
