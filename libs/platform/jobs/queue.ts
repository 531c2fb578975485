import {
  Logger as GraphileLogger,
  makeWorkerUtils,
  run,
  type Runner,
  type Task,
  type WorkerUtils,
} from 'graphile-worker';
import { EventEmitter } from 'node:events';
import pg from 'pg';
import { enterWorkspace, OUTBOX_CHANNEL } from '@libs/platform/tenancy';

/** The one task of the queue: which handler it is for stands in the outbox. */
const TASK = 'plumbline';
/** Retries are counted in the workspace; the queue has more than any handler wants. */
const MORE_THAN_ENOUGH = 1000;
const CLAIMED_AT_ONCE = 50;
const RECONNECT_AFTER = 1000;
const PATIENCE = 10_000;

export interface QueueOptions {
  /** The login `queue`, directly: it listens and holds locks, which a pooler in transaction mode cannot. */
  url: string;
  /** Jobs that are worked at the same time. */
  concurrency: number;
  report(line: string): void;
}

export type WorkOn = (workspaceId: string, id: string, signal: AbortSignal | undefined) => Promise<void>;

/**
 * The queue beside the outbox: graphile-worker in a schema of its own, as the login `queue`. It knows workspaces and ids
 * and no more. What it was told is repeated until the workspace's own table says that it is over, so it may be lost.
 */
export class Queue {
  private readonly pool: pg.Pool;
  private control: pg.Client | null = null;
  private utils: WorkerUtils | null = null;
  private runner: Runner | null = null;
  private readonly names: string[] = [];
  private isStopped = false;

  constructor(private readonly options: QueueOptions) {
    this.pool = new pg.Pool({ connectionString: options.url, max: options.concurrency + 4 });
    // Without a listener, an idle connection that the server ends would end the process.
    this.pool.on('error', () => undefined);
    this.pool.on('connect', (client) => client.on('error', () => undefined));
  }

  /** Brings the queue's schema up to date, listens, and begins to work. */
  async start(work: WorkOn, heard: (workspaceId: string) => void): Promise<void> {
    const logger = quietLogger(this.options.report);
    this.utils = await makeWorkerUtils({ pgPool: this.pool, logger });
    await this.utils.migrate();
    const events = new EventEmitter();
    // A job is taken in the name of the worker, or of the pool that it belongs to.
    events.on('worker:create', ({ worker }: { worker: { workerId: string } }) => this.names.push(worker.workerId));
    events.on('pool:create', ({ workerPool }: { workerPool: { id: string } }) => this.names.push(workerPool.id));
    const task: Task = async (payload, helpers) => {
      const { workspace, id } = payload as { workspace: string; id: string };
      await work(workspace, id, helpers.abortSignal);
    };
    const { concurrency } = this.options;
    const taskList = { [TASK]: task };
    this.runner = await run({
      pgPool: this.pool,
      logger,
      events,
      concurrency,
      taskList,
      crontab: '',
      noHandleSignals: true,
    });
    this.runner.promise.catch((error: unknown) => this.options.report(`the queue stopped: ${String(error)}`));
    await this.listen(heard);
  }

  /** Waits for the jobs at work, ten seconds at most. */
  async stop(): Promise<void> {
    if (this.isStopped) return;
    this.isStopped = true;
    // A job that does not end is left: another process takes it when this one is gone.
    await atMost(PATIENCE, this.runner?.stop());
    await atMost(RECONNECT_AFTER, this.utils?.release());
    await atMost(RECONNECT_AFTER, this.control?.end());
    await atMost(RECONNECT_AFTER, this.pool.end());
  }

  async workspaces(): Promise<string[]> {
    const { rows } = await this.pool.query<{ workspace_id: string }>(
      'select workspace_id from app.workspace_directory order by workspace_id',
    );
    return rows.map((row) => row.workspace_id);
  }

