import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withClient } from '@libs/platform/database';
import { packageRoot } from '@libs/platform/config';
import { breachesOf } from '../support/catalogue.ts';
import { plumbline as runCommand, startProgram } from '../support/command-line.ts';
import { installedVersions, startExternal } from '../support/external-postgres.ts';

const versions = installedVersions();
const place = mkdtempSync(join(tmpdir(), 'plumbline-external-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const start = (program: string, env: Record<string, string>) =>
  startProgram(program, [], { DATA_DIR: join(place, 'none'), ...env });
const plumbline = (args: string[], env: Record<string, string> = {}) =>
  runCommand(args, { DATA_DIR: join(place, 'none'), ...env });

const tests = versions.length > 0 ? describe : describe.skip;
if (versions.length === 0) console.warn('not run: no PostgreSQL of its own packages is on this machine');

tests.each(versions)('an external PostgreSQL %s', (version) => {
  let server: Awaited<ReturnType<typeof startExternal>>;
  let settings: Record<string, string>;

  beforeAll(async () => {
    server = await startExternal(version);
    const prepared = await plumbline(['database', 'prepare', '--admin-url', server.adminUrl]);
    expect(prepared).toMatchObject({ code: 0 });
    settings = {
      ...(JSON.parse(prepared.out) as Record<string, string>),
      MODE: 'production',
      PUBLIC_URL: 'https://plumbline.example',
      TRUSTED_PROXIES: 'none',
      SEALING_KEY_FILE: join(place, 'keys', 'sealing-keys.txt'),
    };
    expect((await plumbline(['card'], settings)).err).toContain('plumbline key add');
    expect(await plumbline(['key', 'add'], settings)).toMatchObject({ code: 0 });
  }, 120_000);
  afterAll(() => server.stop());

  it('is prepared, migrated and used by the command line, with every wall up', async () => {
    const workspace = await plumbline(['workspace', 'create', '--slug', 'ours', '--name', 'Ours'], settings);
    expect(workspace).toMatchObject({ code: 0 });
    const pack = join(packageRoot(), 'libs/cases/packs/founding.json');
    expect(await plumbline(['case', 'import', pack], settings)).toMatchObject({ code: 0 });
    expect((await plumbline(['card', '--company', 'Intel'], settings)).out).toContain('3 reported, one report');
    const inside = new URL(server.adminUrl);
    inside.pathname = '/plumbline';
    expect(await withClient(inside.href, (admin) => breachesOf(admin))).toEqual([]);
  }, 120_000);

  it('is backed up while it serves, and comes back under the embedded PostgreSQL', async () => {
    const file = join(place, `external-${version}.plumb`);
    const made = await plumbline(['backup', '--out', file], settings);
    expect(made).toMatchObject({ code: 0 });
    const embedded = { DATA_DIR: join(place, `embedded-${version}`), DEMO: 'off' };
    expect((await plumbline(['restore', file], embedded)).code).toBe(0);
    const [here, there] = [
      await plumbline(['case', 'export', 'founding'], settings),
      await plumbline(['case', 'export', 'founding'], embedded),
    ];
    expect(there).toMatchObject({ code: 0, out: here.out });
  }, 120_000);

  it('is served, and nothing is started beside it', async () => {
    const child = start('api/main.js', { ...settings, PORT: '0', LOG_LEVEL: 'silent' });
    const line = await new Promise<string>((resolve, reject) => {
      child.stdout!.on('data', (chunk: Buffer) => resolve(String(chunk)));
      child.stderr!.on('data', (chunk: Buffer) => reject(new Error(String(chunk))));
    });
    child.kill('SIGTERM');
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ line, code }).toEqual({ line: 'Plumbline is ready: https://plumbline.example\n', code: 0 });
  }, 60_000);

  it('is refused with a login that row-level security would not bind', async () => {
    const admin = new URL(server.adminUrl);
    admin.pathname = '/plumbline';
    // The server trusts whoever connects; the settings want a password all the same.
    admin.password = 'Zk3-vN8qLx0_TfWm4RbY';
    const refused = await plumbline(['card'], { ...settings, DATABASE_URL: admin.href });
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('superuser or bypasses row-level security');
    const { DATABASE_MIGRATION_URL: owner = '', ...others } = settings;
    expect((await plumbline(['card'], { ...others, DATABASE_URL: owner })).err).toContain('owns tables');
  }, 60_000);

  it('says what is missing where it has no tables and nobody who may make them', async () => {
    const { DATABASE_MIGRATION_URL: _migrator, ...without } = settings;
    const empty = Object.fromEntries(
      Object.entries(without).map(([name, value]) => [
        name,
        name.startsWith('DATABASE_') ? value.replace(/plumbline$/, 'postgres') : value,
      ]),
    );
    const refused = await plumbline(['card'], empty);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('DATABASE_MIGRATION_URL');
  }, 60_000);

  it('is refused outside production, and after preparing again the new passwords hold', async () => {
    const { MODE: _mode, PUBLIC_URL: _url, ...evaluation } = settings;
    expect((await plumbline(['card'], evaluation)).err).toContain('MODE=production');
    const prepare = ['database', 'prepare', '--admin-url', server.adminUrl];
    const careful = await plumbline(prepare);
    expect(careful).toMatchObject({ code: 1, out: '' });
    expect(careful.err).toContain('--rotate');
    expect((await plumbline(['card'], settings)).code).toBe(0);
    const again = JSON.parse((await plumbline([...prepare, '--rotate'])).out);
    expect((await plumbline(['card'], { ...settings, ...again })).code).toBe(0);
  }, 60_000);
});
