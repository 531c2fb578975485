import { JobFailed, JobHandlers, type RunningJob } from '@libs/platform/jobs';
import { TestApp, type People, type Person } from '../support/test-app.ts';

let server: TestApp;
let people: People;
let others: People;
let tries = 0;
let work: (job: RunningJob) => Promise<void> = async () => undefined;

beforeAll(async () => {
  server = await TestApp.start({ worksJobs: true });
  const again = async (job: RunningJob) => {
    tries += 1;
    await work(job);
  };
  server.app.get(JobHandlers).add({ kind: 'test_job', mostAttempts: 2, work: again });
  people = await server.workspace('ours');
  others = await server.workspace('theirs');
}, 120_000);
afterAll(() => server.close());
beforeEach(() => {
  tries = 0;
  work = async () => undefined;
});

/** @param kind `unknown_job` waits: nobody here works it */
const ask = (kind = 'test_job', slug = 'ours') =>
  server.inWorkspace(slug, async (tx) => {
    const id = await tx.outbox({ kind, payload: { note: 'what it is about' } });
    tx.audit('ask', 'job', id);
    return id;
  });

interface Shown {
  id: string;
  state: string;
}

const jobOf = async (id: string, who: Person = people.lead) =>
  ((await who.get('jobs?limit=200')).body.items as Shown[]).find((one) => one.id === id);

async function until(id: string, state: string): Promise<Shown> {
  for (let looks = 0; looks < 300; looks += 1) {
    const job = await jobOf(id);
    if (job?.state === state) return job;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`the job never was ${state}: ${JSON.stringify(await jobOf(id))}`);
}

const failing = async () => {
  throw new JobFailed('The other side is away.', true);
};

describe('the jobs of a workspace', () => {
  it('are listed with how far they are, why they failed and who asked, and never with what they are about', async () => {
    let go: () => void = () => undefined;
    work = async (job) => {
      await job.progress(2, 5);
      await new Promise<void>((resolve) => (go = resolve));
      throw new JobFailed('The other side is away.', true);
    };
    const id = await ask();
    await until(id, 'running');
    while (!(await people.lead.get('jobs')).text.includes('"done":2,"all":5')) await new Promise(setImmediate);
    go();
    expect(await until(id, 'dead')).toMatchObject({
      kind: 'test_job',
      attempts: 1,
      progress: { done: 2, all: 5 },
      problem: 'The other side is away.',
      askedBy: 'test',
      isCancelAsked: false,
    });
    const { text } = await people.admin.get('jobs');
    expect(text).not.toContain('what it is about');
  });

  it('are narrowed down by their state, and counted in each', async () => {
    const id = await ask('unknown_job');
    const { body } = await people.lead.get('jobs?state=waiting');
    expect(body.items.map((one: Shown) => one.id)).toEqual([id]);
    expect(body.total).toBe(1);
    expect(body.counts).toMatchObject({ waiting: 1, running: 0 });
    expect((await people.lead.get('jobs?state=lost')).status).toBe(422);
    await people.lead.post(`jobs/${id}/cancel`);
  });

  it('are neither shown nor stopped in another workspace (404), nor by other roles (403)', async () => {
    const id = await ask('unknown_job');
    expect(await jobOf(id, others.admin)).toBeUndefined();
    for (const act of ['cancel', 'retry']) {
      expect((await others.admin.post(`jobs/${id}/${act}`)).status).toBe(404);
      for (const role of ['analyst', 'drafter', 'viewer'] as const) {
        expect((await people[role].post(`jobs/${id}/${act}`)).status).toBe(403);
      }
    }
    expect((await people.analyst.get('jobs')).status).toBe(403);
    expect((await jobOf(id))!.state).toBe('waiting');
  });
});

describe('a job', () => {
  it('that waits is cancelled at once, and is not done although the queue knows it', async () => {
    work = async () => {
      throw new JobFailed('The other side is away.');
    };
    const id = await ask();
    await until(id, 'retrying');
    expect((await people.lead.post(`jobs/${id}/cancel`)).body.state).toBe('cancelled');
    expect((await people.lead.post(`jobs/${id}/cancel`)).body.code).toBe('job_is_over');
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(tries).toBe(1);
    const { items } = (await people.admin.get('audit?kind=job&act=cancel')).body;
    expect(items[0].event).toMatchObject({ recordId: id, by: `member:${people.lead.memberId}` });
  }, 20_000);

  it('that is at work is told, and ends at its next step', async () => {
    let steps = 0;
    work = async (job) => {
      for (; steps < 400; steps += 1) {
        await job.progress(steps, 400);
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    };
    const id = await ask();
    await until(id, 'running');
    expect((await people.lead.post(`jobs/${id}/retry`)).body.code).toBe('job_not_failed');
    expect((await people.lead.post(`jobs/${id}/cancel`)).body).toMatchObject({ state: 'running', isCancelAsked: true });
    expect(await until(id, 'cancelled')).toMatchObject({ problem: 'Somebody cancelled it while it was worked on.' });
    expect(steps).toBeLessThan(400);
  });

  it('that is dead is tried again when somebody asks for it, with all its tries before it', async () => {
    work = failing;
    const id = await ask();
    await until(id, 'dead');
    work = async () => undefined;
    expect((await people.admin.post(`jobs/${id}/retry`)).body).toMatchObject({
      state: 'waiting',
      attempts: 0,
      problem: null,
    });
    expect(await until(id, 'done')).toMatchObject({ attempts: 1, problem: null });
    expect(tries).toBe(2);
    expect((await people.admin.post(`jobs/${id}/retry`)).body.code).toBe('job_not_failed');
  });

  it('that failed is tried now, and not once more when its turn would have come', async () => {
    work = async () => {
      throw new JobFailed('The other side is away.');
    };
    const id = await ask();
    await until(id, 'retrying');
    work = async () => undefined;
    expect((await people.lead.post(`jobs/${id}/retry`)).status).toBe(200);
    await until(id, 'done');
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(tries).toBe(2);
  }, 20_000);
});
