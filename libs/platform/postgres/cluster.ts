import { spawn, spawnSync } from 'node:child_process';
import { closeSync, fstatSync, openSync, readFileSync, rmSync, statSync, renameSync, writeFileSync } from 'node:fs';
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { requireBinaries, postgresEnvironment, type Binaries } from './binaries.ts';
import type { DataPlaces } from './data-places.ts';
import { openHome } from './home-handle.ts';
import { prepareCluster, prepareFolders } from './initialise.ts';
import { explainFailure } from './postgres.errors.ts';
import { isInUse, readPostmasterFile, servesCluster } from './postmaster.file.ts';
import { isUnburied, pause, processIdentity } from './process-identity.ts';
import { chooseRunUser, giveToOwnerOf, type RunUser } from './run-user.ts';

const START_LIMIT_MS = 60_000;
const FAST_STOP_LIMIT_MS = 60_000;
const LARGEST_LOG = 10_000_000;
// Below the ports that systems hand to outgoing connections: one of those could take ours while PostgreSQL restarts.
const LOWEST_PORT = 20_000;
const HIGHEST_PORT = 32_000;
const PORT_PATIENCE_MS = 5_000;

export interface RunningServer {
  pid: number;
  port: number;
  /** Resolves when the server process is gone, for whatever reason. */
  gone: Promise<void>;
}

/** The one cluster of a data directory: starts, adopts and stops its server. */
export class Cluster {
  private readonly places: DataPlaces;
  private readonly user: RunUser;
  private readonly binaries: Binaries;
  private hasServed = false;

  constructor(places: DataPlaces) {
    this.places = places;
    this.user = chooseRunUser(places);
    this.binaries = requireBinaries(places.dataDirectory, this.user);
  }

  /** Starts the server, or adopts the one that a killed supervisor left running. */
  async start(): Promise<RunningServer> {
    prepareFolders(this.places, this.user);
    const deadline = Date.now() + START_LIMIT_MS;
    let lastOutput = 'it did not become ready within a minute';
    while (Date.now() < deadline) {
      const found = readPostmasterFile(this.places.cluster);
      if (found && processIdentity(found.pid) !== null) {
        if (!servesCluster(found.pid, this.places.cluster)) this.clearStaleFile();
        else if (found.status === 'ready') {
          this.hasServed = true;
          return { ...found, gone: whenGone(found.pid) };
        }
        await pause(50);
        continue;
      }
      if (found && isUnburied(found.pid)) this.clearStaleFile();
      const started = await this.launch(deadline);
      if (typeof started !== 'string') return started;
      lastOutput = started;
      if (!mayPassByItself(started)) break;
      await pause(250);
    }
    throw explainFailure('Starting PostgreSQL', lastOutput, this.places.postgresLog);
  }

  /** Fast shutdown: sessions are cut, what was committed is on disk; a server that hangs is stopped hard. */
  async stop(server: RunningServer): Promise<void> {
    this.signal(server.pid, 'SIGINT');
    const stopped = await Promise.race([server.gone.then(() => true), pause(FAST_STOP_LIMIT_MS).then(() => false)]);
    if (stopped) return;
    this.signal(server.pid, 'SIGQUIT');
    await server.gone;
  }

  private signal(pid: number, signal: 'SIGINT' | 'SIGQUIT'): void {
    if (process.platform === 'win32') {
      const mode = signal === 'SIGINT' ? 'fast' : 'immediate';
      spawnSync(this.binaries.control, ['stop', '-W', '-m', mode, '-D', this.places.cluster]);
      return;
    }
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  // The number in the file belongs to some other program by now, or to a zombie: PostgreSQL itself would refuse to start.
  private clearStaleFile(): void {
    if (!isInUse(this.places.cluster)) rmSync(join(this.places.cluster, 'postmaster.pid'), { force: true });
  }

  /** One attempt: the running server, or what PostgreSQL printed before it gave up. */
  private async launch(deadline: number): Promise<RunningServer | string> {
    const home = openHome(this.places.home, this.user);
    const log = this.openLog();
    try {
      prepareCluster(this.places, this.binaries, this.user, home);
      const port = await this.choosePort();
      const begin = fstatSync(log).size;
      const child = spawn(this.binaries.postgres, ['-D', `${home.path}/cluster`, '-p', `${port}`], {
        ...this.user,
        cwd: '/',
        env: postgresEnvironment(),
        detached: true,
        windowsHide: true,
        stdio: ['ignore', log, log, ...home.stdio],
      });
      let ended: string | null = null;
      const gone = new Promise<void>((resolve) => {
        child.on('error', (error) => ((ended = String(error)), resolve()));
        child.on('exit', () => ((ended ??= this.logFrom(begin)), resolve()));
      });
      while (ended === null && Date.now() < deadline) {
        const file = readPostmasterFile(this.places.cluster);
        if (file?.pid === child.pid && file?.status === 'ready') {
          writeFileSync(this.places.port, `${port}`);
          this.hasServed = true;
          return { pid: file!.pid, port, gone };
        }
        await pause(10);
      }
      return ended ?? 'it did not become ready within a minute';
    } finally {
      closeSync(log);
      home.close();
    }
  }

  private openLog(): number {
    const path = this.places.postgresLog;
    try {
      if (statSync(path).size > LARGEST_LOG) renameSync(path, `${path}.1`);
    } catch {
      // No log yet.
    }
    const log = openSync(path, 'a', 0o600);
    giveToOwnerOf(this.places.dataDirectory, path);
    return log;
  }

  private logFrom(begin: number): string {
    return readFileSync(this.places.postgresLog).subarray(begin).toString('utf8');
  }

  // The last port again: pools of programs that outlived a supervisor or a server find it there.
  private async choosePort(): Promise<number> {
    const last = this.lastPort();
    const patience = Date.now() + (this.hasServed ? PORT_PATIENCE_MS : 0);
    while (last > 0) {
      if (await isFree(last)) return last;
      if (Date.now() > patience) break;
      await pause(50);
    }
    for (;;) {
      const port = randomInt(LOWEST_PORT, HIGHEST_PORT);
      if (await isFree(port)) return port;
    }
  }

  private lastPort(): number {
    try {
      return Number(readFileSync(this.places.port, 'utf8'));
    } catch {
      return 0;
    }
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    // Programs that wait for PostgreSQL may reach the probe; it must not wait for them to leave.
    const probe = createServer((socket) => socket.destroy());
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

// Backends of a killed server leave within moments, and so does a program that just had the port.
function mayPassByItself(output: string): boolean {
  return /pre-existing shared memory|Address already in use|lock file ".*" already exists|did not become ready/.test(
    output,
  );
}

async function whenGone(pid: number): Promise<void> {
  const identity = processIdentity(pid);
  while (identity !== null && processIdentity(pid) === identity) await pause(200);
}
