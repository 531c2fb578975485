import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

const INSTALLED = '/usr/lib/postgresql';

/** Versions of PostgreSQL that this machine has from its own packages, oldest first. */
export function installedVersions(): string[] {
  if (!existsSync(INSTALLED) || runUser() === null) return [];
  return readdirSync(INSTALLED)
    .filter((version) => existsSync(join(INSTALLED, version, 'bin/initdb')))
    .sort((a, b) => Number(a) - Number(b));
}

/** PostgreSQL refuses to run as root: then its own user runs it, where there is one. */
export function runUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return { uid: userInfo().uid, gid: userInfo().gid };
  try {
    const [uid, gid] = ['-u', '-g'].map((flag) =>
      Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] })),
    );
    return { uid: uid!, gid: gid! };
  } catch {
    return null;
  }
}

export interface ExternalPostgres {
  adminUrl: string;
  /** Stops it, as a machine that is restarted does; `start` brings it back on the same port. */
  halt(mode: 'fast' | 'immediate'): void;
  start(): void;
  /** Stops it for good. */
  stop(): void;
}

/** A fresh server of one installed version, as an operator would run it: outside of ours, with a superuser of its own. */
export async function startExternal(version: string): Promise<ExternalPostgres> {
  const user = runUser()!;
  const place = mkdtempSync(join(tmpdir(), `plumbline-external-${version}-`));
  chownSync(place, user.uid, user.gid);
  chmodSync(place, 0o700);
  const port = await freePort();
  const run = (program: string, args: string[]) =>
    execFileSync(join(INSTALLED, version, 'bin', program), args, {
      ...user,
      cwd: '/',
      stdio: 'ignore',
      env: { LC_ALL: 'C.UTF-8', PATH: '/usr/bin:/bin' },
    });
  run('initdb', ['-D', join(place, 'data'), '-U', 'operator', '-A', 'trust', '-E', 'UTF8', '--no-sync']);
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off`;
  const start = () =>
    run('pg_ctl', ['-D', join(place, 'data'), '-w', '-o', settings, '-l', join(place, 'log'), 'start']);
  const halt = (mode: 'fast' | 'immediate') => run('pg_ctl', ['-D', join(place, 'data'), '-w', '-m', mode, 'stop']);
  start();
  return {
    adminUrl: `postgresql://operator@127.0.0.1:${port}/postgres`,
    halt,
    start,
    stop: () => {
      halt('fast');
      rmSync(place, { recursive: true, force: true });
    },
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
