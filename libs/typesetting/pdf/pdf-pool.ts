import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { LetterModel } from '../model/letter-model.ts';
import { compiledEntry } from '../package-root.ts';
import { residentBytes } from './resident-bytes.ts';

export type PdfAnswer =
  | { kind: 'ready' }
  | { kind: 'pdf'; pdf: Uint8Array; pages: number; rssBytes: number }
  | { kind: 'pages'; pages: string[]; rssBytes: number }
  | { kind: 'failed'; diagnostics: string[]; rssBytes: number };

type Finished = Exclude<PdfAnswer, { kind: 'ready' }>;

interface Order {
  want: 'pdf' | 'pages';
  model: LetterModel;
  resolve(answer: Finished): void;
  reject(error: Error): void;
}

/** Thrown when a letter could not be set. `reason` tells a bad letter from a stopped or dead process. */
export class PdfFailed extends Error {
  constructor(
    readonly reason: 'not_compiled' | 'deadline' | 'memory' | 'process_died' | 'closed',
    message: string,
  ) {
    super(message);
    this.name = 'PdfFailed';
  }
}

export interface PdfPoolOptions {
  processes?: number;
  /** Milliseconds one letter may take, counted from when a ready process takes it. */
  deadlineMs?: number;
  /** Letters after which a process is replaced. */
  lettersPerProcess?: number;
  /** Resident memory above which a process is killed (busy) or replaced (idle). */
  rssLimitBytes?: number;
}

export interface PdfPool {
  /** PDF/UA-1 bytes; equal models give equal bytes. Throws `PdfFailed`. */
  render(model: LetterModel): Promise<{ pdf: Uint8Array; pages: number }>;
  /** One inert SVG a page, for the preview. Throws `PdfFailed`. */
  renderPages(model: LetterModel): Promise<string[]>;
  /** The pool's process ids, for measuring. */
  processIds(): number[];
  close(): Promise<void>;
}

const START_UP_MS = 15_000;
const WATCH_EVERY_MS = 250;
const DEFAULTS = { processes: 2, deadlineMs: 10_000, lettersPerProcess: 500, rssLimitBytes: 400 * 1024 * 1024 };

/**
 * Child processes that set letters with Typst (rule Y1). A letter past its deadline or a process past its
 * memory is killed from outside with SIGKILL; only that letter fails. Idle children do not keep the
 * process alive.
 */
export function createPdfPool(options: PdfPoolOptions = {}): PdfPool {
  return new Pool({ ...DEFAULTS, ...options });
}

class Pool implements PdfPool {
  private readonly queue: Order[] = [];
  private readonly seats: Seat[];
  private closed = false;

  constructor(readonly options: Required<PdfPoolOptions>) {
    this.seats = Array.from({ length: options.processes }, () => new Seat(this));
  }

  async render(model: LetterModel): Promise<{ pdf: Uint8Array; pages: number }> {
    const answer = await this.order('pdf', model);
    if (answer.kind !== 'pdf') throw failure(answer);
    return { pdf: new Uint8Array(answer.pdf), pages: answer.pages };
  }

  async renderPages(model: LetterModel): Promise<string[]> {
    const answer = await this.order('pages', model);
    if (answer.kind !== 'pages') throw failure(answer);
    return answer.pages;
  }

  processIds(): number[] {
    return this.seats.flatMap((seat) => seat.processId ?? []);
  }

  next(): Order | undefined {
    return this.queue.shift();
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const order of this.queue.splice(0)) order.reject(closedError());
    await Promise.all(this.seats.map((seat) => seat.close()));
  }

  private order(want: Order['want'], model: LetterModel): Promise<Finished> {
    if (this.closed) return Promise.reject(closedError());
    return new Promise((resolve, reject) => {
      this.queue.push({ want, model, resolve, reject });
      for (const seat of this.seats) seat.takeNext();
    });
  }
}

/** One place in the pool: a child, at most one letter, its deadline and its memory watch. */
class Seat {
  private child: ChildProcess | null = null;
  private ready = false;
  private letters = 0;
  private order: Order | null = null;
  private deadline: NodeJS.Timeout | undefined;
  private watch: NodeJS.Timeout | undefined;

  constructor(private readonly pool: Pool) {}

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
    this.fail(closedError());
    if (child && child.exitCode === null && child.signalCode === null) {
      child.ref();
      await new Promise((resolve) => child.once('exit', resolve));
    }
  }

  private start(): ChildProcess {
    const child = fork(compiledEntry(import.meta.url, 'pdf-child.main'), [], {
      env: {},
      execArgv: ['--expose-gc', '--max-old-space-size=96'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.on('message', (answer: PdfAnswer) => this.receive(answer));
    child.once('exit', (code, signal) => {
      const how = signal ? `by ${signal}` : `with code ${code}`;
      this.replace(new PdfFailed('process_died', `The process setting this letter ended ${how}.`));
    });
    child.once('error', (error) => this.replace(new PdfFailed('process_died', error.message)));
    return child;
  }

  private send(): void {
    const { want, model } = this.order as Order;
    this.limitTime(this.pool.options.deadlineMs);
    this.watchMemory();
    this.child?.send({ want, model }, (error) => {
      if (error) this.replace(new PdfFailed('process_died', error.message));
    });
  }

  private limitTime(milliseconds: number): void {
    clearTimeout(this.deadline);
    this.deadline = setTimeout(() => {
      this.replace(new PdfFailed('deadline', `The letter was stopped after ${milliseconds} ms.`));
    }, milliseconds);
  }

  private watchMemory(): void {
    clearInterval(this.watch);
    const child = this.child;
    this.watch = setInterval(async () => {
      const bytes = child?.pid === undefined ? 0 : await residentBytes(child.pid);
      if (this.child !== child || bytes <= this.pool.options.rssLimitBytes) return;
      const megabytes = Math.round(bytes / 1024 / 1024);
      this.replace(new PdfFailed('memory', `The letter was stopped: its process held ${megabytes} MB.`));
    }, WATCH_EVERY_MS);
  }

  private receive(answer: PdfAnswer): void {
    if (answer.kind === 'ready') {
      this.ready = true;
      if (this.order) this.send();
      return;
    }
    const order = this.order;
    this.rest();
    this.letters += 1;
    if (this.letters >= this.pool.options.lettersPerProcess || answer.rssBytes > this.pool.options.rssLimitBytes) {
      this.drop();
    } else if (this.child) {
      keepAlive(this.child, false);
    }
    order?.resolve(answer);
    this.takeNext();
  }

  /** Kills the child, fails its letter and goes on with the next in a new process. */
  private replace(reason: Error): void {
    this.drop();
    this.fail(reason);
    this.takeNext();
  }

  private drop(): void {
    const old = this.child;
    this.child = null;
    this.ready = false;
    this.letters = 0;
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

function failure(answer: Finished): PdfFailed {
  const reasons = answer.kind === 'failed' ? answer.diagnostics.join('; ') : 'an answer of another kind came back';
  return new PdfFailed('not_compiled', `The letter could not be set: ${reasons}.`);
}

function closedError(): PdfFailed {
  return new PdfFailed('closed', 'The PDF pool is closed.');
}
