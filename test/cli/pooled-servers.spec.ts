import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withClient } from '@libs/platform/database';
import { plumbline } from '../support/command-line.ts';
import { installedVersions, startExternal } from '../support/external-postgres.ts';
import { hasPooler, startPooler, type Pooler } from '../support/pooler.ts';
import { makeWorkspace, prepareDatabase, productionSettings } from '../support/production.ts';
import { startServer, type Server } from '../support/server-process.ts';
import { request, type Answer } from '../support/test-app.ts';

const version = installedVersions().at(-1);
const isHere = version !== undefined && hasPooler();
if (!isHere) console.warn('not run: servers behind PgBouncer need pgbouncer and a PostgreSQL of its own packages');

/** Two servers of one installation, with PgBouncer in transaction mode between them and the database. */
(isHere ? describe : describe.skip)('two servers behind a pooler', () => {
  const place = mkdtempSync(join(tmpdir(), 'plumbline-pooled-'));
  let postgres: Awaited<ReturnType<typeof startExternal>>;
  let pooler: Pooler;
  let settings: Record<string, string>;
  let servers: Server[];
  const passwords: Record<string, string> = {};
  const cookies: Record<string, string> = {};

  const run = async (args: string[]) => {
    const ran = await plumbline(args, { DATA_DIR: place, ...settings });
    expect(ran).toMatchObject({ code: 0 });
    return ran.out;
  };
  const ask = (at: number, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    request(servers[at % servers.length]!.base, method, path, body, headers);
  const signIn = (at: number, email: string, password: string) =>
    ask(at, 'POST', '/api/session', { email, password }) as Promise<Answer>;
  const organisation = (name: string) => {
    return { kind: 'company', legalName: `${name} Inc.`, shortName: name, sample: true };
  };

  beforeAll(async () => {
    postgres = await startExternal(version!);
    const addresses = await prepareDatabase(postgres.adminUrl);
    pooler = await startPooler(Object.values(addresses));
    const pooled = {
      DATABASE_URL: pooler.through(addresses.DATABASE_URL!),
      DATABASE_IDENTITY_URL: pooler.through(addresses.DATABASE_IDENTITY_URL!),
    };
    settings = await productionSettings({ ...addresses, ...pooled }, place);
    // Both bring the tables up to date: one does, the other waits.
    servers = await Promise.all([startServer(settings), startServer(settings)]);
    for (const slug of ['ours', 'theirs']) {
      const { email, password } = await makeWorkspace(settings, slug);
      passwords[slug] = password;
      const signedIn = await signIn(0, email, password);
      cookies[slug] = signedIn.headers['set-cookie']!.split(';')[0]!;
    }
  }, 180_000);
  afterAll(async () => {
    for (const server of servers ?? []) await server.stop();
    await pooler?.stop();
    postgres?.stop();
    rmSync(place, { recursive: true, force: true });
  }, 60_000);

  it('keep workspaces apart, however their transactions take turns on the same connections (T5, T17)', async () => {
    const numbers = Array.from({ length: 240 }, (_, number) => number);
    const answers = await Promise.all(
      numbers.map(async (number) => {
        const slug = number % 3 === 0 ? 'theirs' : 'ours';
        const headers = { cookie: cookies[slug]! };
        const path = `/api/workspaces/${slug}/organisations`;
        const written =
          number % 4 < 2 ? await ask(number, 'POST', path, organisation(`${slug} ${number}`), headers) : null;
        const read = await ask(number + 1, 'GET', `${path}?limit=200`, undefined, headers);
        return { slug, written, read };
      }),
    );
    for (const { slug, written, read } of answers) {
      expect([written?.status ?? 201, read.status]).toEqual([201, 200]);
      const { items } = read.body as { items: { id: string; shortName: string }[] };
      expect(items.filter((item) => !item.shortName.startsWith(slug))).toEqual([]);
      if (written) expect(items.map(({ id }) => id)).toContain(written.body.id);
    }
    const foreign = await ask(1, 'GET', '/api/workspaces/theirs/organisations', undefined, { cookie: cookies.ours! });
    expect(foreign.status).toBe(404);
    expect(JSON.parse(await run(['audit', 'verify', '--workspace', 'ours']))).toMatchObject({ sound: true });
  }, 120_000);

  it('do a write once that both are asked for under one key, and give one answer (P1)', async () => {
    const headers = { cookie: cookies.ours!, 'idempotency-key': 'one action' };
    const path = '/api/workspaces/ours/organisations';
    const both = await Promise.all([0, 1, 2, 3].map((at) => ask(at, 'POST', path, organisation('ours once'), headers)));
    expect(both.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
    const again = await Promise.all([0, 1].map((at) => ask(at, 'POST', path, organisation('ours once'), headers)));
    for (const answer of again) {
      expect(answer).toMatchObject({ status: 201, body: both.find(({ status }) => status === 201)!.body });
      expect(answer.headers['idempotent-replayed']).toBe('true');
    }
    const other = await ask(1, 'POST', path, organisation('ours twice'), headers);
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  }, 60_000);

  it('count failed sign-ins together (A4)', async () => {
    const tries = Array.from({ length: 16 }, (_, at) => signIn(at, 'ours@example.org', `guess ${at}`));
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(6);
    for (const at of [0, 1]) expect((await signIn(at, 'ours@example.org', passwords.ours!)).status).toBe(429);
    for (const at of [0, 1]) expect((await signIn(at, 'theirs@example.org', passwords.theirs!)).status).toBe(201);
  }, 60_000);

  it('end a session for one another within a minute (S3)', async () => {
    const cookie = (await signIn(0, 'theirs@example.org', passwords.theirs!)).headers['set-cookie']!.split(';')[0]!;
    const me = (at: number) => ask(at, 'GET', '/api/me', undefined, { cookie });
    expect([(await me(0)).status, (await me(1)).status]).toEqual([200, 200]);
    expect((await ask(0, 'DELETE', '/api/session', undefined, { cookie })).status).toBeLessThan(300);
    expect((await me(0)).status).toBe(401);
    const until = Date.now() + 60_000;
    while ((await me(1)).status === 200 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await me(1)).status).toBe(401);
  }, 90_000);

  it('leave nothing behind on the shared connections', async () => {
    const left = await withClient(settings.DATABASE_URL!, (client) =>
      client.query(
        `select nullif(current_setting('app.workspace_id', true), '') as workspace,
           current_setting('lock_timeout') as lock_timeout, current_setting('statement_timeout') as statement_timeout`,
      ),
    );
    expect(left.rows).toEqual([{ workspace: null, lock_timeout: '0', statement_timeout: '0' }]);
  });
});
