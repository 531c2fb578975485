import { jest } from '@jest/globals';
import { openApiOf } from '../../apps/api/openapi.ts';
import { operationsOf } from '../support/fuzz.ts';
import { OpenIdProvider } from '../support/openid-provider.ts';
import { SmallWeb } from '../support/small-web.ts';
import { TestApp, type Answer } from '../support/test-app.ts';
import { accountWrites, type Asked } from '../support/writes/accounts.ts';
import { writeExamples } from '../support/writes/examples.ts';
import { CLIENT, PACK, Stage, type WriteExample, type WriteRequest } from '../support/writes/stage.ts';
import { WITHOUT_EVENT, withoutEvent, WriteLog, type Written } from '../support/writes/write-log.ts';

// U1: every write in a workspace has its event, in the same transaction. The operations are read from the description of
// the API: one that may write, and for which no example stands in test/support/writes, fails.

const BASE = '/api/workspaces/{workspace}';

let server: TestApp;
let web: SmallWeb;
let provider: OpenIdProvider;
let log: WriteLog;
let examples: Record<string, WriteExample>;
let ofAccounts: Asked[];
let writtenByAccounts: Written[];
let written: Set<string>;

beforeAll(async () => {
  web = await SmallWeb.start({ 'sample-courier.example': (_request, response) => response.end('Cameras were sold.') });
  server = await TestApp.start({ fetchProxy: web.proxy });
  provider = await OpenIdProvider.start(CLIENT);
  log = await WriteLog.in(server.database);
  const people = await server.workspace('ours');
  expect((await people.lead.post('cases', PACK)).status).toBe(201);
  const stage = new Stage(server, people, provider);
  await stage.signing('signing');
  examples = writeExamples(stage);
  ofAccounts = (await accountWrites(stage, () => log.take())).filter(([request]) => !request.startsWith('GET'));
  writtenByAccounts = await log.take();
  written = new Set();
}, 120_000);
afterAll(async () => {
  provider.close();
  await server.close();
  await web.close();
});

/** Every operation that is no reading one, as the description names it. */
const operations = () =>
  operationsOf(openApiOf(server.app))
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path.startsWith(BASE) ? path.slice(BASE.length + 1) : path}`);

/** Whether a request, with its path behind the workspace, is one to the operation. */
function isOne(operation: string, request: string): boolean {
  return new RegExp(`^${operation.replace(/\{\w+\}/g, '[^/]+')}$`).test(request);
}

/** What is wrong with an operation: asked first where no event can be written, then again as it was. */
async function breachesOf(operation: string): Promise<string[]> {
  const request = await examples[operation]!();
  const { who, path, isReading, usesUp = [] } = request;
  const [method] = operation.split(' ') as [string];
  const breaches = withoutEvent(await log.take()).map((one) => `on its stage, without an event: ${one}`);
  const asked = path.replace(`/api/workspaces/${who.workspace}`, '');
  if (!isOne(operation, `${method} ${asked}`)) breaches.push(`its example asks ${path}`);

  await log.refuseEvents(true);
  const refused = await send(operation, request);
  await log.refuseEvents(false);
  if (refused.status < 500 && !isReading) breaches.push(`answered ${refused.status} where no event could be written`);
  const left = (await log.take()).flatMap(({ tables }) => tables.filter((table) => !usesUp.includes(table)));
  if (left.length > 0) breaches.push(`wrote ${left.join(', ')} where no event could be written`);

  const next = usesUp.length > 0 ? await examples[operation]!() : request;
  await log.take();
  const done = await send(operation, next);
  const all = await log.take();
  if (done.status >= 300) breaches.push(`answered ${done.status}: ${done.text.slice(0, 300)}`);
  if ((all.length === 0) !== Boolean(isReading)) breaches.push(`had ${all.length} transactions that wrote`);
  for (const { workspaceId, tables } of all) if (workspaceId !== null) tables.forEach((table) => written.add(table));
  return [...breaches, ...withoutEvent(all).map((one) => `without an event: ${one}`)];
}

/** Sends it as an action that is done once, so that the key is kept with the write or not at all too. */
function send(operation: string, { who, path, body, upload }: WriteRequest): Promise<Answer> {
  const key = `walk-${operation}`;
  const [method] = operation.split(' ') as [string];
  return upload ? who.upload(upload.name, upload.bytes, { 'idempotency-key': key }) : who.once(key, method, path, body);
}

describe('a write', () => {
  it('is known: each operation that may write has an example, and no example stands for none', () => {
    const isOfAccounts = (operation: string) => ofAccounts.some(([request]) => isOne(operation, request));
    const all = operations();
    expect(all.filter((one) => !(one in examples) && !isOfAccounts(one))).toEqual([]);
    expect(Object.keys(examples).filter((one) => !all.includes(one))).toEqual([]);
  });

  it('to an account alone is one to no workspace', () => {
    expect(ofAccounts.filter(([, status]) => status >= 300)).toEqual([]);
    expect(ofAccounts.length).toBeGreaterThan(20);
    expect(writtenByAccounts.filter(({ workspaceId }) => workspaceId !== null)).toEqual([]);
    expect(writtenByAccounts.some(({ tables }) => tables.includes('identity.passkey'))).toBe(true);
  });

  it('is done with its event or not at all, whatever the operation', async () => {
    const errors = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const breaches: string[] = [];
    for (const operation of Object.keys(examples)) {
      const found = await breachesOf(operation).catch((error: Error) => [`has no stage: ${error.message}`]);
      breaches.push(...found.map((one) => `${operation} ${one}`));
    }
    errors.mockRestore();
    expect(breaches).toEqual([]);
  }, 240_000);

  it('keeps no secret of its answer beside its key', async () => {
    const kept = await server.inWorkspace('ours', (tx) =>
      tx.query<{ key: string }>(
        `select key from app.idempotency_key where workspace_id = $1
           and answer ~ '"(link|token|secret|codes|password|clientSecret)":"'`,
        [tx.workspaceId],
      ),
    );
    expect(kept).toEqual([]);
  });

  it('reaches every table of a workspace here', async () => {
    expect([...written].sort()).toEqual(await log.tables());
    expect(Object.keys(WITHOUT_EVENT)).toEqual(['app.idempotency_key', 'app.outbox', 'app.job_run']);
  });
});
