import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plumbline } from '../support/command-line.ts';
import { installedVersions, startExternal, type ExternalPostgres } from '../support/external-postgres.ts';
import { makeWorkspace, prepareDatabase, productionSettings } from '../support/production.ts';
import { startServer, type Server } from '../support/server-process.ts';
import { SteadyLoad } from '../support/steady-load.ts';

/** The gate: a backup while people write, restored and compared; one with a byte changed is refused. */
const SECONDS = process.env.FAULTS === 'full' ? 20 : 3;

const version = installedVersions().at(-1);
if (!version) console.warn('not run: a backup under load needs a PostgreSQL of its own packages');

(version ? describe : describe.skip)('a backup under load', () => {
  const place = mkdtempSync(join(tmpdir(), 'plumbline-backup-load-'));
  const file = join(place, 'all.plumb');
  let postgres: ExternalPostgres;
  let settings: Record<string, string>;
  let server: Server;
  let cookie = '';

  const call = (method: string, path: string, body?: unknown) =>
    fetch(`${server.base}${path}`, {
      method,
      headers: { cookie, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const write = (number: number) => {
    const shortName = `Loaded ${number}`;
    const organisation = { kind: 'company', legalName: `${shortName} Inc.`, shortName, sample: true };
    return call('POST', '/api/workspaces/ours/organisations', organisation);
  };

  beforeAll(async () => {
    postgres = await startExternal(version!);
    settings = await productionSettings(await prepareDatabase(postgres.adminUrl), place);
    server = await startServer(settings);
    const signIn = await makeWorkspace(settings, 'ours');
    cookie = (await call('POST', '/api/session', signIn)).headers.get('set-cookie')!.split(';')[0]!;
  }, 180_000);
  afterAll(async () => {
    await server?.stop('SIGKILL');
    postgres?.stop();
    rmSync(place, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 });
  });

  it('holds all that was acknowledged before it began, comes back whole, and hinders nobody', async () => {
    const load = new SteadyLoad(50, write);
    await new Promise((resolve) => setTimeout(resolve, SECONDS * 1000));
    const before = load.sent.filter(({ status }) => status === 201).length;
    const backup = await plumbline(['backup', '--out', file], settings);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const sent = await load.stop();
    expect(backup).toMatchObject({ code: 0 });
    expect(sent.filter(({ status }) => status !== 201)).toEqual([]);

    const embedded = { DATA_DIR: join(place, 'embedded'), DEMO: 'off' };
    expect(await plumbline(['restore', file], embedded)).toMatchObject({ code: 0 });
    const trail = JSON.parse((await plumbline(['audit', 'verify', '--workspace', 'ours'], embedded)).out) as {
      sound: boolean;
      events: number;
    };
    expect(trail.sound).toBe(true);
    // Every write is one event, so the trail counts what came back.
    expect(trail.events).toBeGreaterThanOrEqual(before);
    expect(trail.events).toBeLessThan(sent.length + 20);
  }, 120_000);

  it('is refused with one byte changed', async () => {
    const bytes = readFileSync(file);
    const middle = Math.floor(bytes.length / 2);
    bytes[middle] = bytes[middle]! ^ 1;
    const changed = join(place, 'changed.plumb');
    writeFileSync(changed, bytes);
    const empty = { DATA_DIR: join(place, 'other'), DEMO: 'off' };
    expect(await plumbline(['verify', changed], empty)).toMatchObject({ code: 1, out: '' });
  }, 60_000);
});
