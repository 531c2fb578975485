import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { Cluster, type RunningServer } from './cluster.ts';
import { listen, newNonce, proofOf, proves, send, type ProgramMessage } from './control-channel.ts';
import type { DataPlaces } from './data-places.ts';
import { readPassword, SUPERUSER } from './initialise.ts';
import { PostgresUnavailable } from './postgres.errors.ts';
import { processIdentity } from './process-identity.ts';
import { giveToOwnerOf } from './run-user.ts';
import { holdsLock } from './supervisor.lock.ts';

const PROOF_LIMIT_MS = 5_000;
const RESTART_WINDOW_MS = 60_000;
const MOST_RESTARTS = 5;
const FAREWELL_MS = 500;

interface Program {
  socket: Socket;
  pid: number;
}

interface ServerRecord {
  pid: number;
  identity: string | null;
  address: string | null;
}

function readServerRecord(path: string): ServerRecord | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ServerRecord;
  } catch {
    return null;
  }
}

/**
 * PostgreSQL's only parent. Programs hold an open connection as their lease; when the last one has
 * been gone for `lingerMs`, PostgreSQL is stopped and this process ends.
 */
export class Supervisor {
  private readonly programs = new Set<Program>();
  private readonly secret = newNonce() + newNonce();
  private readonly control: Server = createServer((socket) => this.greet(socket));
  private cluster: Cluster | null = null;
  private starting: Promise<RunningServer> | null = null;
  private server: RunningServer | null = null;
  private serverProgram: Program | null = null;
  private linger: NodeJS.Timeout | null = null;
  private stopping = false;
  private restarts: number[] = [];
  private failure: string | null = null;

  constructor(
    private readonly places: DataPlaces,
    private readonly lingerMs: number,
    private readonly end: (code: number) => void,
  ) {}

  /** Publishes the control port, then starts or adopts PostgreSQL. */
  async run(): Promise<void> {
    await new Promise<void>((resolve) => this.control.listen(0, '127.0.0.1', resolve));
    if (!holdsLock(this.places.lock)) return this.end(0);
    this.publish();
    try {
      this.cluster = new Cluster(this.places);
      await this.startServer(this.cluster);
    } catch (error) {
      this.giveUp(error);
    }
  }

  /** Stops PostgreSQL and ends this process; programs that still hold a lease start the next supervisor. */
  async stop(): Promise<void> {
    if (this.stopping) return;
    this.stopping = true;
    this.withdraw();
    const server = await this.starting?.catch(() => null);
    if (this.cluster && server) await this.cluster.stop(server);
    this.end(0);
  }

  private async startServer(cluster: Cluster): Promise<void> {
    this.starting = cluster.start();
    const server = await this.starting;
    void server.gone.then(() => this.afterServerGone(cluster));
    if (this.stopping) return;
    this.server = server;
    for (const program of this.programs) this.sendReady(program, server);
    this.lingerWhenIdle();
  }

  private async afterServerGone(cluster: Cluster): Promise<void> {
    if (this.stopping) return;
    this.server = null;
    const now = Date.now();
    this.restarts = [...this.restarts.filter((time) => now - time < RESTART_WINDOW_MS), now];
    try {
      if (this.restarts.length > MOST_RESTARTS) throw new Error(`PostgreSQL ended ${MOST_RESTARTS} times in a minute`);
      process.stderr.write('PostgreSQL ended by itself: starting it again\n');
      await this.startServer(cluster);
    } catch (error) {
      this.giveUp(error);
    }
  }

  private giveUp(error: unknown): void {
    if (this.stopping) return;
    this.stopping = true;
    const message = error instanceof Error ? error.message : String(error);
    const known = error instanceof PostgresUnavailable || !(error instanceof Error);
    process.stderr.write(known ? `${message}\n` : `${error.stack}\n${message}\n`);
    this.failure = message;
    for (const { socket } of this.programs) send(socket, { kind: 'failed', message });
    // Programs that are just connecting are told the reason too, instead of starting the next supervisor.
    setTimeout(() => {
      this.withdraw();
      this.end(1);
    }, FAREWELL_MS);
  }

