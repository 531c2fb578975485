import { v7 as uuidv7 } from 'uuid';
import { JobFailed, JobHandlers, JobsService, type RunningJob } from '@libs/platform/jobs';
import { withClient } from '@libs/platform/database';
import { TestApp } from '../support/test-app.ts';

let test: TestApp;
let worked: { slug: string; payload: Record<string, unknown>; attempt: number }[] = [];
let work: (job: RunningJob) => Promise<void> = async () => undefined;

beforeAll(async () => {
  test = await TestApp.start({ worksJobs: true });
  test.app.get(JobHandlers).add({
    kind: 'test_job',
    mostAttempts: 2,
    work: async (job) => {
      worked.push({ slug: job.actor.slug, payload: job.payload, attempt: job.attempt });
      await work(job);
    },
  });
  await test.workspace('jobs-one');
  await test.workspace('jobs-two');
}, 120_000);
afterAll(() => test.close());
beforeEach(() => {
  worked = [];
  work = async () => undefined;
});

const send = (slug: string, name: string) =>
  test.inWorkspace(slug, async (tx) => {
    const id = await tx.outbox({ kind: 'test_job', payload: { name } });
    tx.audit('send', 'job', id);
    return id;
  });

interface Run {
  state: string;
  attempts: number;
  problem: string | null;
}

async function runOf(slug: string, id: string): Promise<Run | undefined> {
  return test.inWorkspace(slug, async (tx) => {
    const sql = 'select state, attempts, problem from app.job_run where workspace_id = $1 and id = $2';
    return (await tx.query<Run>(sql, [tx.workspaceId, id]))[0];
  });
}

async function until(slug: string, id: string, state: string): Promise<Run> {
  for (let tries = 0; tries < 400; tries += 1) {
    const run = await runOf(slug, id);
    if (run?.state === state) return run;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`the job never was ${state}: ${JSON.stringify(await runOf(slug, id))}`);
}

const asQueue = <Result>(sql: string, values: unknown[] = []) =>
  withClient(test.database.url('queue'), async (client) => (await client.query(sql, values)).rows as Result[]);

it('what a transaction sends is done once it is committed, in its own workspace', async () => {
  const id = await send('jobs-one', 'first');
  expect(await until('jobs-one', id, 'done')).toEqual({ state: 'done', attempts: 1, problem: null });
  expect(worked).toEqual([{ slug: 'jobs-one', payload: { name: 'first' }, attempt: 1 }]);
});

it('what a transaction sends is not done where the transaction is taken back', async () => {
  let id = '';
  const failing = test.inWorkspace('jobs-one', async (tx) => {
    id = await tx.outbox({ kind: 'test_job', payload: {} });
    throw new Error('taken back');
  });
  await expect(failing).rejects.toThrow('taken back');
  await test.app.get(JobsService).sweep();
  expect(await runOf('jobs-one', id)).toBeUndefined();
  expect(worked).toEqual([]);
});

it('T21: the runs of a workspace are not there for another, and the queue holds ids alone', async () => {
  const held = new Promise<void>((resolve) => {
    work = async (job) => {
      expect(await asQueue<{ payload: object }>('select payload from graphile_worker._private_jobs')).toEqual([
        { payload: { workspace: job.actor.workspaceId, id: job.id } },
      ]);
      resolve();
    };
  });
  const id = await send('jobs-one', 'a name that is nobody else’s');
  await held;
  await until('jobs-one', id, 'done');
  expect(await runOf('jobs-two', id)).toBeUndefined();
  expect(await asQueue('select from app.outbox')).toEqual([]);
});

it('a failure is told in words of its own, tried again, and dead after the last try', async () => {
  work = async () => {
    throw new JobFailed('The other side is away.');
  };
  const id = await send('jobs-one', 'failing');
  const first = await until('jobs-one', id, 'retrying');
  expect(first).toEqual({ state: 'retrying', attempts: 1, problem: 'The other side is away.' });
  await asQueue('select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs), now())');
  expect((await until('jobs-one', id, 'dead')).attempts).toBe(2);
  expect(await asQueue('select from graphile_worker.jobs')).toEqual([]);
});

