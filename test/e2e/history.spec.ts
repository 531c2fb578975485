import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { barriersOn, companyId, DemoSite, textOf, type Look } from './browser.support.ts';

jest.setTimeout(180_000);

const looks: [string, Look][] = [
  ['light', { scheme: 'light' }],
  ['dark', { scheme: 'dark' }],
  ['390 px wide', { width: 390, height: 844 }],
];

describe('the history of a record', () => {
  let site: DemoSite;
  beforeAll(async () => {
    site = await DemoSite.start();
    const page = await site.person('steward');
    const firm = await companyId(page, 'Sample Optics C');
    const changed = await page.request.patch(`/api/workspaces/demo/organisations/${firm}`, {
      data: { note: 'Invented, and noted twice.' },
      headers: { origin: site.base, 'if-match': '"1"' },
    });
    expect(changed.status()).toBe(200);
    await site.leave();
  });
  afterEach(() => site.leave());
  afterAll(async () => {
    await site.close();
    expect(site.complaints).toEqual([]);
  });

  it('is one click away, and tells what a version changed and who wrote it', async () => {
    const page = await site.person('analyst');
    await page.goto(`/w/demo/company/${await companyId(page, 'Sample Optics C')}`);
    await page.getByRole('link', { name: 'History of Sample Optics C' }).click();
    await page.getByRole('heading', { level: 1, name: 'History of organisation Sample Optics C' }).waitFor();
    const versions = page.getByRole('navigation', { name: 'Versions, the newest first' });
    expect(await versions.getByRole('link').count()).toBe(2);
    const changes = await textOf(page.locator('dl[aria-label="What changed"]'));
    expect(changes).toContain('Note');
    expect(changes).toContain('after: Invented, and noted twice.');
    await versions.getByRole('link', { name: /^Version 1/ }).press('Enter');
    await page.getByText('The first version. All of it is new.').waitFor();
  });

  it('says what was known on a day, and that nothing was before', async () => {
    const page = await site.person('analyst');
    await page.goto(`/w/demo/history/organisation/${await companyId(page, 'Sample Optics C')}?on=2019-11-27`);
    await page.getByText('Nothing was recorded yet at the end of 27 Nov 2019.').waitFor();
    await page.getByLabel('As known on').fill('2099-01-01');
    await page.getByText('At the end of 1 Jan 2099 version 2 stood.').waitFor();
  });

  it('opens from the drawer, and at the short number of a record', async () => {
    const page = await site.person('analyst');
    await page.goto(`/w/demo/company/${await companyId(page, 'Intel Corp.')}?pair=A-61`);
    await page.getByRole('link', { name: 'History of A-61' }).click();
    await page.getByRole('heading', { level: 1, name: 'History of assessment A-61' }).waitFor();
    // Ids in a kept version are told by the numbers of their records.
    expect(await textOf(page.locator('dl[aria-label="The record as it stood"]'))).toMatch(/Claim\s*C-\d+/);
    await page.goto('/w/demo/history/claim/C-999999');
    await page.getByText('There is nothing at this address.').first().waitFor();
  });

  it.each(looks)('has no barrier: %s', async (_, look) => {
    const page = await site.person('analyst', look);
    await page.goto(`/w/demo/history/organisation/${await companyId(page, 'Sample Optics C')}`);
    await page.locator('dl[aria-label="What changed"]').waitFor();
    expect(await barriersOn(page)).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
  });
});
