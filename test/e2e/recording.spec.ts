import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { DemoSite, openCompany, readApi, sourceId, textOf } from './browser.support.ts';

jest.setTimeout(120_000);

const TITLE = 'Sample Courier: what Sample Optics C says of its cameras';
const SAID = '“We ask every buyer of our cameras for a written statement of use,” said Sample Optics C.';
const REPORTED = 'Sample Optics C sold cameras to the police of Sample Town.';
const TEXT = `A report made up for a test.\n\n${SAID}\n\n${REPORTED} The company did not say when.\n`;

/** Selects words in the article as a reader does with the pointer. */
async function selectWords(page: Page, words: string): Promise<void> {
  await page.evaluate((wanted) => {
    const piece = [...document.querySelectorAll('[data-start]')].find((part) => part.textContent?.includes(wanted));
    if (!piece?.firstChild) throw new Error(`“${wanted}” is not in the text.`);
    const start = piece.textContent?.indexOf(wanted) ?? 0;
    const range = document.createRange();
    range.setStart(piece.firstChild, start);
    range.setEnd(piece.firstChild, start + wanted.length);
    document.getSelection()?.removeAllRanges();
    document.getSelection()?.addRange(range);
    document.dispatchEvent(new MouseEvent('mouseup'));
  }, words);
}

