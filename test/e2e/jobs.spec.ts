import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { barriersOn, DemoSite, textOf, type Look } from './browser.support.ts';

jest.setTimeout(180_000);

const looks: [string, Look][] = [
  ['light', { scheme: 'light' }],
  ['dark', { scheme: 'dark' }],
  ['390 px wide', { width: 390, height: 844 }],
];

/** As the worker leaves jobs behind; nobody works any in this test. */
const jobs = (): string =>
  [
    ['01930000-0000-7000-8000-0000000000a1', 'waiting', 0, 'null', 'null', 'null'],
    ['01930000-0000-7000-8000-0000000000a2', 'running', 1, '40', '120', 'null'],
    ['01930000-0000-7000-8000-0000000000a3', 'retrying', 2, 'null', 'null', `'The mail server does not answer.'`],
    ['01930000-0000-7000-8000-0000000000a4', 'dead', 5, 'null', 'null', `'The mail server refuses this address.'`],
    ['01930000-0000-7000-8000-0000000000a5', 'done', 1, 'null', 'null', 'null'],
  ]
    .map(
      ([id, state, attempts, done, all, problem]) => `
      insert into app.outbox (workspace_id, id, kind, payload, created_by, created_at, relayed_at)
      select w.workspace_id, '${id}', 'sample_job', '{}', 'system:demonstration', '2026-11-26T12:00:00Z', now()
      from app.workspace w where w.slug = 'demo';
      insert into app.job_run (workspace_id, id, state, attempts, steps_done, steps_all, problem)
      select w.workspace_id, '${id}', '${state}', ${attempts}, ${done}, ${all}, ${problem}
      from app.workspace w where w.slug = 'demo';`,
    )
    .join('');

describe('the jobs on the screen', () => {
  let site: DemoSite;
  beforeAll(async () => {
    site = await DemoSite.start();
    await site.write(jobs());
  });
  afterEach(() => site.leave());
  afterAll(async () => {
    await site.close();
    expect(site.complaints).toEqual([]);
  });

  it('say what waits, runs and failed, and why', async () => {
    const page = await site.person('steward');
    await page.goto('/w/demo/settings');
    await page.getByRole('link', { name: 'Open the jobs' }).click();
    await page.getByRole('row', { name: /runs.*40 of 120 steps/ }).waitFor();
    expect(await textOf(page.getByRole('row', { name: /failed for good/ }))).toContain(
      'The mail server refuses this address.',
    );
    await page.getByRole('link', { name: /^Failed/ }).click();
    await page.waitForURL(/state=retrying/);
    await page.getByRole('row', { name: /failed, is tried again · 2 tries/ }).waitFor();
    expect(await page.getByRole('row').count()).toBe(2);
  });

  it('are cancelled and tried again, with the keys alone', async () => {
    const page = await site.person('steward');
    await page.goto('/w/demo/settings/jobs?state=waiting');
    await page.getByRole('button', { name: /^Cancel: sample job/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('There is none.').waitFor();
    await page.goto('/w/demo/settings/jobs?state=dead');
    await page.getByRole('button', { name: /^Try now: sample job/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('There is none.').waitFor();
    await page.goto('/w/demo/settings/jobs?state=running');
    await page.getByRole('button', { name: /^Cancel: sample job/ }).click();
    await page.getByText('cancelled: it ends at its next step').waitFor();
    expect(await page.getByRole('button', { name: /^Cancel/ }).count()).toBe(0);
  });

  it('are not there for others', async () => {
    const page = await site.person('analyst');
    await page.goto('/w/demo/settings');
    await page.getByRole('heading', { name: 'Members' }).waitFor();
    expect(await page.getByText('Open the jobs').count()).toBe(0);
    await page.goto('/w/demo/settings/jobs');
    await page.getByText('There is nothing at this address.').waitFor();
  });

  it.each(looks)('has no serious or critical barrier, and nothing hangs over the edge: %s', async (_name, look) => {
    const page = await site.person('steward', look);
    await page.goto('/w/demo/settings/jobs');
    await page.getByRole('row', { name: /runs/ }).waitFor();
    const barriers = await barriersOn(page);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (over > 0) barriers.push(`the page is ${over} px wider than the window`);
    expect(barriers).toEqual([]);
  });
});
