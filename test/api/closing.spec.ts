import { withClient } from '@libs/platform/database';
import { ClosingService, WorkspacesService } from '@libs/workspaces';
import { TestApp, type People, type Person } from '../support/test-app.ts';

let server: TestApp;
let ours: People;
let theirs: People;

beforeAll(async () => {
  server = await TestApp.start();
  ours = await server.workspace('ours');
  theirs = await server.workspace('theirs');
}, 60_000);
afterAll(() => server.close());

const body = { confirmName: 'Workspace ours', version: 1 };
const namesOf = async (person: Person) =>
  (await person.get('/api/me')).body.workspaces.map(({ slug }: { slug: string }) => slug);

describe('a workspace that ends', () => {
  it('is closed by an admin who signed in freshly and types its name, as it was seen', async () => {
    expect((await ours.lead.post('close', body)).status).toBe(403);
    expect((await theirs.admin.post('/api/workspaces/ours/close', body)).status).toBe(404);
    const other = await ours.admin.post('close', { ...body, confirmName: 'Workspace theirs' });
    expect(other.body.problems).toMatchObject([{ path: 'confirmName' }]);
    expect((await ours.admin.post('close', { ...body, version: 2 })).body.code).toBe('stale_version');
    const age = (minutes: number) =>
      withClient(server.database.adminUrl, (db) =>
        db.query('update identity.session set confirmed_at = now() - make_interval(mins => $1)', [minutes]),
      );
    await age(11);
    expect((await ours.admin.post('close', body)).body.code).toBe('fresh_sign_in_needed');
    await age(0);
    expect((await ours.viewer.get('organisations')).status).toBe(200);
  });

  it('is not there any more, for members, tokens and invitations, and comes back as it was', async () => {
    const company = { kind: 'company', legalName: 'Sample Kept Ltd.', shortName: 'Kept' };
    const { id } = (await ours.analyst.post('organisations', company)).body;
    const made = { workspace: 'ours', name: 'Nightly', scopes: ['organisation.read'] };
    const { token } = (await ours.analyst.post('/api/me/tokens', made)).body;
    const byToken = () =>
      server.anonymous('GET', '/api/workspaces/ours/organisations', undefined, { authorization: `Bearer ${token}` });
    expect((await byToken()).status).toBe(200);
    const invited = await ours.admin.post('invitations', { email: 'ivo@example.org', role: 'viewer' });
    const link = invited.body.link.split('#')[1];
    const look = () => server.anonymous('POST', '/api/invitations/look', { token: link });
    expect((await look()).status).toBe(200);

    expect((await ours.admin.post('close', body)).status).toBe(204);
    const unknown = await ours.viewer.get('/api/workspaces/nowhere/organisations');
    for (const person of [ours.admin, ours.viewer]) {
      const answer = await person.get('organisations');
      expect([answer.status, answer.body.detail]).toEqual([404, unknown.body.detail]);
      expect(await namesOf(person)).toEqual([]);
    }
    expect((await byToken()).status).toBe(404);
    expect((await look()).status).toBe(404);
    expect(await namesOf(theirs.admin)).toEqual(['theirs']);

    const workspaces = server.app.get(WorkspacesService);
    const found = await workspaces.find('ours');
    await server.app.get(ClosingService).reopen(await workspaces.actorFor(found!.workspaceId, 'ours', 'cli:test'));
    expect((await ours.viewer.get(`organisations/${id}`)).body.legalName).toBe(company.legalName);
    expect((await byToken()).status).toBe(200);
    expect((await ours.admin.get('audit/verification')).body.sound).toBe(true);
  });
});