describe('recording from a source', () => {
  let site: DemoSite;
  let address = '';
  beforeAll(async () => {
    site = await DemoSite.start();
  });
  afterEach(() => site.leave());
  afterAll(async () => {
    await site.close();
    expect(site.complaints).toEqual([]);
  });

  it('stores a pasted text untouched, and keeps what was typed when something is missing', async () => {
    const page = await site.person('analyst');
    await page.goto('/w/demo/sources');
    await page.getByRole('link', { name: 'Record a source' }).click();
    await page.getByLabel('Title').fill(TITLE);
    await page.getByLabel('Publisher').fill('Sample Courier');
    await page.getByLabel('Published on').fill('27 November 2019');
    await page.getByRole('button', { name: 'Store source' }).click();
    const summary = page.getByRole('alert');
    expect(await textOf(summary)).toContain('Published on: Write a date as 2019, 2019-11 or 2019-11-27');
    expect(await summary.evaluate((box) => box === document.activeElement)).toBe(true);
    expect(await page.getByLabel('Title').inputValue()).toBe(TITLE);

    await page.getByLabel('Published on').fill('2019-11-20');
    await page.getByLabel('Text', { exact: true }).fill(TEXT);
    await page.getByRole('button', { name: 'Store source' }).click();
    await page.getByRole('complementary', { name: 'Recorded from this source' }).waitFor();
    address = new URL(page.url()).pathname;
    const stored = await readApi<{ capturedText: string; publishedOn: { origin: string } }>(
      page,
      `sources/${address.split('/').at(-1)}`,
    );
    expect(stored.capturedText).toBe(TEXT);
    expect(stored.publishedOn.origin).toBe('entered_by_hand');
    expect(await textOf(page.locator('header').first())).toContain('20 Nov 2019, date entered by hand');
  });

  it('records a statement from selected words, and the claim inside it', async () => {
    const page = await site.person('analyst');
    await page.goto(address);
    const quoted = 'We ask every buyer of our cameras for a written statement of use';
    await page.getByText(quoted).waitFor();
    await selectWords(page, quoted);
    await page.getByRole('button', { name: /^Record these words/ }).click();
    const panel = page.getByRole('complementary', { name: 'Recorded from this source' });
    expect(await textOf(panel)).toContain(quoted);

    await panel.getByRole('button', { name: 'Record statement' }).click();
    await panel.getByRole('link', { name: 'Form: Choose one.' }).click();
    await panel.getByLabel('Form').selectOption('direct');
    await panel.getByLabel('Speaks for').selectOption({ label: 'Sample Optics C' });
    await panel.getByLabel('To whom').fill('to the Sample Courier');
    await panel.getByLabel('Said on').fill('2019-11-20');
    await panel.getByRole('button', { name: 'Record statement' }).click();
    await page.getByText(/^ST-\d+ is recorded\.$/).waitFor();

    await panel.getByRole('button', { name: 'Record a claim in these words' }).click();
    expect(await panel.getByLabel('Company').locator('option:checked').innerText()).toBe('Sample Optics C');
    await panel.getByLabel('Kind').selectOption('commitment');
    await panel.getByLabel('The claim in our words').fill('Asks all buyers of cameras for a statement of use.');
    await panel.getByRole('button', { name: 'Record claim' }).click();
    await page.getByText(/^C-\d+ is recorded\.$/).waitFor();
    expect(await textOf(page.locator('mark[data-shown]').first())).toBe(quoted);
  });

  it('records a finding with the keyboard alone', async () => {
    const page = await site.person('analyst');
    await page.goto(address);
    await page.getByText(REPORTED).waitFor();
    await page.waitForLoadState('networkidle');
    await page.keyboard.press('s');
    const picked = page.locator('[data-picked]');
    await picked.first().waitFor();
    for (let step = 0; step < 12 && (await picked.allInnerTexts()).join('') !== REPORTED; step += 1) {
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    expect((await picked.allInnerTexts()).join('')).toBe('Sample Optics C sold cameras to the police of Sample');
    await page.keyboard.press('ArrowRight');
    expect((await picked.allInnerTexts()).join('')).toBe(REPORTED.slice(0, -1));
    await page.keyboard.press('Enter');

    const tabTo = async (name: RegExp) => {
      for (let presses = 0; presses < 60; presses += 1) {
        const here = await page.evaluate(() => {
          const focused = document.activeElement;
          const label = focused?.id ? document.querySelector(`label[for="${focused.id}"]`)?.textContent : '';
          return label || focused?.textContent || '';
        });
        if (name.test(here)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`${name} cannot be reached by keyboard.`);
    };
    await tabTo(/^Finding$/);
    await page.keyboard.press('Enter');
    await tabTo(/^Kind$/);
    await page.keyboard.type('Supply');
    await tabTo(/^Who acted$/);
    await page.keyboard.type('Sample Optics C');
    await tabTo(/^The same in the words of the source$/);
    await page.keyboard.type('the police of Sample Town');
    await tabTo(/^Record finding$/);
    await page.keyboard.press('Enter');
    await page.getByText(/^F-\d+ is recorded\.$/).waitFor();
    await page.waitForFunction(() => /^Show passage/.test(document.activeElement?.getAttribute('aria-label') ?? ''));
    const line = await textOf(page.locator('[aria-current]').last());
    expect(line).toContain('to the police of Sample Town; one report; conduct date not stated');
  });

  it('assesses the claim: reason first, then a draft verdict that appears as a thread', async () => {
    const page = await site.person('analyst');
    await page.goto(address);
    await page.getByText('We ask every buyer of our cameras').first().waitFor();
    await page.getByRole('button', { name: /^Show passage 1,/ }).click();
    await page.getByRole('button', { name: /^Assess C-/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Assess the claim' });
    await dialog.getByText(REPORTED.slice(0, -1)).waitFor();
    await dialog.getByRole('button', { name: 'Record as draft' }).click();
    expect(await textOf(dialog.getByRole('alert'))).toContain('things need a look');
    await dialog.getByRole('checkbox', { name: /sold cameras to the police/ }).check();
    const stance = dialog.getByRole('combobox', { name: /^What F-\d+ does to the claim/ });
    expect(await stance.inputValue()).toBe('');
    await dialog.getByRole('button', { name: 'Record as draft' }).click();
    await dialog.getByRole('link', { name: /^What F-\d+ does to the claim: Choose one\.$/ }).click();
    expect(await stance.evaluate((select) => select === document.activeElement)).toBe(true);
    await stance.selectOption('context');
    await dialog
      .getByLabel('Reason')
      .fill('The report names no statement of use and no date; one report is all there is.');
    await dialog.getByRole('radio', { name: /^Not enough evidence/ }).check();
    await dialog.getByRole('button', { name: 'Record as draft' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sample Optics C' }).waitFor();
    const label = page.getByRole('button', { name: /^Not enough evidence, draft with F-/ });
    await label.waitFor();
    expect(await label.getAttribute('aria-pressed')).toBe('true');
    expect(await textOf(page.getByRole('complementary', { name: 'Evidence' }))).toContain('not published');
  });

  it('shows what another writer changed meanwhile beside one’s own text, and records what is chosen', async () => {
    const page = await site.person('analyst');
    await openCompany(page, 'Sample Optics C');
    await page.getByRole('button', { name: /^Not enough evidence, draft with F-/ }).click();
    await page.getByRole('button', { name: /^Reassess/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Assess the claim' });
    await page.waitForFunction(() => document.activeElement?.getAttribute('type') === 'checkbox');
    await dialog.getByLabel('Reason').fill('Mine: one report, and it names no statement of use.');
    const [reading] = (
      await readApi<{ items: { id: string; version: number; firstReader: string; status: string }[] }>(
        page,
        'assessments?limit=200',
      )
    ).items.toReversed();
    const changed = await page.request.patch(`/api/workspaces/demo/assessments/${reading?.id}`, {
      data: { rationale: 'Theirs: the report is all there is.', asOf: '2019-12-01' },
      headers: { origin: site.base, 'if-match': `"${reading?.version}"` },
    });
    expect(changed.status()).toBe(200);
    await dialog.getByRole('button', { name: 'Record as draft' }).click();
    const alert = dialog.getByRole('alert');
    expect(await textOf(alert)).toContain('There now: Theirs: the report is all there is.');
    expect(await dialog.getByLabel('Reason').inputValue()).toMatch(/^Mine:/);
    await alert.getByRole('button', { name: 'Take this over: Last day of the evidence considered' }).click();
    await dialog.getByRole('button', { name: 'Record as draft' }).click();
    await dialog.waitFor({ state: 'detached' });
    const drawer = page.getByRole('complementary', { name: 'Evidence' });
    expect(await textOf(drawer)).toContain('Mine: one report, and it names no statement of use.');
    expect(await textOf(drawer)).toContain('as of 1 Dec 2019');
  });

  it('lets another person read it second, who sees no verdict chosen beforehand, and publishes by agreement', async () => {
    const page = await site.person('steward');
    await openCompany(page, 'Sample Optics C');
    await page.getByRole('button', { name: /^Not enough evidence, draft with F-/ }).click();
    await page.getByRole('button', { name: 'Read as second reader' }).click();
    const dialog = page.getByRole('dialog', { name: 'Read as second reader' });
    expect(await dialog.getByRole('radio', { checked: true }).count()).toBe(0);
    await dialog.getByRole('radio', { name: /^Not enough evidence/ }).check();
    await dialog.getByRole('button', { name: 'Record my verdict' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Not enough evidence with F-/ }).waitFor();
    expect(await textOf(page.getByRole('complementary', { name: 'Evidence' }))).toContain(
      'second reader Sample Steward',
    );
  });

  it('shows both verdicts and the note where the second reader disagrees', async () => {
    const analyst = await site.person('analyst');
    const { items: claims } = await readApi<{ items: { id: string; claimText: string }[] }>(
      analyst,
      'claims?limit=200',
    );
    const claim = claims.find(({ claimText }) => claimText.startsWith('Asks all buyers of cameras'));
    const headers = { origin: site.base };
    const recorded = await analyst.request.post('/api/workspaces/demo/assessments', {
      data: {
        claimId: claim?.id,
        rationale: 'Nothing says what a statement of use has to hold.',
        verdict: 'cannot_be_tested',
        asOf: '2019-12-01',
      },
      headers,
    });
    const { id, version } = (await recorded.json()) as { id: string; version: number };
    const page = await site.person('steward');
    const note = 'A sale without one would do.';
    await page.request.post(`/api/workspaces/demo/assessments/${id}/confirm`, {
      data: { verdict: 'not_enough_evidence', note },
      headers: { ...headers, 'if-match': `"${version}"` },
    });
    await openCompany(page, 'Sample Optics C');
    await page.getByRole('button', { name: /^Cannot be tested as worded, in review/ }).click();
    const drawer = await textOf(page.getByRole('complementary', { name: 'Evidence' }));
    expect(drawer).toContain('The two readers disagree: not published.');
    expect(drawer).toContain('Sample Analyst: Cannot be tested as worded');
    expect(drawer).toContain('Sample Steward: Not enough evidence');
    expect(drawer).toContain(note);
  });

  it('keeps what is typed: by kind, against keys, and asks before it is given up', async () => {
    const page = await site.person('analyst');
    await page.goto(address);
    await page.getByText(REPORTED).waitFor();
    await selectWords(page, 'sold cameras to the police');
    await page.getByRole('button', { name: /^Record these words/ }).click();
    const panel = page.getByRole('complementary', { name: 'Recorded from this source' });
    const focused = () => page.evaluate(() => document.activeElement?.tagName);
    expect(await focused()).toBe('SELECT');
    await panel.getByLabel('Speaker', { exact: true }).fill('A spokesperson');
    await panel.getByRole('button', { name: 'Finding', exact: true }).click();
    await page.keyboard.press('s');
    expect((await page.locator('[data-picked]').allInnerTexts()).join('')).toBe('sold cameras to the police');
    await panel.getByRole('button', { name: 'Statement', exact: true }).click();
    expect(await panel.getByLabel('Speaker', { exact: true }).inputValue()).toBe('A spokesperson');

    const question = page.getByRole('dialog', { name: 'Leave without recording?' });
    await page.keyboard.press('Escape');
    await question.getByRole('button', { name: 'Keep writing' }).click();
    await page.route('**/excerpts', (route) => route.abort());
    await panel.getByLabel('Form').selectOption('direct');
    await panel.getByRole('button', { name: 'Record statement' }).click();
    await panel.getByText('The server does not answer. What you typed is kept.').waitFor();
    expect(await panel.getByLabel('Speaker', { exact: true }).inputValue()).toBe('A spokesperson');
    await page.getByRole('link', { name: 'Sources' }).click();
    await question.getByRole('button', { name: 'Discard it' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sources' }).waitFor();
  });

  it('shows a refusal of the server at its field and loses nothing', async () => {
    const page = await site.person('analyst');
    await page.goto(`/w/demo/source/${await sourceId(page, 'The Hill')}`);
    await page.getByText('Hikvision has been placed on a').first().waitFor();
    await selectWords(page, 'which sells surveillance products');
    await page.getByRole('button', { name: /^Record these words/ }).click();
    const panel = page.getByRole('complementary', { name: 'Recorded from this source' });
    await panel.getByRole('button', { name: 'Finding', exact: true }).click();
    await panel.getByLabel('Kind').selectOption('supply');
    await panel.getByLabel('Who acted').selectOption({ label: 'Hangzhou Hikvision Digital Technology Co. Ltd.' });
    await panel.getByLabel('Date of the conduct').fill('2019-99');
    await panel.getByLabel('The same in the words of the source').fill('customers');
    await panel.getByRole('button', { name: 'Record finding' }).click();
    await panel.getByRole('link', { name: /^Date of the conduct: Write a date/ }).click();
    expect(await panel.getByLabel('Date of the conduct').getAttribute('aria-invalid')).toBe('true');
    expect(await panel.getByLabel('The same in the words of the source').inputValue()).toBe('customers');
  });

  it('lets a role that only keeps words store them, without the forms that say what they are', async () => {
    const page = await site.person('campaigner');
    await page.goto(address);
    await page.getByText(REPORTED).waitFor();
    await selectWords(page, 'sold cameras');
    await page.getByRole('button', { name: /^Record these words/ }).click();
    const panel = page.getByRole('complementary', { name: 'Recorded from this source' });
    expect(await panel.getByRole('button', { name: /^Record (statement|claim|finding)$/ }).count()).toBe(0);
    await panel.getByRole('button', { name: 'Store this excerpt' }).click();
    await page.getByText(/^X-\d+ is recorded\.$/).waitFor();
  });
});