  private publish(): void {
    const listening = this.control.address();
    const port = typeof listening === 'object' && listening ? listening.port : 0;
    const partial = `${this.places.address}.${process.pid}`;
    const text = JSON.stringify({ port, secret: this.secret, pid: process.pid });
    writeFileSync(partial, text, { mode: 0o600 });
    giveToOwnerOf(this.places.dataDirectory, partial);
    renameSync(partial, this.places.address);
  }

  private withdraw(): void {
    rmSync(this.places.address, { force: true });
    this.control.close();
    for (const { socket } of this.programs) socket.end();
  }

  private greet(socket: Socket): void {
    socket.on('error', () => socket.destroy());
    if (this.stopping && this.failure === null) return void socket.destroy();
    const nonce = newNonce();
    let program: Program | null = null;
    const timer = setTimeout(() => socket.destroy(), PROOF_LIMIT_MS);
    socket.on('close', () => {
      clearTimeout(timer);
      if (program) this.farewell(program);
    });
    listen<ProgramMessage>(socket, (message) => {
      if (program) return this.answer(program, message);
      if (message.kind === 'hello') {
        send(socket, { kind: 'challenge', proof: proofOf(this.secret, 'supervisor', message.nonce), nonce });
      } else if (message.kind === 'prove' && proves(message.proof, proofOf(this.secret, 'program', nonce))) {
        clearTimeout(timer);
        program = { socket, pid: message.pid };
        this.welcome(program);
      } else {
        socket.destroy();
      }
    });
  }

  private welcome(program: Program): void {
    if (this.failure !== null) return send(program.socket, { kind: 'failed', message: this.failure });
    if (this.stopping) return void program.socket.destroy();
    this.programs.add(program);
    if (this.linger) clearTimeout(this.linger);
    this.linger = null;
    if (this.server) this.sendReady(program, this.server);
  }

  private sendReady({ socket }: Program, { port }: RunningServer): void {
    send(socket, { kind: 'ready', port, user: SUPERUSER, password: readPassword(this.places) });
  }

  private answer(program: Program, message: ProgramMessage): void {
    if (message.kind === 'take-server') {
      const holder = this.serverHolder();
      if (holder && holder.program !== program && (holder.program || holder.pid !== program.pid)) {
        return send(program.socket, { kind: 'server-refused', address: holder.address, pid: holder.pid });
      }
      this.serverProgram ??= program;
      this.recordServer(holder?.address ?? null);
      send(program.socket, { kind: 'server-granted' });
    } else if (message.kind === 'announce' && this.serverProgram === program) {
      this.recordServer(message.address);
    }
  }

  /** The program with the server lease; also one that had it from a killed supervisor and has yet to come back. */
  private serverHolder(): (ServerRecord & { program: Program | null }) | null {
    const record = readServerRecord(this.places.server);
    if (record === null || processIdentity(record.pid) !== record.identity) return null;
    return { ...record, program: this.serverProgram };
  }

  private recordServer(address: string | null): void {
    const { pid } = this.serverProgram!;
    const record: ServerRecord = { pid, identity: processIdentity(pid), address };
    writeFileSync(this.places.server, JSON.stringify(record), { mode: 0o600 });
    giveToOwnerOf(this.places.dataDirectory, this.places.server);
  }

  private farewell(program: Program): void {
    this.programs.delete(program);
    if (this.serverProgram === program) {
      this.serverProgram = null;
      rmSync(this.places.server, { force: true });
    }
    this.lingerWhenIdle();
  }

  private lingerWhenIdle(): void {
    // While PostgreSQL starts, the program that asked for it may not have been heard yet.
    if (this.programs.size > 0 || this.server === null || this.stopping || this.linger) return;
    this.linger = setTimeout(() => void this.stop(), this.lingerMs);
  }
}
