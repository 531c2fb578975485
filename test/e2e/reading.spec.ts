import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DemoSite, openCompany, plainSpaces, textOf } from './browser.support.ts';

jest.setTimeout(120_000);

describe('reading what a company said beside what was reported', () => {
  let site: DemoSite;
  beforeAll(async () => {
    site = await DemoSite.start();
  });
  afterEach(() => site.leave());
  afterAll(async () => {
    await site.close();
    expect(site.complaints).toEqual([]);
  });

  it('starts at the sign-in page, says what was wrong, and leads back to where one wanted to go', async () => {
    const page = await site.visitor();
    await page.goto('/w/demo/sources');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();

    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('2 things need a look').waitFor();
    await page.getByRole('link', { name: 'E-mail: Fill this in.' }).click();
    expect(await page.getByLabel('E-mail').evaluate((field) => field === document.activeElement)).toBe(true);

    await page.getByLabel('E-mail').fill('steward@sample.example');
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('One thing needs a look').waitFor();
    expect(await page.getByLabel('E-mail').inputValue()).toBe('steward@sample.example');

    await page.getByRole('button', { name: 'Use Sample Steward' }).click();
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Sources' }).waitFor();
  });

  it('says in the page that a mistyped address leads nowhere, and in the API as a problem', async () => {
    const page = await site.visitor();
    const typed = await page.goto('/nowhere');
    expect(typed?.status()).toBe(404);
    await page.getByText('There is nothing at this address.').waitFor();
    site.complaints.length = 0;
    for (const path of ['/api/nowhere', '/assets/nowhere.js']) {
      const answer = await page.request.get(path);
      expect(answer.status()).toBe(404);
      expect(answer.headers()['content-type']).toContain('application/problem+json');
    }
  });

  it('lists companies by name, each side counted apart', async () => {
    const page = await site.person();
    await page.goto('/w/demo/companies');
    const names = page.locator('tbody th a');
    await names.first().waitFor();
    const shown = await names.allInnerTexts();
    expect(shown).toEqual(shown.toSorted((a, b) => a.localeCompare(b)));
    const intel = page.locator('tr', { hasText: 'Intel Corp.' });
    expect(await intel.innerText()).toContain('5 claims');
    expect(await intel.innerText()).toContain('3 by one report');
    await page.getByLabel('Filter').fill('nobody of this name');
    await page.getByText('hides everything').waitFor();
    await page.getByRole('button', { name: 'Clear the filter' }).click();
    await names.first().waitFor();
  });

  it('goes from a verdict to the archived passage, highlighted, on both sides', async () => {
    const page = await site.person();
    await openCompany(page, 'Intel Corp.');
    const reading = page.getByRole('button', { name: /^Not enough evidence, draft with F-208, A-61/ });
    await reading.click();

    const drawer = page.getByRole('complementary', { name: 'Evidence' });
    const mark = drawer.locator('mark');
    expect(await textOf(mark)).toContain(
      'has a policy to not ship any products in situations such as these unless we have high confidence that our ' +
        'products are not being used in connection with human rights abuses',
    );
    expect(await textOf(drawer)).toContain('No second reader yet: not published.');
    expect(await textOf(drawer)).toMatch(/Matches the archived text, characters \d+–\d+/);
    expect(await textOf(drawer)).toContain('date entered by hand');
    expect(await textOf(drawer)).toMatch(/sha256 [0-9a-f]{12}…/);
    // Both sides: the company's answers stand beside the allegation.
    expect(await textOf(drawer)).toContain('general-purpose computing products');
    expect(await drawer.locator('summary').innerText()).toContain('C-117');

    await drawer.getByRole('button', { name: 'Reported F-208' }).click();
    expect(await textOf(mark)).toContain('Intel continues to provide NetPosa');
    expect(page.url()).toContain('look=finding');

    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    expect(await reading.evaluate((button) => button === document.activeElement)).toBe(true);
  });

  it('says that a copy could not be read, never that the words are not in it, and reads it on demand', async () => {
    const page = await site.person();
    await page.route(/\/sources\/[^/?]+$/, (route) => route.fulfill({ status: 503, body: '' }));
    await openCompany(page, 'Intel Corp.', '?pair=A-61');
    const drawer = page.getByRole('complementary', { name: 'Evidence' });
    await drawer.getByRole('heading', { name: 'Archived copy could not be read.' }).waitFor();
    const words = await textOf(page.locator('main'));
    expect(words).not.toMatch(/is not in the archived copy|Does not match/);
    await page.unroute(/\/sources\/[^/?]+$/);
    await drawer.getByRole('button', { name: 'Try again' }).last().click();
    await drawer.locator('mark').waitFor();
    expect(await page.getByText('could not be read').count()).toBe(0);
  });

  it('leads from a claim to its readings, reaches every claim by key, and goes back out of the drawer', async () => {
    const page = await site.person();
    await openCompany(page, 'Intel Corp.', '?pair=C-115');
    const drawer = page.getByRole('complementary', { name: 'Evidence' });
    await drawer.getByRole('list', { name: 'Readings' }).getByRole('button', { name: /A-61$/ }).waitFor();
    expect(await textOf(drawer)).not.toContain('Not assessed');
    const chain = drawer.getByRole('navigation');
    await chain.getByRole('button', { name: 'A-61' }).waitFor();

    await openCompany(page, 'Western Digital');
    await page.keyboard.press('j');
    await drawer.getByText('Not assessed. No assessment holds this claim').waitFor();
    await page.keyboard.press('a');
    await page.getByRole('dialog', { name: 'Assess the claim' }).waitFor();
    await page.keyboard.press('Escape');
    await page.goBack();
    await drawer.waitFor({ state: 'detached' });
    expect(page.url()).toContain('/company/');

    await openCompany(page, 'Intel Corp.', '?pair=A-99');
    await page.getByText('Nothing on this page has the number A-99.').waitFor();
  });

  it('keeps the highlighted words in sight in a low window, after X and J too', async () => {
    const page = await site.person('steward', { width: 1280, height: 720 });
    await openCompany(page, 'Intel Corp.', '?pair=A-61');
    const mark = page.getByRole('complementary', { name: 'Evidence' }).locator('mark').first();
    const topmost = () =>
      mark.evaluate((words) => {
        const { left, top } = words.getClientRects()[0] as DOMRect;
        return words.contains(document.elementFromPoint(left + 4, top + 6));
      });
    await mark.waitFor();
    expect(await topmost()).toBe(true);
    for (const key of ['x', 'j', 'x']) {
      await page.keyboard.press(key);
      await page.waitForTimeout(50);
      expect(await topmost()).toBe(true);
    }
  });

  it('shows an act as a company’s own conduct on its own page', async () => {
    const page = await site.person();
    await openCompany(page, 'NetPosa');
    expect(await textOf(page.locator('main'))).not.toContain('counts in nobody else’s conduct');
  });

  it('keeps whose words they are: marks around speech, none around paraphrase, both papers for a second hand', async () => {
    const page = await site.person();
    await openCompany(page, 'Hewlett Packard Enterprise');
    const item = (number: string) => page.locator('[data-rule]', { has: page.getByText(number, { exact: true }) });
    const denial = await textOf(item('C-123').locator('p').first());
    expect(denial).toMatch(/^“H3C is not involved.*”$/);
    const paraphrase = await textOf(item('C-121').locator('p').first());
    expect(paraphrase).toBe('49 percent, non-controlling owner of the H3C Corp.');
    expect(await textOf(item('C-121'))).toContain('paraphrased by The Hill');
    expect(await textOf(item('F-211'))).toContain('The Wall Street Journal reported, as relayed by The Hill');
    expect(await textOf(item('F-211'))).toContain('conduct date not stated');
    expect(await textOf(item('F-212'))).toContain('✓ confirmed');
    expect(await textOf(item('F-213'))).toContain('counts in nobody else’s conduct');
  });

  it('cuts every quotation on the page from the archived text', async () => {
    const page = await site.person();
    await openCompany(page, 'Intel Corp.');
    const archive = plainSpaces(
      await page.evaluate(async () => {
        const sources = await (await fetch('/api/workspaces/demo/sources?limit=200')).json();
        const texts = await Promise.all(
          sources.items.map(async ({ id }: { id: string }) =>
            (await fetch(`/api/workspaces/demo/sources/${id}`)).json(),
          ),
        );
        return texts.map(({ capturedText }) => capturedText ?? '').join('\n');
      }),
    );
    const quotations = page.locator('[data-rule] > div + div p');
    expect(await quotations.count()).toBeGreaterThan(8);
    for (const words of await quotations.allInnerTexts()) {
      expect(archive).toContain(plainSpaces(words).replace(/^“|”$/g, ''));
    }
  });

  it('says “not assessed” beside a claim that no finding meets, and never a verdict on the company', async () => {
    const page = await site.person();
    await openCompany(page, 'Intel Corp.');
    const opposes = page.locator('[data-rule]', { hasText: 'Intel opposes any abuse of human rights' });
    expect(await opposes.locator('[data-unassessed]').innerText()).toBe('not assessed');
    expect(await page.locator('main').innerText()).not.toMatch(/Intel is (in)?consistent/i);
  });

  it('draws a thread for every reading, its label inside the gutter and clear of the others', async () => {
    const page = await site.person();
    await openCompany(page, 'Sample Devices B', '?group=year');
    const labels = page.locator('button[data-verdict]');
    expect(await labels.count()).toBe(6);
    expect(
      new Set(await labels.evaluateAll((all) => all.map((label) => label.getAttribute('data-verdict')))).size,
    ).toBe(6);
    expect(await page.locator('path[data-thread]').count()).toBe(6);
    const boxes = await labels.evaluateAll((all) => all.map((label) => label.getBoundingClientRect().toJSON()));
    const sorted = boxes.toSorted((a, b) => a.y - b.y);
    sorted.slice(1).forEach((box, index) => expect(box.y).toBeGreaterThanOrEqual((sorted[index]?.bottom ?? 0) - 1));
  });

  it('says of a listing that listed is not unlawful', async () => {
    const page = await site.person();
    await openCompany(page, 'Hangzhou Hikvision');
    expect(await textOf(page.locator('[data-rule]', { hasText: 'blacklist' }))).toContain('Listed is not unlawful.');
  });

  it('prints no draft reading, and a list of sources with their hashes', async () => {
    const page = await site.person();
    await openCompany(page, 'Intel Corp.', '?pair=A-61');
    await page.emulateMedia({ media: 'print' });
    const visible = page.locator('button[data-verdict]:visible');
    expect(await visible.count()).toBe(0);
    expect(await page.getByRole('complementary', { name: 'Evidence' }).isVisible()).toBe(false);
    expect(await page.getByText('not assessed').first().isVisible()).toBe(false);
    expect(await textOf(page.locator('footer'))).toMatch(/Archived copy S-\d+, sha256 [0-9a-f]{64}/);
  });

  it('stacks pairs on a phone: said, our reading, reported, and the answer', async () => {
    const page = await site.person('steward', { width: 390, height: 844 });
    await openCompany(page, 'Intel Corp.');
    const pair = await textOf(page.locator('article').first());
    const order = ['Said,', 'Not enough evidence', 'Reported,', 'Company’s answer'].map((words) => pair.indexOf(words));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(Math.min(...order)).toBeGreaterThanOrEqual(0);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
