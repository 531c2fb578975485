import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { residentBytes } from './resident-bytes.ts';

export type ChildMessage<Answer> =
  | { kind: 'ready' }
  | { kind: 'answer'; value: Answer; rssBytes: number }
  | { kind: 'fault'; message: string; rssBytes: number };

interface Order<Asked, Answer> {
  asked: Asked;
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** Thrown when work in a child process did not end by itself. Its message is for people. */
export class WorkStopped extends Error {
  constructor(
    readonly reason: 'deadline' | 'memory' | 'process_died' | 'closed' | 'fault',
    message: string,
  ) {
    super(message);
    this.name = 'WorkStopped';
  }
}

export interface ProcessPoolOptions {
  /** What the work is, at the beginning of a sentence: "The letter". */
  what: string;
  /** The compiled program of a child, which calls `serveOrders`. */
  entry: string;
  processes: number;
  /** Milliseconds that one order may take, counted from when a ready process takes it. */
  deadlineMs: number;
  /** Orders after which a process is replaced. */
  ordersPerProcess: number;
  /** Resident memory above which a process is killed (busy) or replaced (idle). */
  rssLimitBytes: number;
  /** What a child's garbage-collected memory may hold. */
  heapMegabytes: number;
}

export interface ProcessPool<Asked, Answer> {
  /** The answer of a child. Throws `WorkStopped`. */
  run(asked: Asked): Promise<Answer>;
  /** The pool's process ids, for measuring. */
  processIds(): number[];
  close(): Promise<void>;
}

const START_UP_MS = 15_000;
const WATCH_EVERY_MS = 250;

/**
 * Child processes that do one thing at a time each. Work past its deadline, or a process past its memory, is killed from
 * outside with SIGKILL: a thread's end does not stop native code. Only that order fails. Children get no environment,
 * and idle ones do not keep the process alive.
 */
export function createProcessPool<Asked, Answer>(options: ProcessPoolOptions): ProcessPool<Asked, Answer> {
  return new Pool<Asked, Answer>(options);
}

class Pool<Asked, Answer> implements ProcessPool<Asked, Answer> {
  private readonly queue: Order<Asked, Answer>[] = [];
  private readonly seats: Seat<Asked, Answer>[];
  private closed = false;

  constructor(readonly options: ProcessPoolOptions) {
    this.seats = Array.from({ length: options.processes }, () => new Seat(this));
  }

  run(asked: Asked): Promise<Answer> {
    if (this.closed) return Promise.reject(this.closedError());
    return new Promise((resolve, reject) => {
      this.queue.push({ asked, resolve, reject });
      for (const seat of this.seats) seat.takeNext();
    });
  }

  processIds(): number[] {
    return this.seats.flatMap((seat) => seat.processId ?? []);
  }

  next(): Order<Asked, Answer> | undefined {
    return this.queue.shift();
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const order of this.queue.splice(0)) order.reject(this.closedError());
    await Promise.all(this.seats.map((seat) => seat.close()));
  }

  closedError(): WorkStopped {
    return new WorkStopped('closed', `${this.options.what} was not begun: the program is ending.`);
  }
}

/** One place in the pool: a child, at most one order, its deadline and its memory watch. */
class Seat<Asked, Answer> {
  private child: ChildProcess | null = null;
  private ready = false;
  private answered = 0;
  private order: Order<Asked, Answer> | null = null;
  private deadline: NodeJS.Timeout | undefined;
  private watch: NodeJS.Timeout | undefined;

  constructor(private readonly pool: Pool<Asked, Answer>) {}

  get processId(): number | undefined {
    return this.child?.pid;
  }

  takeNext(): void {
    if (this.order) return;
    this.order = this.pool.next() ?? null;
    if (!this.order) return;
    this.child ??= this.start();
    keepAlive(this.child, true);
    if (this.ready) this.send();
    else this.limitTime(START_UP_MS);
  }

  async close(): Promise<void> {
    const child = this.child;
    this.drop();
    this.fail(this.pool.closedError());
    if (child && child.exitCode === null && child.signalCode === null) {
      child.ref();
      await new Promise((resolve) => child.once('exit', resolve));
    }
  }

  private start(): ChildProcess {
    const { entry, heapMegabytes } = this.pool.options;
    const child = fork(entry, [], {
      env: {},
      execArgv: ['--expose-gc', `--max-old-space-size=${heapMegabytes}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.on('message', (message: ChildMessage<Answer>) => this.receive(message));
    child.once('exit', (code, signal) => {
      const how = signal ? `by ${signal}` : `with code ${code}`;
      this.replace('process_died', `was stopped: its process ended ${how}`);
    });
    child.once('error', (error) => this.replace('process_died', `was stopped: ${error.message}`));
    return child;
  }

  private send(): void {
    this.limitTime(this.pool.options.deadlineMs);
    this.watchMemory();
    this.child?.send(this.order?.asked as object, (error) => {
      if (error) this.replace('process_died', `was stopped: ${error.message}`);
    });
  }

  private limitTime(milliseconds: number): void {
    clearTimeout(this.deadline);
    this.deadline = setTimeout(() => this.replace('deadline', `was stopped after ${milliseconds} ms`), milliseconds);
  }

  private watchMemory(): void {
    clearInterval(this.watch);
    const child = this.child;
    this.watch = setInterval(async () => {
      const bytes = child?.pid === undefined ? 0 : await residentBytes(child.pid);
      if (this.child !== child || bytes <= this.pool.options.rssLimitBytes) return;
      this.replace('memory', `was stopped: its process held ${Math.round(bytes / 1024 / 1024)} MB`);
    }, WATCH_EVERY_MS);
  }

  private receive(message: ChildMessage<Answer>): void {
    if (message.kind === 'ready') {
      this.ready = true;
      if (this.order) this.send();
      return;
    }
    const order = this.order;
    this.rest();
    this.answered += 1;
    const { ordersPerProcess, rssLimitBytes, what } = this.pool.options;
    if (this.answered >= ordersPerProcess || message.rssBytes > rssLimitBytes) this.drop();
    else if (this.child) keepAlive(this.child, false);
    if (message.kind === 'answer') order?.resolve(message.value);
    else order?.reject(new WorkStopped('fault', `${what} could not be worked on: ${message.message}`));
    this.takeNext();
  }

  /** Kills the child, fails its order and goes on with the next in a new process. */
  private replace(reason: WorkStopped['reason'], how: string): void {
    this.drop();
    this.fail(new WorkStopped(reason, `${this.pool.options.what} ${how}.`));
    this.takeNext();
  }

  private drop(): void {
    const old = this.child;
    this.child = null;
    this.ready = false;
    this.answered = 0;
    if (!old) return;
    old.removeAllListeners('message');
    old.removeAllListeners('exit');
    old.removeAllListeners('error');
    old.on('error', () => undefined);
    old.kill('SIGKILL');
    keepAlive(old, false);
  }

  private fail(reason: Error): void {
    const order = this.order;
    this.rest();
    order?.reject(reason);
  }

  private rest(): void {
    clearTimeout(this.deadline);
    clearInterval(this.watch);
    this.order = null;
  }
}

function keepAlive(child: ChildProcess, alive: boolean): void {
  const channel = child.channel as { ref(): void; unref(): void } | null | undefined;
  if (alive) {
    child.ref();
    channel?.ref();
  } else {
    child.unref();
    channel?.unref();
  }
}
