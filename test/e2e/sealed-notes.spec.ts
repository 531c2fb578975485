import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { barriersOn, DemoSite, readApi, textOf, type Look } from './browser.support.ts';

jest.setTimeout(180_000);

const WORDS = 'Zqxscreen: calls from the second number only.';
const looks: [string, Look][] = [
  ['light', { scheme: 'light' }],
  ['dark', { scheme: 'dark' }],
  ['390 px wide', { width: 390, height: 844 }],
];

describe('sealed notes beside a source', () => {
  let site: DemoSite;
  let address: string;
  beforeAll(async () => {
    site = await DemoSite.start();
    const page = await site.person('steward');
    const { items } = await readApi<{ items: { id: string }[] }>(page, 'sources');
    address = `/w/demo/source/${items[0]!.id}`;
    await site.leave();
  });
  afterEach(() => site.leave());
  afterAll(async () => {
    await site.close();
    expect(site.complaints).toEqual([]);
  });

  it('are written, opened, changed and found by title only', async () => {
    const page = await site.person('analyst');
    await page.goto(address);
    await page.getByRole('link', { name: 'Sealed notes' }).click();
    await page.getByText('No sealed notes yet.').waitFor();
    await page.getByRole('button', { name: 'Add a note' }).click();
    await page.getByRole('button', { name: 'Seal it' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Title', { exact: true }).fill('A talk of 3 May');
    await page.getByLabel('Tags', { exact: true }).fill('witness, phone');
    await page.getByLabel('Words', { exact: true }).fill(WORDS);
    await page.getByRole('button', { name: 'Seal it' }).click();
    await page.getByRole('heading', { level: 2, name: 'A talk of 3 May' }).waitFor();
    expect(await page.content()).not.toContain('Zqxscreen');

    await page.getByRole('button', { name: 'Open “A talk of 3 May”' }).press('Enter');
    await page.getByText(WORDS).waitFor();
    await page.getByRole('button', { name: 'Close “A talk of 3 May”' }).press('Enter');
    await page.getByText(WORDS).waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Change “A talk of 3 May”' }).click();
    expect(await page.getByLabel('Words', { exact: true }).inputValue()).toBe(WORDS);
    await page.getByLabel('Title', { exact: true }).fill('A talk in May');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 2, name: 'A talk in May' }).waitFor();

    await page.getByLabel('Find in titles and tags').fill('second number');
    await page.getByText('No title holds this, and no tag is it.').waitFor();
    await page.getByLabel('Find in titles and tags').fill('phone');
    await page.getByRole('heading', { level: 2, name: 'A talk in May' }).waitFor();
    // An analyst erases nothing.
    expect(await page.getByRole('button', { name: 'Erase the words…' }).count()).toBe(0);
  });

  it('that somebody else changed meanwhile are merged by choice, and nothing typed is lost', async () => {
    const page = await site.person('analyst');
    await page.goto(address.replace('/source/', '/sources/') + '/sealed-notes');
    await page.getByRole('button', { name: 'Change “A talk in May”' }).click();
    await page.getByLabel('Words', { exact: true }).fill('Zqxtyped, and not to be lost.');
    const { items } = await readApi<{ items: { id: string; version: number }[] }>(page, 'sealed-notes');
    const other = await page.request.patch(`/api/workspaces/demo/sealed-notes/${items[0]!.id}`, {
      data: { tags: ['witness', 'phone', 'may'] },
      headers: { origin: site.base, 'if-match': `"${items[0]!.version}"` },
    });
    expect(other.status()).toBe(200);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').waitFor();
    const told = await textOf(page.getByRole('alert'));
    expect(told).toContain('Somebody changed this note while you wrote');
    expect(told).toContain('There now: witness, phone, may');
    expect(await barriersOn(page)).toEqual([]);
    expect(await page.getByLabel('Words', { exact: true }).inputValue()).toBe('Zqxtyped, and not to be lost.');
    await page.getByRole('button', { name: 'Take this over: Tags' }).click();
    await page.getByRole('button', { name: 'Take this over: Words' }).click();
    await page.getByText('It now says the same as yours.').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText('tags: witness, phone, may').waitFor();
    await page.getByRole('button', { name: 'Open “A talk in May”' }).click();
    await page.getByText(WORDS).waitFor();
  });

  it.each(looks)('have no barrier, closed, open and in the form: %s', async (_name, look) => {
    const page = await site.person('analyst', look);
    await page.goto(address.replace('/source/', '/sources/') + '/sealed-notes');
    await page.getByRole('button', { name: 'Open “A talk in May”' }).click();
    await page.getByText(WORDS).waitFor();
    expect(await barriersOn(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: 'Add a note' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await barriersOn(page)).toEqual([]);
  });

  it('lose their words for good where an owner says so, with a reason', async () => {
    await site.makeStewardAdmin();
    const page = await site.person('steward');
    await page.goto(address.replace('/source/', '/sources/') + '/sealed-notes');
    await page.getByRole('button', { name: 'Erase the words…' }).click();
    await page.getByText('The words of every note beside this source can never be read again, by anybody.').waitFor();
    await page.getByLabel('Reason').fill('The witness asked for it.');
    await page.getByRole('button', { name: 'Erase for good' }).click();
    await page.getByText(/^Words erased by Sample Steward/).waitFor();
    expect(await textOf(page.locator('main'))).toContain('A talk in May');
    expect(await page.getByRole('button', { name: 'Open “A talk in May”' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Erase the words…' }).count()).toBe(0);
  });
});
