import { Worker } from 'node:worker_threads';
import { compiledEntry } from '@libs/processes';
import type { LetterModel } from '../model/letter-model.ts';
import type { FieldCatalogue } from './catalogue.ts';
import type { LetterContext } from './context.ts';
import { LIMITS } from './limits.ts';
import { FieldsMissing, TemplateLimitReached, TemplateRefused } from './problems.ts';
import type { MissingField, TemplateProblem } from './problems.ts';

export type TemplateAnswer =
  | { kind: 'ready' }
  | { kind: 'letter'; model: LetterModel }
  | { kind: 'refused'; problems: TemplateProblem[] }
  | { kind: 'missing'; fields: MissingField[] }
  | { kind: 'limit'; limit: TemplateLimitReached['limit']; message: string }
  | { kind: 'fault'; message: string };

interface Order {
  message: { source: unknown; catalogue: FieldCatalogue; context: LetterContext };
  resolve(model: LetterModel): void;
  reject(error: Error): void;
}

export interface TemplatePool {
  render(source: unknown, catalogue: FieldCatalogue, context: LetterContext): Promise<LetterModel>;
  close(): Promise<void>;
}

/**
 * Worker threads that render templates (rule H9): little memory, no environment, a deadline counted from
 * the moment a ready thread takes the order, then `terminate`. A thread that ran out of memory or time is
 * replaced; the process and the other letters do not notice.
 */
export function createTemplatePool(options: { threads?: number; deadlineMs?: number } = {}): TemplatePool {
  return new Pool(options.threads ?? 1, options.deadlineMs ?? LIMITS.deadlineMs);
}

let ownPool: TemplatePool | null = null;

/**
 * Renders a letter template to a letter model in the process's own pool of one thread, started on first
 * use; it never keeps the process alive. Throws `TemplateRefused` with every fault of the template,
 * `FieldsMissing` with every missing or unusable field and its lines, or `TemplateLimitReached`.
 */
export function renderTemplate(
  source: unknown,
  catalogue: FieldCatalogue,
  context: LetterContext,
): Promise<LetterModel> {
  ownPool ??= createTemplatePool();
  return ownPool.render(source, catalogue, context);
}

class Pool implements TemplatePool {
  private readonly queue: Order[] = [];
  private readonly seats: Seat[];
  private closed = false;

  constructor(
    threads: number,
    readonly deadlineMs: number,
  ) {
    this.seats = Array.from({ length: threads }, () => new Seat(this));
  }

  render(source: unknown, catalogue: FieldCatalogue, context: LetterContext): Promise<LetterModel> {
    if (this.closed) return Promise.reject(new Error('The template pool is closed.'));
    return new Promise((resolve, reject) => {
      this.queue.push({ message: { source, catalogue, context }, resolve, reject });
      for (const seat of this.seats) seat.takeNext();
    });
  }

  next(): Order | undefined {
    return this.queue.shift();
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const order of this.queue.splice(0)) order.reject(new Error('The template pool is closed.'));
    await Promise.all(this.seats.map((seat) => seat.close()));
  }
}

class Seat {
  private worker: Worker | null = null;
  private ready = false;
  private order: Order | null = null;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly pool: Pool) {}

  takeNext(): void {
    if (this.order) return;
    this.order = this.pool.next() ?? null;
    if (!this.order) return;
    this.worker ??= this.start();
    this.worker.ref();
    if (this.ready) this.send();
    else this.limitTime(LIMITS.startUpMs);
  }

  async close(): Promise<void> {
    this.fail(new Error('The template pool is closed.'));
    await this.worker?.terminate();
  }

  private start(): Worker {
    const worker = new Worker(compiledEntry(import.meta.url, 'template-worker.main'), {
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 },
    });
    worker.on('message', (answer: TemplateAnswer) => this.receive(answer));
    worker.on('error', (error: Error & { code?: string }) => {
      const memory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      this.replace(memory ? new TemplateLimitReached('memory', 'The template needs more memory than allowed.') : error);
    });
    return worker;
  }

  private send(): void {
    this.limitTime(this.pool.deadlineMs);
    this.worker?.postMessage(this.order?.message);
  }

  private limitTime(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const message = `The template was stopped after ${milliseconds} ms.`;
      this.replace(new TemplateLimitReached('deadline', message));
    }, milliseconds);
  }

  private receive(answer: TemplateAnswer): void {
    if (answer.kind === 'ready') {
      this.ready = true;
      if (this.order) this.send();
      return;
    }
    clearTimeout(this.timer);
    const order = this.order;
    this.order = null;
    this.worker?.unref();
    if (answer.kind === 'letter') order?.resolve(answer.model);
    else order?.reject(errorOf(answer));
    this.takeNext();
  }

  /** Ends the thread, fails its letter and goes on with the next in a new thread. */
  private replace(reason: Error): void {
    const old = this.worker;
    this.worker = null;
    this.ready = false;
    old?.removeAllListeners();
    old?.on('error', () => undefined);
    void old?.terminate();
    this.fail(reason);
    this.takeNext();
  }

  private fail(reason: Error): void {
    clearTimeout(this.timer);
    const order = this.order;
    this.order = null;
    order?.reject(reason);
  }
}

function errorOf(answer: Exclude<TemplateAnswer, { kind: 'ready' | 'letter' }>): Error {
  switch (answer.kind) {
    case 'refused':
      return new TemplateRefused(answer.problems);
    case 'missing':
      return new FieldsMissing(answer.fields);
    case 'limit':
      return new TemplateLimitReached(answer.limit, answer.message);
    case 'fault':
      return new Error(`The template could not be rendered: ${answer.message}`);
  }
}
