import { openApiOf } from '../../apps/api/openapi.ts';
import { operationsOf } from '../support/fuzz.ts';
import { TestApp, type People } from '../support/test-app.ts';

// P2: a change names the version that its writer saw, in If-Match: 428 without it, 412 where somebody has written since.

let server: TestApp;
let ours: People;

beforeAll(async () => {
  server = await TestApp.start();
  ours = await server.workspace('ours');
}, 60_000);
afterAll(() => server.close());

const firm = { kind: 'company', legalName: 'Sample Devices Ltd', shortName: 'Sample Devices', sample: true };

async function recorded() {
  const { headers, body } = await ours.analyst.post('organisations', firm);
  return { path: `organisations/${body.id}`, etag: headers.etag! };
}

const note = (text: string) => ({ note: text });

describe('P2: the version of a record', () => {
  it('comes as the ETag of every answer that is the record, and of no list', async () => {
    const { path, etag } = await recorded();
    expect(etag).toBe('"1"');
    const changed = await ours.analyst.sendWith({ 'if-match': etag }, 'PATCH', path, note('first'));
    expect(changed).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { version: 2 } });
    expect((await ours.viewer.get(path)).headers).toMatchObject({ etag: '"2"' });
    expect((await ours.viewer.get('organisations')).headers).not.toHaveProperty('etag');
    expect((await ours.viewer.get(`${path}/history`)).headers).not.toHaveProperty('etag');
  });

  it('has to be named for a change: 428 without, and nothing is written', async () => {
    const { path } = await recorded();
    const bare = await ours.analyst.sendWith({}, 'PATCH', path, note('blind'));
    expect(bare).toMatchObject({ status: 428, body: { code: 'version_missing' } });
    const withdrawal = await ours.lead.sendWith({}, 'POST', `${path}/withdraw`, { reason: 'recorded twice' });
    expect(withdrawal).toMatchObject({ status: 428, body: { code: 'version_missing' } });
    expect((await ours.viewer.get(path)).body).toMatchObject({ version: 1, note: null, withdrawn: false });
  });

  it('that is an old one is refused with 412, which names the fields that differ and no other', async () => {
    const { path, etag } = await recorded();
    await ours.lead.sendWith({ 'if-match': etag }, 'PATCH', path, { note: 'theirs', country: 'US' });
    const late = await ours.analyst.sendWith({ 'if-match': etag }, 'PATCH', path, { note: 'mine' });
    expect(late).toMatchObject({ status: 412, body: { code: 'stale_version' } });
    expect(late.body.problems.map((one: { path: string }) => one.path).sort()).toEqual(['country', 'note']);
    expect(late.headers).not.toHaveProperty('etag');
    expect((await ours.viewer.get(path)).body).toMatchObject({ version: 2, note: 'theirs' });
  });

  it('of two writers at one moment lets one through', async () => {
    const { path, etag } = await recorded();
    const send = (text: string) => ours.analyst.sendWith({ 'if-match': etag }, 'PATCH', path, note(text));
    const statuses = (await Promise.all(['a', 'b', 'c', 'd'].map(send))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 412, 412, 412]);
  });

  it.each(['*', 'W/"1"', '1', '"1", "2"', '""', '"0"', '"-1"', '"9999999999"', 'x'])(
    'is one strong tag: %s is refused, naming the header',
    async (tag) => {
      const { path } = await recorded();
      const refused = await ours.analyst.sendWith({ 'if-match': tag }, 'PATCH', path, note('odd'));
      expect(refused).toMatchObject({ status: 422, body: { problems: [{ path: 'If-Match' }] } });
      expect((await ours.viewer.get(path)).body.version).toBe(1);
    },
  );

  it('is no member of the body', async () => {
    const { path } = await recorded();
    const sent = await ours.analyst.sendWith({ 'if-match': '"1"' }, 'PATCH', path, JSON.stringify({ version: 1 }));
    expect(sent).toMatchObject({ status: 400, body: { problems: [{ path: 'version', code: 'unknown_member' }] } });
  });

  it('is asked for only of those who may change the record at all', async () => {
    const { path } = await recorded();
    expect((await ours.viewer.sendWith({}, 'PATCH', path, note('x'))).status).toBe(403);
  });

  it('belongs to the request that a key stands for', async () => {
    const { path } = await recorded();
    const key = { 'idempotency-key': 'of-version-1' };
    await ours.analyst.sendWith({ ...key, 'if-match': '"1"' }, 'PATCH', path, note('once'));
    const other = await ours.analyst.sendWith({ ...key, 'if-match': '"2"' }, 'PATCH', path, note('once'));
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  });
});

/** What is set or ended as a whole, by name, and has no versions to lose a change in. */
const WITHOUT_VERSION = [
  'PATCH /api/me/factors/passkeys/{id}',
  'DELETE /api/me/factors/passkeys/{id}',
  'DELETE /api/me/factors/totp',
  'DELETE /api/me/sessions/{id}',
  'DELETE /api/me/tokens/{id}',
  'DELETE /api/me/workspaces/{workspace}',
  'DELETE /api/session',
  'DELETE /api/workspaces/{workspace}/audiences/{id}/members/{memberId}',
  'DELETE /api/workspaces/{workspace}/single-sign-on',
  'DELETE /api/workspaces/{workspace}/tokens/{id}',
];

it('every PATCH and DELETE of the description asks for the version, but for what has none', () => {
  const operations = operationsOf(openApiOf(server.app)).filter(({ method }) => /^(PATCH|DELETE)$/.test(method));
  const bare = operations
    .filter(({ parameters }) => !parameters.some(({ name, required }) => name === 'If-Match' && required))
    .map(({ method, path }) => `${method} ${path}`);
  expect(bare.sort()).toEqual([...WITHOUT_VERSION].sort());
});

it('no body of the description holds a version that belongs in the header', () => {
  const api = openApiOf(server.app);
  const bodies = operationsOf(api).flatMap(({ method, path, body }) => {
    const name = body?.$ref?.split('/').at(-1);
    const schema = name ? (api.components?.schemas?.[name] as typeof body) : body;
    return schema?.properties ? [{ operation: `${method} ${path}`, names: Object.keys(schema.properties) }] : [];
  });
  expect(bodies.length).toBeGreaterThan(30);
  expect(bodies.filter(({ names }) => names.includes('version'))).toEqual([]);
});
