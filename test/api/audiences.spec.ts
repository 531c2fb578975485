import { WorkspacesService } from '@libs/workspaces';
import { TestApp, type People, type Person } from '../support/test-app.ts';

let server: TestApp;
let people: People;
let others: People;

const ABSENT = '018f0000-0000-7000-8000-000000000000';

beforeAll(async () => {
  server = await TestApp.start();
  people = await server.workspace('ours');
  others = await server.workspace('theirs');
}, 60_000);
afterAll(() => server.close());

const listed = async (person: Person) =>
  (await person.get('audiences')).body.items as { id: string; name: string; isMember: boolean; mayKeep: boolean }[];
const named = async (person: Person) => (await listed(person)).map(({ name }) => name);

async function made(person: Person, fields: object): Promise<{ id: string; version: number }> {
  const answer = await person.post('audiences', {
    kind: 'named',
    name: 'Few',
    memberIds: [person.memberId],
    ...fields,
  });
  expect({ status: answer.status, text: answer.status === 201 ? '' : answer.text }).toEqual({ status: 201, text: '' });
  return answer.body;
}

async function audiencesOf(person: Person): Promise<string[]> {
  const workspaces = server.app.get(WorkspacesService);
  const { workspaceId } = (await workspaces.find('ours'))!;
  return server.inWorkspace('ours', async (tx) => {
    const rows = await tx.query<{ id: string }>(
      'select of_audience_id as id from app.audience_member where workspace_id = $1 and member_id = $2',
      [workspaceId, person.memberId],
    );
    return rows.map(({ id }) => id);
  });
}

describe('an audience', () => {
  it('of everybody is there from the start, for everybody', async () => {
    expect(await listed(people.viewer)).toMatchObject([{ name: 'Everyone', isMember: true, mayKeep: false }]);
    const [everyone] = await listed(people.admin);
    expect((await people.admin.patch(`audiences/${everyone!.id}`, { name: 'All', version: 1 })).body.code).toBe(
      'everybody',
    );
    const left = await people.admin.send('DELETE', `audiences/${everyone!.id}/members/${people.viewer.memberId}`);
    expect(left.body.code).toBe('everybody');
  });

  it('is made by a writer, and seen by those in it and by admins alone', async () => {
    const { id } = await made(people.drafter, { name: 'Sources at risk' });
    expect(await named(people.drafter)).toContain('Sources at risk');
    expect((await listed(people.admin)).find((one) => one.id === id)).toMatchObject({ isMember: false, mayKeep: true });
    expect(await named(people.lead)).not.toContain('Sources at risk');
    expect(await audiencesOf(people.drafter)).toContain(id);
  });

  it('that is a team is made by an admin, for a keeper too', async () => {
    const memberIds = [people.analyst.memberId];
    const body = { kind: 'team', name: 'Legal', memberIds, keeperId: people.lead.memberId };
    expect((await people.lead.post('audiences', body)).status).toBe(403);
    const { id } = await made(people.admin, body);
    expect((await listed(people.lead)).find((one) => one.id === id)).toMatchObject({ isMember: false, mayKeep: true });
    const renamed = await people.lead.patch(`audiences/${id}`, { name: 'Legal team', version: 1 });
    expect(renamed.body).toMatchObject({ name: 'Legal team', version: 2 });
    expect((await people.lead.patch(`audiences/${id}`, { name: 'Again', version: 1 })).body.code).toBe('stale_version');
  });

  it('lets people in and out by its keeper or an admin, and never loses the last', async () => {
    const { id } = await made(people.lead, { name: 'Board' });
    const member = `audiences/${id}/members/${people.analyst.memberId}`;
    expect((await people.analyst.put(member)).status).toBe(404);
    const admitted = await people.lead.put(member);
    expect(admitted.body).toMatchObject({ version: 2, isMember: true });
    expect((await people.lead.put(member)).body.version).toBe(2);
    expect(await named(people.analyst)).toContain('Board');
    expect((await people.analyst.put(`audiences/${id}/members/${people.viewer.memberId}`)).status).toBe(403);
    expect((await people.admin.send('DELETE', member)).status).toBe(200);
    expect(await named(people.analyst)).not.toContain('Board');
    expect((await people.admin.send('DELETE', member)).status).toBe(404);
    const last = await people.admin.send('DELETE', `audiences/${id}/members/${people.lead.memberId}`);
    expect(last.body.code).toBe('last_of_audience');
  });

  it('takes members of this workspace only, and is not found from another', async () => {
    const { id } = await made(people.lead, { name: 'Trip' });
    const stranger = others.lead.memberId;
    const refused = await people.lead.post('audiences', { kind: 'named', name: 'Mixed', memberIds: [stranger] });
    expect(refused.body.problems).toMatchObject([{ path: 'memberIds', code: 'no_member' }]);
    expect((await people.lead.put(`audiences/${id}/members/${stranger}`)).status).toBe(422);
    for (const asked of [id, ABSENT]) {
      expect((await others.admin.patch(`audiences/${asked}`, { name: 'Mine', version: 1 })).body.detail).toBe(
        'There is no such audience in this workspace.',
      );
    }
    expect((await others.admin.send('GET', 'audiences', undefined, 'ours')).status).toBe(404);
    expect((await people.viewer.patch(`audiences/${id}`, { name: 'No', version: 1 })).status).toBe(403);
  });

  it('is not found by those who are not in it, as one that does not exist', async () => {
    const { id } = await made(people.lead, { name: 'Quiet' });
    const answers = await Promise.all(
      [id, ABSENT].map((asked) => people.analyst.patch(`audiences/${asked}`, { name: 'No', version: 1 })),
    );
    expect(answers[0]!.status).toBe(404);
    const [hidden, absent] = answers.map(({ text, body }) => text.replace(body.requestId, ''));
    expect(hidden).toBe(absent);
  });

  it('keeps its name out of kept versions and out of the trail, where its members stand', async () => {
    const { id } = await made(people.lead, { name: 'Whistle canary' });
    const rows = await server.inWorkspace('ours', (tx) =>
      tx.query<{ snapshot: string }>(
        'select snapshot from app.record_version where workspace_id = $1 and record_id = $2',
        [tx.workspaceId, id],
      ),
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]!.snapshot).toContain(people.lead.memberId);
    expect(rows[0]!.snapshot).not.toContain('canary');
    expect((await people.admin.get('audit')).text).not.toContain('canary');
  });
});
