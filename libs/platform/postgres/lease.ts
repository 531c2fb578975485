import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connect, type Connection } from './connect.ts';
import { send, type SupervisorMessage } from './control-channel.ts';
import { placesIn, type DataPlaces } from './data-places.ts';
import { explainFailure, PostgresUnavailable, ServerAlreadyRunning } from './postgres.errors.ts';
import { pause, PLAIN_PATH } from './process-identity.ts';
import { giveToOwnerOf } from './run-user.ts';
import { lockHolder } from './supervisor.lock.ts';

const CONNECT_LIMIT_MS = 120_000;
const RETRY_MS = 2_000;

export interface LeaseOptions {
  dataDirectory: string;
  log?: (message: string) => void;
  /** How long PostgreSQL stays after its last program; 10 seconds unless a test needs less. */
  lingerSeconds?: number;
}

/** PostgreSQL runs for as long as a program holds one of these. */
export interface PostgresLease {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly superuser: { readonly name: string; readonly password: string };
  /** Makes this program the one server of the data directory; throws `ServerAlreadyRunning` when there is one. */
  takeServerLease(): Promise<void>;
  /** Where this server answers, told to whoever tries to start a second one. */
  announce(address: string): void;
  release(): Promise<void>;
}

/** Starts embedded PostgreSQL in `dataDirectory`, or joins the one that runs there, and waits until it is ready. */
export async function leaseEmbeddedPostgres(options: LeaseOptions): Promise<PostgresLease> {
  const places = placesIn(options.dataDirectory);
  prepareDataDirectory(places);
  const settings = { places, lingerMs: (options.lingerSeconds ?? 10) * 1000 };
  const connection = await acquire(settings);
  return new ControlLease(settings, connection, options.log ?? (() => undefined));
}

interface LeaseSettings {
  places: DataPlaces;
  lingerMs: number;
}

function prepareDataDirectory({ dataDirectory, run, logs }: DataPlaces): void {
  try {
    const first = !existsSync(dataDirectory);
    // PostgreSQL's own user passes through when root starts it; nobody lists what is inside.
    mkdirSync(dataDirectory, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    for (const folder of [run, logs]) {
      if (existsSync(folder)) continue;
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      if (!first) giveToOwnerOf(dataDirectory, folder);
    }
    for (const folder of [dataDirectory, run, logs]) accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw explainFailure('Preparing the data directory', String(error), dataDirectory);
  }
}

/** The compiled supervisor: beside this file in dist/, or in dist/ when this runs from its source. */
function supervisorProgram(): string {
  const here = fileURLToPath(import.meta.url);
  const folder = dirname(here);
  const compiled = here.endsWith('.ts') ? join(folder, '../../../dist/libs/platform/postgres') : folder;
  const program = join(compiled, 'supervisor.main.js');
  if (!existsSync(program))
    throw new PostgresUnavailable('The PostgreSQL supervisor is not built: run "npm run build".');
  return program;
}

function spawnSupervisor({ places, lingerMs }: LeaseSettings): ChildProcess {
  const log = openSync(places.supervisorLog, 'a', 0o600);
  giveToOwnerOf(places.dataDirectory, places.supervisorLog);
  const child = spawn(process.execPath, [supervisorProgram(), places.dataDirectory, `${lingerMs}`], {
    detached: true,
    windowsHide: true,
    cwd: '/',
    env: { PATH: PLAIN_PATH },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  return child;
}

function lastLineOf(path: string): string {
  return readFileSync(path, 'utf8').trim().split('\n').at(-1) ?? '';
}

async function acquire(settings: LeaseSettings): Promise<Connection> {
  const { places } = settings;
  const deadline = Date.now() + CONNECT_LIMIT_MS;
  let child: ChildProcess | null = null;
  let spawnError: Error | null = null;
  while (Date.now() < deadline) {
    const connection = await connect(places.address);
    if (connection) return connection;
    if (spawnError) throw explainFailure('Starting the PostgreSQL supervisor', String(spawnError), places.logs);
    if (child?.exitCode) {
      throw explainFailure(
        'Starting the PostgreSQL supervisor',
        lastLineOf(places.supervisorLog),
        places.supervisorLog,
      );
    }
    const mine = child !== null && child.exitCode === null && child.signalCode === null;
    if (!mine && lockHolder(places.lock) === null) {
      child = spawnSupervisor(settings);
      child.on('error', (error) => (spawnError = error));
    }
    await pause(20);
  }
  throw new PostgresUnavailable(`PostgreSQL did not start within two minutes: see ${places.supervisorLog}.`);
}

class ControlLease implements PostgresLease {
  readonly host = '127.0.0.1';
  readonly port: number;
  readonly superuser: { readonly name: string; readonly password: string };
  private released = false;
  private isServer = false;
  private address: string | null = null;

  constructor(
    private readonly settings: LeaseSettings,
    private connection: Connection,
    private readonly log: (message: string) => void,
  ) {
    const { port, user, password } = connection.ready;
    this.port = port;
    this.superuser = { name: user, password };
    this.watch(connection);
  }

  async takeServerLease(): Promise<void> {
    const answer = await this.ask();
    if (answer.kind === 'server-refused') {
      throw new ServerAlreadyRunning(answer.address, answer.pid, this.settings.places.dataDirectory);
    }
    this.isServer = true;
  }

  announce(address: string): void {
    this.address = address;
    send(this.connection.socket, { kind: 'announce', address });
  }

  async release(): Promise<void> {
    if (this.released) return;
    this.released = true;
    const { socket } = this.connection;
    if (socket.destroyed) return;
    socket.ref();
    await new Promise<void>((resolve) => {
      socket.once('close', () => resolve());
      socket.end();
    });
  }

  private ask(): Promise<SupervisorMessage> {
    const { connection } = this;
    // Only a question that waits for its answer keeps the program alive.
    connection.socket.ref();
    return new Promise<SupervisorMessage>((resolve, reject) => {
      const onClose = () => reject(new PostgresUnavailable('The PostgreSQL supervisor ended: run the command again.'));
      connection.socket.once('close', onClose);
      connection.onMessage = (message) => {
        if (message.kind !== 'server-granted' && message.kind !== 'server-refused') return;
        connection.socket.off('close', onClose);
        connection.socket.unref();
        resolve(message);
      };
      send(connection.socket, { kind: 'take-server' });
    });
  }

  private watch(connection: Connection): void {
    connection.socket.unref();
    connection.socket.once('close', () => {
      if (!this.released) void this.renew();
    });
  }

  // The supervisor was killed: PostgreSQL goes on, and the next supervisor adopts it on the same port.
  private async renew(): Promise<void> {
    this.log('The PostgreSQL supervisor is gone: starting another.');
    while (!this.released) {
      try {
        this.connection = await acquire(this.settings);
        break;
      } catch (error) {
        this.log(error instanceof Error ? error.message : String(error));
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
      }
    }
    if (this.released) return void this.connection.socket.end();
    this.watch(this.connection);
    const { port } = this.connection.ready;
    if (port !== this.port) this.log(`PostgreSQL moved to port ${port}: restart this program.`);
    if (!this.isServer) return;
    // Should the new supervisor end as well, its closing starts the next renewal.
    await this.takeServerLease().catch((error: Error) => this.log(error.message));
    if (this.address !== null) this.announce(this.address);
  }
}
