import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { companyId, DemoSite, openCompany, pagesOf, readApi, textOf } from './browser.support.ts';

jest.setTimeout(120_000);

const hasFocus = (page: Page, name: RegExp) =>
  page.evaluate((pattern) => {
    const label = document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '';
    return new RegExp(pattern).test(label);
  }, name.source);

describe('scorecard, letter, search and keys', () => {
  let site: DemoSite;
  beforeAll(async () => {
    site = await DemoSite.start();
  });
  afterEach(() => site.leave());
  afterAll(async () => {
    await site.close();
    expect(site.complaints).toEqual([]);
  });

  it('shows a league by name, with zero drawn as a number and absences as marks', async () => {
    const page = await site.person();
    await page.goto('/w/demo/scorecards');
    await page.getByRole('link', { name: /Sample companies/ }).click();
    await page.getByRole('rowheader', { name: 'Sample Devices B' }).waitFor();
    const compared = await page.getByRole('rowheader').allInnerTexts();
    const divider = compared.findIndex((name) => name.startsWith('Without both scores'));
    expect(divider).toBeGreaterThan(0);
    for (const part of [compared.slice(0, divider), compared.slice(divider + 1)]) {
      expect(part).toEqual(part.toSorted((a, b) => a.localeCompare(b)));
    }
    const devices = await textOf(page.getByRole('row', { name: /^Sample Devices B/ }));
    expect(devices).toContain('88');
    expect(devices).toContain('+50');
    const cell = (name: string) => page.getByRole('button', { name });
    expect(await cell('Sample Networks D, Supply, share, investment: 0 points').innerText()).toBe('0');
    for (const absence of ['searched, nothing found', 'refused', 'not applicable', 'unknown', 'not researched']) {
      const marks = page.getByRole('button', { name: new RegExp(`: ${absence}$`) });
      expect(await marks.count()).toBeGreaterThan(0);
      expect((await marks.first().innerText()).trim()).toBe('');
      expect(await marks.first().locator('svg').count()).toBe(1);
    }
    expect(await page.locator('main').innerText()).not.toMatch(/\b(rank|total score|overall)\b/i);
  });

  it('prints neither points nor a difference for the founding case, and says why', async () => {
    const page = await site.person();
    await page.goto('/w/demo/scorecard/founding-2019');
    const intel = page.getByRole('row', { name: /^Intel Corp\./ });
    await intel.waitFor();
    expect(await textOf(intel)).toContain('3 reported, one report');
    expect(await textOf(intel)).toContain('n/c');
    expect(await intel.getByRole('button', { name: /: \d+ points$/ }).count()).toBe(0);
  });

  it('fits a window of 1280 px, and shows at the edge of a narrower one that columns go on', async () => {
    const page = await site.person('steward', { width: 1280, height: 800 });
    await page.goto('/w/demo/scorecard/sample-2019');
    const last = page.getByRole('columnheader', { name: /^C4/ });
    await last.waitFor();
    const box = await last.boundingBox();
    expect((box?.x ?? 9999) + (box?.width ?? 0)).toBeLessThanOrEqual(1280);
    expect(await page.locator('[data-more]').count()).toBe(0);
    await page.setViewportSize({ width: 1000, height: 800 });
    await page.locator('[data-more]').waitFor();
    const sensors = await textOf(page.getByRole('row', { name: /^Sample Sensors F/ }));
    expect(sensors).toContain('P3 not researched');
    expect(await page.locator('main').innerText()).toContain('for starter.P3 and starter.C1, +50');
  });

  it('prints the whole league on A4 across, with what each company’s cells rest on and its answers', async () => {
    const page = await site.person();
    await page.goto('/w/demo/scorecard/founding-2019');
    await page.getByRole('row', { name: /^Intel Corp\./ }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(new Set(pagesOf(await page.pdf({ preferCSSPageSize: true })))).toEqual(new Set(['842 x 595']));
    await page.emulateMedia({ media: 'print' });
    for (const act of [/^Method/, /^Export/, /^Print/])
      expect(await page.getByRole('button', { name: act }).count()).toBe(0);
    const notes = await textOf(page.locator('footer'));
    expect(notes).toContain('starter.C1 evidence without points, F-206, F-207, F-208');
    expect(notes).toContain('“Intel processors are general-purpose computing products');
    expect(notes).toMatch(
      /Archived copy S-\d+, sha256 [0-9a-f]{64} \(archived passages\), [0-9a-f]{64} \(full document\)/,
    );
    expect(notes).toContain('Method starter 1, file sha256');
  });

  it('exports the league as the command line does, and shows the method of the selected indicator', async () => {
    const page = await site.person();
    await page.goto(`/w/demo/scorecard/founding-2019?cell=${await companyId(page, 'Intel Corp.')}.C1`);
    const several = page.getByRole('button', { name: /F-206 \+2: F-206, F-207, F-208$/ });
    await several.waitFor();
    expect(await several.innerText()).toBe('F-206 +2');
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('e')]);
    expect(download.suggestedFilename()).toBe('scorecard-founding-2019.csv');
    const lines = readFileSync(await download.path(), 'utf8').split('\r\n');
    expect(lines.find((line) => line.includes('Intel Corp.') && line.includes('starter.C1'))).toMatch(
      /,starter\.C1,,none,F-206 F-207 F-208,/,
    );
    await page.keyboard.press('m');
    const marked = page.getByRole('dialog').locator('tr[aria-current]');
    expect(await textOf(marked)).toMatch(/^starter\.C1/);
  });

  it('walks the matrix with the arrows, shows the sentence of a cell, and opens it with Enter', async () => {
    const page = await site.person();
    await page.goto('/w/demo/scorecard/founding-2019');
    await page.getByRole('button', { name: /^Intel Corp\., Remedy/ }).focus();
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowLeft');
    expect(await hasFocus(page, /^Intel Corp\., Supply, share, investment: evidence without points, F-206/)).toBe(true);
    const evidence = page.locator('section[aria-live]');
    await evidence.getByText('Intel gave seed money', { exact: false }).waitFor();
    const words = await textOf(evidence);
    expect(words).toContain('F-206, F-207, The Wall Street Journal reported, as relayed by The Hill');
    expect(words).toContain('The company’s answer in the same source');
    expect(words).toContain('general-purpose computing products');
    expect(page.url()).toContain(`cell=${await companyId(page, 'Intel Corp.')}.C1`);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Intel Corp.' }).waitFor();
    expect(page.url()).toContain('pair=F-206');
    await page.getByRole('complementary', { name: 'Evidence' }).locator('mark').waitFor();
  });

  it('drafts the letter to Intel again, shows its pages and checks, and gives four files', async () => {
    const page = await site.person();
    await openCompany(page, 'Intel Corp.');
    await page.getByRole('link', { name: /^L-\d+$/ }).click();
    const drafted = page.url();
    await page.getByRole('button', { name: 'Draft again' }).click();
    await page.waitForURL((address) => address.href !== drafted && address.pathname.includes('/letter/'));
    const sheet = page.getByRole('img', { name: /^Page 1 of/ });
    await sheet.waitFor({ timeout: 30_000 });
    await page.waitForFunction(() => (document.querySelector('figure img') as HTMLImageElement).naturalWidth > 0);

    const checks = await textOf(page.getByRole('complementary', { name: 'Checks' }));
    expect(checks).toContain('none open');
    for (const id of ['K1', 'K2', 'K3', 'K4', 'K5', 'K26']) expect(checks).toContain(id);

    await page.getByRole('button', { name: 'Text' }).click();
    const letter = await textOf(page.getByRole('article'));
    expect(letter).toContain('The Board of Directors');
    expect(letter).toContain('unless we have high confidence');
    expect(letter).toMatch(/\d{4} Our reference/);
    expect(letter).toMatch(/SHA-256 of the full document [0-9a-f]{12}/);
    const days = [...letter.matchAll(/(\d+ \w+ \d{4}), \d\d:\d\d to/g)].map(([, day]) => Date.parse(day ?? ''));
    expect(days.length).toBeGreaterThan(1);
    expect(days).toEqual(days.toSorted((a, b) => a - b));
    const citations = await textOf(page.getByRole('complementary', { name: 'Outline' }));
    expect(citations).toContain('“Intel opposes any abuse');
    expect(citations).not.toContain('“the company opposes');

    const starts = { PDF: '%PDF-', DOCX: 'PK', HTML: '<!doctype html', Text: '' };
    for (const [name, start] of Object.entries(starts)) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name, exact: true }).click(),
      ]);
      const bytes = readFileSync(await download.path());
      expect(bytes.length).toBeGreaterThan(500);
      expect(bytes.subarray(0, start.length).toString('latin1').toLowerCase()).toBe(start.toLowerCase());
    }

    await page.getByRole('complementary', { name: 'Outline' }).getByRole('link', { name: 'F-208' }).first().click();
    await page.locator('mark[data-shown]').first().waitFor();
    expect(await textOf(page.locator('mark[data-shown]').first())).toContain('Intel continues to provide');
  });

  it('prints the pages of a letter and nothing else, whichever view is open', async () => {
    const page = await site.person();
    const { items } = await readApi<{ items: { id: string; number: string }[] }>(page, 'letters');
    await page.goto(`/w/demo/letter/${items[0]?.id}`);
    const sheets = page.getByRole('img', { name: /^Page \d of/ });
    await sheets.first().waitFor({ timeout: 30_000 });
    const pages = await sheets.count();
    await page.getByRole('button', { name: 'Text', exact: true }).click();
    await page.waitForFunction(() => [...document.images].every((image) => image.naturalWidth > 0));
    expect(pagesOf(await page.pdf({ preferCSSPageSize: true }))).toEqual(Array(pages).fill('595 x 842'));
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('body').innerText()).toBe('');
  });

  it('prints a company as pairs with our readings between the rules, and in the notes what they rest on', async () => {
    const page = await site.person();
    await openCompany(page, 'Sample Devices B');
    await page.emulateMedia({ media: 'print' });
    const verdicts = page.locator('[data-printed-verdict]');
    await verdicts.first().waitFor();
    expect(await textOf(verdicts.first())).toBe('Our reading: Inconsistent A-81');
    expect(await verdicts.count()).toBe(5);
    expect(await page.locator('button[data-verdict]:visible').count()).toBe(0);
    const notes = await textOf(page.locator('footer'));
    expect(notes).toContain('A-85, our reading: Not explained by the company. C-85 with F-154, as of 3 Dec 2019.');
    expect(notes).toMatch(
      /Evidence: two reports\. Asked 18 Nov 2019: .* Due 2 Dec 2019\. Company’s answer: “The October/,
    );
    expect(notes).toMatch(/sha256 [0-9a-f]{64}\. Sample\./);
    expect(await page.locator('main').innerText()).not.toMatch(/draft|no second reader/i);
  });

  it('says in a sentence why a company cannot be asked, and offers no button for it', async () => {
    const page = await site.person();
    await openCompany(page, 'Seagate Technology');
    await page.getByText('no letter profile for Seagate says who writes').waitFor();
    expect(await page.getByRole('button', { name: /^Ask / }).count()).toBe(0);
    await openCompany(page, 'Sample Systems H');
    await page.getByText('Nothing is reported yet, so there is nothing to ask about.').waitFor();
  });

  it('finds a sentence by its words and goes straight to it', async () => {
    const page = await site.person();
    await page.goto('/w/demo/companies');
    await page.getByRole('rowheader').first().waitFor();
    await page.keyboard.press('Control+k');
    const box = page.getByRole('combobox');
    await box.fill('netposa');
    const options = page.getByRole('option');
    await options.filter({ hasText: 'F-208' }).waitFor();
    for (const mark of await page.locator('[role=option] mark').allInnerTexts()) {
      expect(mark.toLowerCase()).toBe('netposa');
    }
    await box.fill('C-115');
    await options.filter({ hasText: 'C-115' }).first().waitFor();
    await page.waitForFunction(() =>
      document.querySelector('[role=option][aria-selected=true]')?.textContent?.includes('C-115'),
    );
    const reading = page.getByRole('group', { name: 'Our readings' }).getByRole('option').first();
    expect(await textOf(reading)).toMatch(/^Not enough evidence: .*high confidence.*A-6\d/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Intel Corp.' }).waitFor();
    expect(await textOf(page.getByRole('complementary', { name: 'Evidence' }).locator('mark'))).toContain(
      'has a policy',
    );
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await page.getByRole('heading', { level: 1, name: 'Companies' }).waitFor();
    await page.keyboard.press('Control+k');
    expect(await textOf(page.getByRole('group', { name: 'Recent' }).getByRole('option').first())).toBe('Intel Corp.');
  });

  it('lists its keys, obeys them, and lets single letters be switched off', async () => {
    const page = await site.person();
    await page.goto('/w/demo/companies');
    await page.getByRole('rowheader').first().waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await page.getByRole('heading', { level: 1, name: 'Sources' }).waitFor();
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
    await page.keyboard.press('j');
    await page.waitForFunction(() => document.activeElement?.closest('tr[data-current]') !== null);
    await page.keyboard.press('Enter');
    await page.getByRole('complementary', { name: 'Recorded from this source' }).waitFor();
    await page.goBack();

    await page.keyboard.press('?');
    const keys = page.getByRole('dialog', { name: 'Keys and appearance' });
    expect(await textOf(keys)).toContain('next row');
    expect(await textOf(keys)).toContain('close what is on top');
    await keys.getByLabel('Single-letter keys act').uncheck();
    await page.keyboard.press('Escape');
    await keys.waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').waitFor();
  });

  it('remembers the chosen colour scheme before the first paint', async () => {
    const page = await site.person();
    await page.goto('/w/demo/companies');
    await page.getByRole('button', { name: 'Keys' }).click();
    await page.getByRole('button', { name: 'Dark' }).click();
    await page.keyboard.press('Escape');
    const scheme = () => page.evaluate(() => document.documentElement.getAttribute('data-mantine-color-scheme'));
    expect(await scheme()).toBe('dark');
    await page.reload({ waitUntil: 'commit' });
    await page.waitForSelector('#root', { state: 'attached' });
    expect(await scheme()).toBe('dark');
  });

  it('hides what a role may not do', async () => {
    const page = await site.person('campaigner');
    await openCompany(page, 'Intel Corp.', '?pair=A-61');
    const drawer = page.getByRole('complementary', { name: 'Evidence' });
    await drawer.locator('mark').waitFor();
    expect(await drawer.getByRole('button', { name: /Reassess|second reader/ }).count()).toBe(0);
    await page.keyboard.press('a');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('takes short numbers in addresses, and knows which there are not', async () => {
    const page = await site.person();
    await page.goto('/w/demo/claim/C-115');
    await page.getByRole('heading', { level: 1, name: 'Intel Corp.' }).waitFor();
    expect(page.url()).toContain('pair=C-115');
    const { items } = await readApi<{ items: { id: string; number: string }[] }>(page, 'letters');
    for (const [room, number, id] of [
      ['letter', items[0]?.number, items[0]?.id],
      ['source', 'S-412', ''],
    ]) {
      await page.goto(`/w/demo/${room}/${number}`);
      await page.waitForURL((address) => address.pathname.split('/').at(-1)?.length === 36);
      expect(page.url()).toContain(id);
    }
    await page.goto('/w/demo/finding/F-99999');
    await page.getByText('There is nothing at this address.').waitFor();
  });

  it('answers an unknown address and another workspace in the same words', async () => {
    const page = await site.person();
    for (const address of [
      '/w/demo/company/00000000-0000-7000-8000-000000000000',
      '/w/another/companies',
      '/w/demo/no',
    ]) {
      await page.goto(address);
      await page.getByText('There is nothing at this address.').waitFor();
    }
  });

  it('signs out, and the way back leads through the sign-in page', async () => {
    const page = await site.person();
    await page.goto('/w/demo/letters');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    // What was still on its way when the session ended may lead to the sign-in page once more.
    await page.waitForLoadState('networkidle');
    await page.goto('/w/demo/letters');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });
});
