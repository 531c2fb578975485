import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { barriersOn, companyId, DemoSite, readApi, sourceId, type Look } from './browser.support.ts';

jest.setTimeout(180_000);

interface Screen {
  name: string;
  address: (page: Page) => Promise<string>;
  /** Brings the screen into the state that is judged. */
  then?: (page: Page) => Promise<void>;
}

const fixed = (address: string) => async () => address;
const ofCompany = (name: string, search: string) => async (page: Page) =>
  `/w/demo/company/${await companyId(page, name)}${search}`;
const ofSource = (search: string) => async (page: Page) =>
  `/w/demo/source/${await sourceId(page, 'The Hill')}${search}`;

async function letterAddress(page: Page): Promise<string> {
  const letters = await readApi<{ items: { id: string }[] }>(page, 'letters');
  return `/w/demo/letter/${letters.items[0]?.id}`;
}

const screens: Screen[] = [
  { name: 'sign-in', address: fixed('/sign-in') },
  {
    name: 'sign-in through an organisation',
    address: fixed('/sign-in'),
    then: (page) => page.getByRole('button', { name: 'Sign in through your organisation' }).click(),
  },
  { name: 'a sign-on that failed', address: fixed('/sign-in/done?error=access_denied') },
  { name: 'companies', address: fixed('/w/demo/companies') },
  { name: 'the own account', address: fixed('/account') },
  {
    name: 'a token to be made',
    address: fixed('/account'),
    then: async (page) => {
      await page.getByRole('button', { name: 'Make a token' }).click();
      await page.getByLabel('do what is chosen here').check();
    },
  },
  {
    name: 'an app to be added',
    address: fixed('/account'),
    then: async (page) => {
      await page.getByRole('button', { name: 'Add an app' }).click();
      await page.getByLabel('First code').waitFor();
    },
  },
  { name: 'settings', address: fixed('/w/demo/settings') },
  { name: 'a new password', address: fixed('/reset#nothing') },
  { name: 'an invitation that opens nothing', address: fixed('/invitation') },
  { name: 'Intel with the drawer open', address: ofCompany('Intel Corp.', '?pair=A-61') },
  { name: 'HPE', address: ofCompany('Hewlett Packard', '') },
  { name: 'six verdicts', address: ofCompany('Sample Devices B', '?group=year') },
  { name: 'an empty company', address: ofCompany('Sample Systems H', '') },
  {
    name: 'the assessment form',
    address: ofCompany('Intel Corp.', '?pair=A-61'),
    then: async (page) => {
      await page.getByRole('button', { name: /^Reassess/ }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Record as draft' }).waitFor();
    },
  },
  { name: 'rounds', address: fixed('/w/demo/scorecards') },
  { name: 'the sample league', address: fixed('/w/demo/scorecard/sample-2019') },
  {
    name: 'the founding league with a cell open',
    address: async (page) => `/w/demo/scorecard/founding-2019?cell=${await companyId(page, 'Intel Corp.')}.C1`,
  },
  {
    name: 'the method',
    address: fixed('/w/demo/scorecard/sample-2019'),
    then: async (page) => {
      await page.getByRole('button', { name: /^Method/ }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'sources', address: fixed('/w/demo/sources') },
  { name: 'a source with a passage shown', address: ofSource('?show=C-115') },
  {
    name: 'the finding form with problems',
    address: ofSource(''),
    then: async (page) => {
      await page.keyboard.press('s');
      await page.locator('[data-picked]').first().waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Finding', exact: true }).click();
      await page.getByRole('button', { name: 'Record finding' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'the captures of a source',
    address: async (page) => `/w/demo/sources/${await sourceId(page, 'The Hill')}/captures`,
  },
  { name: 'recording a source', address: fixed('/w/demo/sources/record') },
  { name: 'letters', address: fixed('/w/demo/letters') },
  { name: 'a letter', address: letterAddress },
  {
    name: 'the letter as text',
    address: letterAddress,
    then: (page) => page.getByRole('button', { name: 'Text', exact: true }).click(),
  },
  {
    name: 'search',
    address: fixed('/w/demo/companies'),
    then: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill('intel');
      await page
        .getByRole('option', { name: /Intel Corp/ })
        .first()
        .waitFor();
    },
  },
  {
    name: 'keys',
    address: fixed('/w/demo/companies'),
    then: async (page) => {
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'an address without a page', address: fixed('/w/demo/nothing-here') },
];

const looks: [string, Look][] = [
  ['light', { scheme: 'light' }],
  ['dark', { scheme: 'dark' }],
  ['390 px wide', { width: 390, height: 844 }],
];

describe('every screen', () => {
  let site: DemoSite;
  beforeAll(async () => {
    site = await DemoSite.start();
  });
  afterEach(() => site.leave());
  afterAll(async () => {
    await site.close();
    expect(site.complaints).toEqual([]);
  });

  it('would be reported if it had a barrier', async () => {
    const page = await site.person();
    await page.goto('/w/demo/companies');
    await page.getByRole('rowheader').first().waitFor();
    await page.evaluate(() => {
      const picture = document.createElement('img');
      picture.src = '/plumb.svg';
      document.querySelector('h1')?.append(picture);
    });
    expect((await barriersOn(page)).join()).toContain('image-alt');
  });

  it.each(looks)('has no serious or critical barrier, and nothing hangs over the edge: %s', async (_name, look) => {
    const page = await site.person('steward', look);
    const found: Record<string, unknown> = {};
    for (const screen of screens) {
      await page.goto(await screen.address(page));
      await page.waitForLoadState('networkidle');
      await screen.then?.(page);
      const barriers = await barriersOn(page);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (over > 0) barriers.push(`the page is ${over} px wider than the window`);
      if (barriers.length > 0) found[screen.name] = barriers;
    }
    expect(found).toEqual({});
  });
});
