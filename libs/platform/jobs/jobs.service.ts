import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { Actor } from '@libs/platform/tenancy';
import { JobFailed, JobHandlers } from './job-handlers.ts';
import { JobRuns } from './job-runs.ts';
import { Queue } from './queue.ts';
import { RunAs } from './run-as.ts';

export interface JobOptions {
  /** The login that works jobs; null leaves them to another process. */
  queueUrl: string | null;
  /** Jobs at the same time; left out, 4. */
  concurrency?: number;
}

export const JOB_OPTIONS = Symbol('who works jobs');

const SWEEP_EVERY = 60_000;
const UNEXPECTED = 'This did not work out, for a reason that stands in the log of the server.';
const UNWANTED = 'Somebody cancelled it while it was worked on.';

/** Works what the outboxes hold, where this process was told to. */
@Injectable()
export class JobsService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Jobs');
  private queue: Queue | null = null;
  private timer: NodeJS.Timeout | null = null;
  private readonly notified = new Set<string>();
  private relaying: Promise<void> | null = null;

  constructor(
    @Inject(JOB_OPTIONS) private readonly options: JobOptions,
    private readonly handlers: JobHandlers,
    private readonly runs: JobRuns,
    private readonly runAs: RunAs,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { queueUrl, concurrency = 4 } = this.options;
    if (queueUrl === null) return;
    this.queue = new Queue({ url: queueUrl, concurrency, report: (line) => this.log.error(line) });
    const work = this.work.bind(this);
    await this.queue.start(work, (workspaceId) => this.hear(workspaceId));
    this.timer = setInterval(() => void this.sweep(), SWEEP_EVERY);
    this.timer.unref();
    await this.sweep();
  }

  /** Takes no more jobs and waits for those at work. Called before the rest of the program is closed. */
  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    const { queue } = this;
    this.queue = null;
    await this.relaying;
    await queue?.stop();
  }

  onModuleDestroy(): Promise<void> {
    return this.stop();
  }

  /** Frees what killed processes held, and looks into every outbox. */
  async sweep(): Promise<void> {
    try {
      await this.queue?.freeAbandoned();
      for (const workspaceId of (await this.queue?.workspaces()) ?? []) this.notified.add(workspaceId);
    } catch (error) {
      this.log.error(`jobs were not looked for: ${String(error)}`);
    }
    await this.relay();
  }

  private hear(workspaceId: string): void {
    this.notified.add(workspaceId);
    void this.relay();
  }

  /** One after the other: who comes while it runs is served by the run that is on. */
  private relay(): Promise<void> {
    this.relaying ??= this.relayAll().finally(() => (this.relaying = null));
    return this.relaying;
  }

  private async relayAll(): Promise<void> {
    for (let [next] = this.notified; next !== undefined && this.queue; [next] = this.notified) {
      this.notified.delete(next);
      try {
        while (this.queue && (await this.queue.relay(next, this.handlers.kinds)) > 0);
      } catch (error) {
        // The sweep comes back to it.
        this.log.error(`an outbox was not read: ${String(error)}`);
      }
    }
  }

  private async work(workspaceId: string, id: string, signal: AbortSignal | undefined): Promise<void> {
    await this.runAs.runAs(workspaceId, 'system:jobs', (actor) => this.workAs(actor, id, signal));
  }

  private async workAs(actor: Actor, id: string, signal: AbortSignal | undefined): Promise<void> {
    const begun = await this.runs.begin(actor, id, (kind) => this.handlers.of(kind)?.mostAttempts ?? Infinity);
    if (!begun) return;
    const { kind, payload, attempt } = begun;
    const handler = this.handlers.of(kind);
    const progress = async (done: number, all: number) => {
      if (!(await this.runs.progress(actor, id, done, all))) throw new JobFailed(UNWANTED, true);
    };
    try {
      if (!handler) throw new JobFailed(`This program does not know ${kind}.`);
      await handler.work({ id, payload, actor, attempt, signal, progress });
    } catch (error) {
      const problem = error instanceof JobFailed ? error.message : UNEXPECTED;
      if (!(error instanceof JobFailed)) this.log.error(`${kind} ${id} failed: ${String(error)}`);
      const isLast = (error instanceof JobFailed && error.isFinal) || attempt >= (handler?.mostAttempts ?? Infinity);
      await this.runs.end(actor, id, isLast ? 'dead' : 'retrying', problem);
      if (isLast) return;
      throw new Error('it is tried again', { cause: error });
    }
    await this.runs.end(actor, id, 'done', null);
  }
}
