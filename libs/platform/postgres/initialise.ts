import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { postgresEnvironment, type Binaries } from './binaries.ts';
import type { DataPlaces } from './data-places.ts';
import { explainFailure, PostgresUnavailable } from './postgres.errors.ts';
import { giveTo, giveToOwnerOf, type RunUser } from './run-user.ts';
import type { HomeHandle } from './home-handle.ts';

export const SUPERUSER = 'postgres';
const NEEDED_BYTES = 200_000_000;

const SETTINGS = `# Written at every start. Put settings of your own into custom.conf beside this file.
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
shared_buffers = '128MB'
fsync = on
synchronous_commit = on
full_page_writes = on
password_encryption = 'scram-sha-256'
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] '
log_checkpoints = off
include_if_exists = 'custom.conf'
`;

/** Makes the cluster when there is none, and refuses one of another major version. */
export function prepareCluster(places: DataPlaces, binaries: Binaries, user: RunUser, home: HomeHandle): void {
  if (existsSync(places.cluster)) refuseOtherVersion(places, binaries);
  else initialise(places, binaries, user, home);
  const settings = join(places.cluster, 'plumbline.conf');
  writeFileSync(settings, SETTINGS, { mode: 0o600 });
  giveTo(user, settings);
}

function refuseOtherVersion(places: DataPlaces, binaries: Binaries): void {
  const version = readFileSync(join(places.cluster, 'PG_VERSION'), 'utf8').trim();
  if (version === binaries.majorVersion) return;
  throw new PostgresUnavailable(
    `${places.cluster} was made by PostgreSQL ${version} and this is ${binaries.majorVersion}: restore a backup into a new DATA_DIR.`,
  );
}

function refuseFullDisk(places: DataPlaces): void {
  const { bavail, bsize } = statfsSync(places.dataDirectory);
  if (bavail * bsize < NEEDED_BYTES) throw explainFailure('Preparing PostgreSQL', 'ENOSPC', places.dataDirectory);
}

// The cluster is made under another name and renamed when whole, so that a kill half-way leaves nothing to repair.
function initialise(places: DataPlaces, binaries: Binaries, user: RunUser, home: HomeHandle): void {
  refuseFullDisk(places);
  const partial = `${places.cluster}.new`;
  const passwordCopy = join(places.home, 'initial-password');
  rmSync(partial, { recursive: true, force: true });
  const password = randomBytes(24).toString('base64url');
  writeFileSync(passwordCopy, `${password}\n`, { mode: 0o600 });
  giveTo(user, passwordCopy);
  try {
    const options = ['-U', SUPERUSER, `--pwfile=${home.path}/initial-password`, '-A', 'scram-sha-256', '-E', 'UTF8'];
    const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const { status, stdout, stderr, error } = spawnSync(
      binaries.initdb,
      ['-D', `${home.path}/cluster.new`, ...options, ...locale, '--data-checksums', '--no-instructions'],
      {
        ...user,
        cwd: '/',
        env: postgresEnvironment(),
        stdio: ['ignore', 'pipe', 'pipe', ...home.stdio],
        encoding: 'utf8',
      },
    );
    if (status !== 0) throw explainFailure('Preparing PostgreSQL', `${error ?? ''}${stdout}${stderr}`, places.home);
    writeFileSync(join(partial, 'postgresql.conf'), "\ninclude 'plumbline.conf'\n", { flag: 'a' });
    writeFileSync(places.password, password, { mode: 0o600 });
    giveToOwnerOf(places.dataDirectory, places.password);
    renameSync(partial, places.cluster);
  } finally {
    rmSync(passwordCopy, { force: true });
    rmSync(partial, { recursive: true, force: true });
  }
}

/** The superuser's password; it is nowhere but in this file. */
export function readPassword(places: DataPlaces): string {
  try {
    return readFileSync(places.password, 'utf8');
  } catch {
    throw new PostgresUnavailable(
      `${places.password} cannot be read: restore it from a backup, or set another DATA_DIR.`,
    );
  }
}

/** Makes the folders of a data directory; the parts that only PostgreSQL may read come with its user. */
export function prepareFolders(places: DataPlaces, user: RunUser): void {
  if (!existsSync(places.home)) {
    mkdirSync(places.home, { mode: 0o700 });
    giveTo(user, places.home);
  }
}