it('a failure that is final is not tried again, and an unexpected one does not tell what it was about', async () => {
  work = async () => {
    throw new JobFailed('The address is none.', true);
  };
  expect((await until('jobs-one', await send('jobs-one', 'final'), 'dead')).attempts).toBe(1);
  work = async () => {
    throw new Error('a secret');
  };
  const id = await send('jobs-one', 'unexpected');
  const run = await until('jobs-one', id, 'retrying');
  // It is not to come up again in another test.
  await asQueue('select graphile_worker.remove_job($1)', [id]);
  expect(run.problem).toBe('This did not work out, for a reason that stands in the log of the server.');
});

it('a job that was handed over twice is done once', async () => {
  const id = await send('jobs-two', 'twice');
  await until('jobs-two', id, 'done');
  await test.inWorkspace('jobs-two', (tx) =>
    tx.query('update app.outbox set relayed_at = null where workspace_id = $1 and id = $2', [tx.workspaceId, id]),
  );
  await test.app.get(JobsService).sweep();
  await until('jobs-two', await send('jobs-two', 'after'), 'done');
  expect(worked.filter(({ payload }) => payload.name === 'twice')).toHaveLength(1);
});

it('P3: what a killed process had taken is worked by another at its next look', async () => {
  const [held] = await test.inWorkspace('jobs-two', (tx) =>
    tx.query<{ id: string }>('select workspace_id as id from app.workspace where workspace_id = $1', [tx.workspaceId]),
  );
  // As it is left behind: taken by a worker of which no process holds the lock.
  const id = uuidv7();
  await test.inWorkspace('jobs-two', async (tx) => {
    await tx.query(
      `insert into app.outbox (workspace_id, id, kind, payload, created_by, created_at, relayed_at)
       values ($1, $2, 'test_job', '{"name":"left"}', 'test', now(), now())`,
      [tx.workspaceId, id],
    );
    await tx.query(`insert into app.job_run (workspace_id, id, state, attempts) values ($1, $2, 'running', 1)`, [
      tx.workspaceId,
      id,
    ]);
  });
  await asQueue(
    `with added as (select (graphile_worker.add_job('plumbline', $1::json, job_key => $2, run_at => now() + interval '1 day')).id)
     select id from added`,
    [JSON.stringify({ workspace: held!.id, id }), id],
  );
  await asQueue(
    `update graphile_worker._private_jobs set locked_at = now(), locked_by = 'worker-killed', run_at = now() - interval '1 day'
     where key = $1`,
    [id],
  );
  await test.app.get(JobsService).sweep();
  expect((await until('jobs-two', id, 'done')).attempts).toBe(2);
  expect(worked).toEqual([{ slug: 'jobs-two', payload: { name: 'left' }, attempt: 2 }]);
});

it('a worker that is alive keeps what it has taken', async () => {
  let go: () => void = () => undefined;
  work = ({ payload }) => (payload.name === 'slow' ? new Promise((resolve) => (go = resolve)) : Promise.resolve());
  const id = await send('jobs-one', 'slow');
  await until('jobs-one', id, 'running');
  const second = await TestApp.besides(test);
  let twice = 0;
  second.app.get(JobHandlers).add({ kind: 'test_job', mostAttempts: 9, work: async () => void (twice += 1) });
  await second.app.get(JobsService).sweep();
  const taken = await asQueue<{ by: string | null }>(
    'select locked_by as by from graphile_worker.jobs where key = $1',
    [id],
  );
  go();
  await until('jobs-one', id, 'done');
  await second.app.close();
  expect(taken[0]!.by).not.toBeNull();
  expect([worked.length, twice]).toEqual([1, 0]);
  expect((await runOf('jobs-one', id))!.attempts).toBe(1);
}, 60_000);

it('an end is not kept waiting by a job that does not end', async () => {
  work = () => new Promise(() => undefined);
  await until('jobs-one', await send('jobs-one', 'endless'), 'running');
  // It never would without a limit, and this test would run out of its time.
  await test.app.get(JobsService).stop();
}, 40_000);