  /**
   * Hands what waits in a workspace's outbox to the queue. Told before it is noted: a process that dies in between tells
   * it again under the same key. What was told an hour ago and is not over is told once more, should the queue have lost
   * it, as after a backup came back.
   * @param kinds what this program can do; the rest waits for a newer one
   * @returns how many
   */
  async relay(workspaceId: string, kinds: string[]): Promise<number> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      await enterWorkspace(client, { workspaceId, memberId: null, audiences: [] });
      const { rows } = await client.query<{ id: string; isNew: boolean }>(
        `select o.id, o.relayed_at is null as "isNew" from app.outbox o
         where o.workspace_id = $1 and o.kind = any($2) and (o.relayed_at is null
           or (o.relayed_at < now() - interval '1 hour' and exists (select from app.job_run r
             where r.workspace_id = $1 and r.id = o.id and r.state in ('waiting', 'running', 'retrying'))))
         order by o.created_at limit $3 for update of o skip locked`,
        [workspaceId, kinds, CLAIMED_AT_ONCE],
      );
      for (const { id, isNew } of rows) {
        const jobKeyMode = isNew ? 'replace' : 'unsafe_dedupe';
        const spec = { jobKey: id, jobKeyMode, maxAttempts: MORE_THAN_ENOUGH } as const;
        await this.utils!.addJob(TASK, { workspace: workspaceId, id }, spec);
      }
      const ids = rows.map(({ id }) => id);
      const note = 'update app.outbox o set relayed_at = now() where o.workspace_id = $1 and o.id = any($2)';
      if (ids.length > 0) await client.query(note, [workspaceId, ids]);
      await client.query('commit');
      return rows.length;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  /**
   * Gives back what killed processes had taken: the queue itself would wait four hours. Every process holds a lock of its
   * workers' names on a connection that ends with it; who gets the lock knows that nobody is there.
   */
  async freeAbandoned(): Promise<void> {
    const client = await this.pool.connect();
    try {
      const { rows } = await client.query<{ worker: string }>(
        'select distinct locked_by as worker from graphile_worker.jobs where locked_by is not null',
      );
      for (const { worker } of rows.filter((row) => !this.names.includes(row.worker))) {
        const lock = 'select pg_try_advisory_lock(hashtextextended($1, 0)) as free';
        const found = await client.query<{ free: boolean }>(lock, [lockOf(worker)]);
        if (!found.rows[0]!.free) continue;
        await this.utils!.forceUnlockWorkers([worker]);
        await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [lockOf(worker)]);
      }
    } finally {
      client.release();
    }
  }

  private async listen(heard: (workspaceId: string) => void): Promise<void> {
    const control = new pg.Client({ connectionString: this.options.url, keepAlive: true });
    control.on('error', () => undefined);
    control.on('notification', ({ payload }) => payload && heard(payload));
    try {
      await control.connect();
      await control.query(`listen ${OUTBOX_CHANNEL}`);
      for (const worker of this.names) {
        await control.query('select pg_advisory_lock(hashtextextended($1, 0))', [lockOf(worker)]);
      }
    } catch {
      await control.end().catch(() => undefined);
      this.listenAgain(heard);
      return;
    }
    this.control = control;
    control.once('end', () => this.listenAgain(heard));
  }

  private listenAgain(heard: (workspaceId: string) => void): void {
    if (this.isStopped) return;
    setTimeout(() => !this.isStopped && void this.listen(heard), RECONNECT_AFTER).unref();
  }
}

async function atMost(milliseconds: number, ending: PromiseLike<unknown> | void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await Promise.race([Promise.resolve(ending).catch(() => undefined), over]);
  clearTimeout(timer);
}

function lockOf(worker: string): string {
  return `plumbline:worker:${worker}`;
}

/** What the queue has to say of itself. Failures of jobs are noted in their workspace and not repeated here. */
function quietLogger(report: (line: string) => void): GraphileLogger {
  return new GraphileLogger((scope) => (level, message) => {
    if (String(level) === 'error' && scope.jobId === undefined) report(message);
  });
}
