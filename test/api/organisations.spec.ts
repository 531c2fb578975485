import { TestApp, type People } from '../support/test-app.ts';

let server: TestApp;
let ours: People;
let theirs: People;

beforeAll(async () => {
  server = await TestApp.start();
  ours = await server.workspace('ours');
  theirs = await server.workspace('theirs');
}, 60_000);
afterAll(() => server.close());

const intel = {
  kind: 'company',
  legalName: 'Intel Corp.',
  shortName: 'Intel',
  aliases: [{ text: 'Intel', kind: 'short' }],
};

describe('an organisation', () => {
  it('is recorded, read, listed, revised and withdrawn, and keeps its history', async () => {
    const recorded = await ours.analyst.post('organisations', intel);
    expect(recorded).toMatchObject({ status: 201, body: { legalName: 'Intel Corp.', version: 1, country: null } });
    const { id } = recorded.body;
    expect((await ours.viewer.get(`organisations/${id}`)).body).toEqual(recorded.body);
    expect((await ours.viewer.get('organisations?kind=company')).body.total).toBe(1);

    const revised = await ours.analyst.patch(`organisations/${id}`, { version: 1, country: 'US' });
    expect(revised).toMatchObject({ status: 200, body: { country: 'US', version: 2, aliases: [{ text: 'Intel' }] } });

    const withdrawn = await ours.lead.post(`organisations/${id}/withdraw`, { version: 2, reason: 'recorded twice' });
    expect(withdrawn).toMatchObject({ status: 200, body: { withdrawn: true, withdrawnReason: 'recorded twice' } });
    expect((await ours.viewer.get('organisations')).body.total).toBe(0);

    const history = await ours.viewer.get(`organisations/${id}/history`);
    expect(history.body.items.map((item: { version: number }) => item.version)).toEqual([3, 2, 1]);
    expect(history.body.items[0]).toMatchObject({ reason: 'recorded twice', changedBy: 'Lead Example' });
  });

  it('of another workspace is not found, and the answer is that of an id that does not exist', async () => {
    const { id } = (await ours.analyst.post('organisations', intel)).body;
    const foreign = await theirs.analyst.get(`organisations/${id}`);
    const random = await theirs.analyst.get('organisations/018f0000-0000-7000-8000-000000000000');
    expect(foreign.status).toBe(404);
    expect({ ...foreign.body, requestId: '' }).toEqual({ ...random.body, requestId: '' });
    expect((await theirs.analyst.patch(`organisations/${id}`, { version: 1, note: 'x' })).status).toBe(404);
    expect((await theirs.analyst.send('GET', `organisations/${id}`, undefined, 'ours')).status).toBe(404);
    expect((await theirs.analyst.get('organisations')).body.total).toBe(0);
  });

  it('is not recorded by a viewer', async () => {
    const refused = await ours.viewer.post('organisations', intel);
    expect(refused).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
  });

  it('is refused with every problem by path', async () => {
    const wrong = await ours.analyst.post('organisations', { ...intel, kind: 'firm', country: 'us', legalName: ' ' });
    expect(wrong.status).toBe(422);
    expect(wrong.headers['content-type']).toContain('application/problem+json');
    expect(wrong.body.problems.map((problem: { path: string }) => problem.path).sort()).toEqual([
      'country',
      'kind',
      'legalName',
    ]);
    const unknown = await ours.analyst.post('organisations', { ...intel, owner: 'x' });
    expect(unknown).toMatchObject({ status: 400, body: { problems: [{ path: 'owner', code: 'unknown_member' }] } });
    expect((await ours.analyst.post('organisations', '{"kind":')).status).toBe(400);
    const nul = await ours.analyst.post('organisations', { ...intel, note: 'a\u0000b' });
    expect(nul).toMatchObject({ status: 422, body: { problems: [{ path: 'note', code: 'nul_character' }] } });
  });

  it('is not changed by a writer who saw an older version', async () => {
    const { id } = (await ours.analyst.post('organisations', intel)).body;
    await ours.analyst.patch(`organisations/${id}`, { version: 1, note: 'first' });
    const late = await ours.lead.patch(`organisations/${id}`, { version: 1, note: 'second' });
    expect(late).toMatchObject({ status: 412, body: { code: 'stale_version' } });
    expect((await ours.viewer.get(`organisations/${id}`)).body.note).toBe('first');
  });
});
