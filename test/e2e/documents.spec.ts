import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newsPage, pdfOf } from '../support/documents.ts';
import { SmallWeb } from '../support/small-web.ts';
import { DemoSite, readApi, textOf } from './browser.support.ts';

jest.setTimeout(120_000);

const STORY = [
  'Sample Optics C said on Tuesday that it would keep selling to the town, and that it had “no knowledge” of what its customers did with the pictures.',
  'The company told the paper: “We ask every buyer of our cameras for a written statement of use, and we keep them all.”',
  'A spokesperson added that a review had not begun. The town did not answer questions that were sent to it on Monday.',
];
const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer });

describe('a document from the desk', () => {
  let web: SmallWeb;
  let site: DemoSite;
  beforeAll(async () => {
    web = await SmallWeb.start({
      'sample-courier.example/story': (_request, response) =>
        response.writeHead(200, { 'content-type': 'text/html' }).end(newsPage(STORY)),
    });
    site = await DemoSite.start({ fetchProxy: web.proxy });
  });
  afterEach(() => site.leave());
  afterAll(async () => {
    await site.close();
    await web.close();
    expect(site.complaints).toEqual([]);
  });

  it('is read, shown, recorded with its pages, and captured again', async () => {
    const page = await site.person('analyst');
    await page.goto('/w/demo/sources/record');
    const html = newsPage(STORY, { head: '<meta property="og:site_name" content="Sample Courier">' });
    await page.locator('input[type=file]').setInputFiles(file('story.html', Buffer.from(html)));
    await page.getByText('Text that will be stored').waitFor();
    expect(await page.getByLabel('Title').inputValue()).toBe('Sample Cameras sells on | Sample Daily');
    expect(await page.getByLabel('Publisher').inputValue()).toBe('Sample Courier');
    const preview = page.getByRole('region', { name: 'Text that will be stored' });
    expect(await textOf(preview)).not.toContain('cookies');
    await page.getByLabel('Take everything on the page').check();
    await preview.getByText('We use cookies').waitFor();
    await page.getByLabel('Take everything on the page').uncheck();
    await page.getByRole('button', { name: 'Store source' }).click();
    await page.getByRole('complementary', { name: 'Recorded from this source' }).waitFor();
    await page.getByRole('link', { name: 'Save the original file' }).waitFor();
    const address = new URL(page.url()).pathname;
    const source = await readApi<{ capturedText: string; mediaType: string }>(
      page,
      `sources/${address.split('/').at(-1)}`,
    );
    expect(source.mediaType).toBe('text/html');
    for (const paragraph of STORY) expect(source.capturedText).toContain(paragraph);

    await page.getByRole('button', { name: 'Capture again' }).click();
    await page
      .getByRole('dialog')
      .locator('input[type=file]')
      .setInputFiles(file('later.pdf', pdfOf([['One.'], ['Two.']])));
    await page.getByText('Text that will be stored').waitFor();
    await page.getByRole('button', { name: 'Store the new capture' }).click();
    await page.getByText('Nothing was recorded from the earlier captures.').waitFor();
    await page.getByRole('link', { name: /^Open S-/ }).click();
    await page.getByText('Page 2').waitFor();
  });

  it('is fetched from its address by keyboard, and what was typed stays where it cannot be', async () => {
    const page = await site.person('analyst');
    await page.goto('/w/demo/sources/record');
    const address = page.getByLabel('Or its address');
    await address.fill('http://sample-courier.example/nowhere');
    await address.press('Enter');
    expect(await textOf(page.getByRole('alert'))).toContain('answered 404 Not Found');
    expect(await address.inputValue()).toBe('http://sample-courier.example/nowhere');
    await address.fill('http://sample-courier.example/story');
    await address.press('Enter');
    await page.getByText('Text that will be stored').waitFor();
    expect(await page.getByLabel('Address', { exact: true }).inputValue()).toBe('http://sample-courier.example/story');
    await page.getByRole('button', { name: 'Store source' }).click();
    await page.getByText('fetched from http://sample-courier.example/story').waitFor();
    await page.getByRole('button', { name: 'Capture again' }).click();
    const again = page.getByRole('dialog').getByLabel('Or its address');
    expect(await again.inputValue()).toBe('http://sample-courier.example/story');
    await page.getByRole('dialog').getByRole('button', { name: 'Fetch' }).click();
    await page.getByText('Text that will be stored').waitFor();
    await page.getByRole('button', { name: 'Store the new capture' }).click();
    await page.getByText('Its text is the same as before.').waitFor();
    await page.getByRole('link', { name: 'What changed', exact: true }).click();
    await page.getByText('The texts are the same to the character.').waitFor();
    await page.getByRole('navigation', { name: 'Captures, the newest first' }).getByText('first capture').waitFor();
  });

  it('that holds no text, or of an unknown encoding, says so and loses nothing that was typed', async () => {
    const page = await site.person('analyst');
    await page.goto('/w/demo/sources/record');
    await page.getByLabel('Title').fill('A scan');
    await page.locator('input[type=file]').setInputFiles(file('scan.pdf', pdfOf([[]])));
    expect(await textOf(page.getByRole('alert'))).toContain('The PDF holds no text.');
    await page
      .locator('input[type=file]')
      .setInputFiles(file('old.txt', Buffer.from('caf\u00e9 \u0093x\u0094', 'latin1')));
    await page.getByLabel('Encoding of the file').fill('windows-1252');
    await page.getByRole('button', { name: 'Read again' }).click();
    await page.getByText('café “x”').waitFor();
    expect(await page.getByLabel('Title').inputValue()).toBe('A scan');
    await page.getByRole('button', { name: 'Paste text instead' }).click();
    await page.getByLabel('Text', { exact: true }).waitFor();
  });
});
