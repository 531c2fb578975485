import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withClient } from '@libs/platform/database';
import { breachesOf } from '../support/catalogue.ts';
import { plumbline } from '../support/command-line.ts';
import { productionSettings } from '../support/production.ts';
import { installedVersions, startExternal } from '../support/external-postgres.ts';

const version = installedVersions().at(-1);
const tests = version ? describe : describe.skip;
if (!version) console.warn('not run: a server without a superuser needs a PostgreSQL of its own packages');

/** A server as providers give it: its customer may make roles and databases, and is no superuser. */
tests('a PostgreSQL that gives nobody a superuser', () => {
  const place = mkdtempSync(join(tmpdir(), 'plumbline-managed-'));
  let server: Awaited<ReturnType<typeof startExternal>>;
  const addressOf = (login: string, database = 'postgres') =>
    Object.assign(new URL(server.adminUrl), { username: login, pathname: `/${database}` }).href;
  const run = (args: string[], env: Record<string, string> = {}) => plumbline(args, { DATA_DIR: place, ...env });
  const settingsOf = (addresses: Record<string, string>) => productionSettings(addresses, place);
  const breaches = (database: string) =>
    withClient(addressOf('operator', database), (operator) => breachesOf(operator as never));

  beforeAll(async () => {
    server = await startExternal(version!);
    await withClient(server.adminUrl, async (operator) => {
      await operator.query('create role customer login createrole createdb');
      await operator.query('create role nobody login');
      await operator.query('create role maker login createrole');
    });
  }, 60_000);
  afterAll(() => {
    server.stop();
    rmSync(place, { recursive: true, force: true });
  });

  it('says what a login lacks, before anything is made', async () => {
    const refused = await run(['database', 'prepare', '--admin-url', addressOf('nobody')]);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('nobody may not make roles (CREATEROLE)');
    const half = await run(['database', 'prepare', '--admin-url', addressOf('maker')]);
    expect(half.err).toContain('maker may not make databases (CREATEDB)');
    const roles = await withClient(server.adminUrl, (operator) =>
      operator.query(`select from pg_roles where rolname like 'plumbline%'`),
    );
    expect(roles.rowCount).toBe(0);
  }, 60_000);

  it('is prepared by a login with CREATEROLE and CREATEDB alone, and every wall is up', async () => {
    const prepared = await run(['database', 'prepare', '--admin-url', `${addressOf('customer')}?sslmode=disable`]);
    expect(prepared).toMatchObject({ code: 0 });
    const settings = await settingsOf(JSON.parse(prepared.out) as Record<string, string>);
    expect(settings).toMatchObject({ DATABASE_QUEUE_URL: expect.stringMatching(/\/plumbline\?sslmode=disable$/) });
    expect(await run(['workspace', 'create', '--slug', 'ours', '--name', 'Ours'], settings)).toMatchObject({ code: 0 });
    expect(await breaches('plumbline')).toEqual([]);
    const elsewhere = ['database', 'prepare', '--rotate', '--admin-url', addressOf('customer'), '--database', 'other'];
    await withClient(server.adminUrl, (operator) => operator.query('create database other'));
    expect((await run(elsewhere)).err).toContain('the database other belongs to somebody else than customer');
  }, 120_000);

  it('is prepared by the printed SQL, too', async () => {
    const printed = await run(['database', 'prepare', '--database', 'printed']);
    expect(printed).toMatchObject({ code: 0 });
    const file = join(place, 'prepare.sql');
    writeFileSync(file, printed.out);
    execFileSync('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-f', file, addressOf('customer')]);
    const { hostname, port } = new URL(server.adminUrl);
    const lines = [...printed.out.matchAll(/^-- (DATABASE_\w+)=(.*)$/gm)];
    const addresses = lines.map(([, name, url]) => [name, url!.replace('HOST:5432', `${hostname}:${port}`)]);
    const settings = await settingsOf(Object.fromEntries(addresses) as Record<string, string>);
    expect(await run(['workspace', 'create', '--slug', 'ours', '--name', 'Ours'], settings)).toMatchObject({ code: 0 });
    expect(await breaches('printed')).toEqual([]);
  }, 120_000);
});
