import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withClient } from '@libs/platform/database';
import { installedVersions, startExternal, type ExternalPostgres } from '../support/external-postgres.ts';
import { makeWorkspace, prepareDatabase, productionSettings } from '../support/production.ts';
import { startServer, type Server } from '../support/server-process.ts';
import { SteadyLoad, type Sent } from '../support/steady-load.ts';

/** The gates: ten restarts of the database at 50 requests a second, an outage of a minute, an end with 20 slow ones. */
const FULL = process.env.FAULTS === 'full';
const RESTARTS = FULL ? 10 : 2;
const OUTAGE = FULL ? 60_000 : 3_000;
const PER_SECOND = 50;
const SLOW = 20;

const version = installedVersions().at(-1);
if (!version) console.warn('not run: an outage of the database needs a PostgreSQL of its own packages');

(version ? describe : describe.skip)('a server under load', () => {
  const place = mkdtempSync(join(tmpdir(), 'plumbline-outage-'));
  let postgres: ExternalPostgres;
  let settings: Record<string, string>;
  let server: Server;
  let cookie: string;
  let written = 0;

  const call = (method: string, path: string, body?: unknown) =>
    fetch(`${server.base}${path}`, {
      method,
      headers: { cookie, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const path = '/api/workspaces/ours/organisations';
  const organisation = (name: string) => {
    return { kind: 'company', legalName: `${name} Inc.`, shortName: name, sample: true };
  };
  /** Four readers to one writer. */
  const ask = (number: number) =>
    number % 5 === 0
      ? call('POST', path, organisation(`Loaded ${(written += 1)}`))
      : call('GET', `${path}?limit=20&offset=${number % 3}`);

  beforeAll(async () => {
    postgres = await startExternal(version!);
    settings = await productionSettings(await prepareDatabase(postgres.adminUrl), place);
    server = await startServer(settings);
    const signIn = await makeWorkspace(settings, 'ours');
    cookie = '';
    const signedIn = await call('POST', '/api/session', signIn);
    cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!;
  }, 180_000);
  afterAll(async () => {
    await server?.stop('SIGKILL');
    postgres?.stop();
    rmSync(place, { recursive: true, force: true });
  });

  /** The first answer to a request sent after `from` that was a success: how long after `from`, in milliseconds. */
  const backAfter = (sent: Sent[], from: number) => {
    const good = sent.filter(({ at, status }) => at >= from && status === 200).map((one) => one.at + one.millis - from);
    return Math.min(...good);
  };
  const wrong = (sent: Sent[]) =>
    sent.filter(
      ({ status, retryAfter }) => !(status === 200 || status === 201 || (status === 503 && retryAfter !== null)),
    );

  it(`answers only 503 with a time to come back through ${RESTARTS} restarts of the database, and goes on (P7)`, async () => {
    const load = new SteadyLoad(PER_SECOND, ask);
    const ready: number[] = [];
    for (let restart = 0; restart < RESTARTS; restart += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      postgres.halt(restart % 2 ? 'immediate' : 'fast');
      postgres.start();
      ready.push(load.now());
      await new Promise((resolve) => setTimeout(resolve, 2500));
    }
    const sent = await load.stop();
    expect(wrong(sent)).toEqual([]);
    for (const moment of ready) expect(backAfter(sent, moment)).toBeLessThan(2000);
    expect(server.log()).not.toContain('unexpected error');
  }, 120_000);

  it(`lives through ${OUTAGE / 1000} s without the database, and serves when it is back (P4, P7)`, async () => {
    const load = new SteadyLoad(PER_SECOND, ask);
    await new Promise((resolve) => setTimeout(resolve, 500));
    postgres.halt('fast');
    await new Promise((resolve) => setTimeout(resolve, OUTAGE / 2));
    const [live, ready] = [await call('GET', '/api/health/live'), await call('GET', '/api/health/ready')];
    expect([live.status, ready.status]).toEqual([200, 503]);
    await new Promise((resolve) => setTimeout(resolve, OUTAGE / 2));
    postgres.start();
    const back = load.now();
    await new Promise((resolve) => setTimeout(resolve, 2500));
    const sent = await load.stop();
    expect(wrong(sent)).toEqual([]);
    expect(sent.some(({ status }) => status === 503)).toBe(true);
    expect(backAfter(sent, back)).toBeLessThan(2000);
    expect((await call('GET', '/api/health/ready')).status).toBe(200);
  }, 120_000);

  it(`ends with ${SLOW} slow requests, a write among them: not ready first, all answered, exit 0 (P6)`, async () => {
    const held = await withClient(
      Object.assign(new URL(postgres.adminUrl), { pathname: '/plumbline' }).href,
      async (admin) => {
        await admin.query('begin');
        await admin.query('lock table app.organisation in access exclusive mode');
        const slow = Array.from({ length: SLOW - 1 }, (_, number) => call('GET', `${path}?offset=${number}`));
        slow.push(call('POST', path, organisation('Slow')));
        for (let waiting = 0; waiting < SLOW;) {
          await new Promise((resolve) => setTimeout(resolve, 50));
          const rows = await admin.query(`select from pg_stat_activity where wait_event_type = 'Lock'`);
          waiting = rows.rowCount ?? 0;
        }
        const ended = server.stop();
        await new Promise((resolve) => setTimeout(resolve, 200));
        const ready = await call('GET', '/api/health/ready');
        const live = await call('GET', '/api/health/live');
        await admin.query('rollback');
        const answers = await Promise.all(slow);
        return {
          health: [ready.status, live.status],
          answers: answers.map(({ status }) => status),
          ended: await ended,
        };
      },
    );
    expect(held.health).toEqual([503, 200]);
    expect(held.answers.filter((status) => status !== 200 && status !== 201)).toEqual([]);
    expect(held.ended.code).toBe(0);
    expect(held.ended.millis).toBeLessThan(25_000);
  }, 60_000);
});
