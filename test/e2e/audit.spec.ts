import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { barriersOn, DemoSite, textOf, type Look } from './browser.support.ts';

jest.setTimeout(180_000);

const looks: [string, Look][] = [
  ['light', { scheme: 'light' }],
  ['dark', { scheme: 'dark' }],
  ['390 px wide', { width: 390, height: 844 }],
];

describe('the audit trail on the screen', () => {
  let site: DemoSite;
  beforeAll(async () => {
    site = await DemoSite.start();
    await site.makeStewardAdmin();
  });
  afterEach(() => site.leave());
  afterAll(async () => {
    await site.close();
    expect(site.complaints).toEqual([]);
  });

  it('says who did what in words, and opens the record with the keys alone', async () => {
    const page = await site.person('steward');
    await page.goto('/w/demo/settings');
    await page.getByRole('link', { name: 'Open the audit trail' }).click();
    await page.getByText(/^Sound: all \d+ events/).waitFor();
    const drafted = page.getByRole('row', { name: /drafted/ }).first();
    expect(await textOf(drafted)).toMatch(/Plumbline \(the demonstration\) drafted letter L-1/);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/letter\/[0-9a-f-]{36}$/);
  });

  it('is narrowed down by person, act, kind and record, in an address that others can open', async () => {
    const page = await site.person('steward');
    await page.goto('/w/demo/settings/audit');
    await page.getByLabel('Did', { exact: true }).selectOption({ label: 'added' });
    await page.getByText(/^3 shown/).waitFor();
    expect(page.url()).toContain('act=add');
    await page.getByLabel('Record', { exact: true }).fill('nonsense');
    await page.keyboard.press('Enter');
    await page.getByText('Type a short number').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByLabel('Record', { exact: true }).fill('l1');
    await page.keyboard.press('Enter');
    await page.getByText(/^1 shown/).waitFor();
    await page.goto('/w/demo/settings/audit?act=withdraw');
    await page.getByText('There is no event like that.').waitFor();
    await page.goto('/w/demo/settings/audit?from=2020-01-01&until=2020-12-31');
    await page.getByText('There is no event like that.').waitFor();
  });

  it('is taken away as a file that tells of itself', async () => {
    const page = await site.person('steward');
    await page.goto('/w/demo/settings/audit');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export to check elsewhere' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('demo.audit.jsonl');
    const lines = readFileSync(await download.path(), 'utf8')
      .trimEnd()
      .split('\n');
    expect(JSON.parse(lines[0]!).events).toBe(lines.length - 1);
    await page.reload();
    await page.getByText(/It covers the whole trail/).waitFor();
    await page.getByRole('row', { name: /exported audit trail/ }).waitFor();
  });

  it('shows the sign-ins of the members beside it', async () => {
    const page = await site.person('steward');
    await page.goto('/w/demo/settings/audit');
    await page.getByRole('link', { name: 'Sign-ins and security' }).click();
    const row = page.getByRole('row', { name: /Sample Steward.*signed in/ }).first();
    await row.waitFor();
    expect(await page.locator('nav a[aria-current="page"]').allInnerTexts()).toEqual(['Sign-ins and security']);
  });

  it('is not there for others', async () => {
    const page = await site.person('analyst');
    await page.goto('/w/demo/settings');
    await page.getByRole('heading', { name: 'Members' }).waitFor();
    expect(await page.getByText('Audit trail').count()).toBe(0);
    await page.goto('/w/demo/settings/audit');
    await page.getByRole('heading').first().waitFor();
    expect(await page.getByText('State of the chain').count()).toBe(0);
  });

  it.each(looks)('has no serious or critical barrier, and nothing hangs over the edge: %s', async (_name, look) => {
    const page = await site.person('steward', look);
    const found: Record<string, unknown> = {};
    for (const address of ['/w/demo/settings/audit', '/w/demo/settings/audit?view=security', '/w/demo/settings']) {
      await page.goto(address);
      await page.waitForLoadState('networkidle');
      const batch = page.locator('details summary').first();
      if (await batch.count()) await batch.click();
      const barriers = await barriersOn(page);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (over > 0) barriers.push(`the page is ${over} px wider than the window`);
      if (barriers.length > 0) found[address] = barriers;
    }
    expect(found).toEqual({});
  });
});
