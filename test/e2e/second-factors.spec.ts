import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { CDPSession, Page } from 'playwright-core';
import { codeOf, inOneStep } from '../support/codes.ts';
import { barriersOn, DemoSite, type DemoPerson } from './browser.support.ts';

jest.setTimeout(120_000);

let site: DemoSite;
beforeAll(async () => {
  site = await DemoSite.start();
});
beforeEach(inOneStep);
afterEach(() => site.leave());
afterAll(async () => {
  await site.close();
  expect(site.complaints).toEqual([]);
});

/** The site under a name: at a bare number there are no passkeys. */
const named = (path: string) => site.base.replace('127.0.0.1', 'localhost') + path;

async function typePassword(page: Page, who: DemoPerson): Promise<void> {
  await page.goto(named('/sign-in'));
  await page.getByLabel('E-mail').fill(`${who}@sample.example`);
  await page.getByLabel('Password').fill(`sample-${who}`);
  await page.keyboard.press('Enter');
}

const atHome = (page: Page) => page.getByRole('heading', { level: 1, name: 'Companies' }).waitFor();

async function openAccount(page: Page): Promise<void> {
  await page.goto(named('/account'));
  await page.getByRole('heading', { name: 'Second factors' }).waitFor();
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL('**/sign-in');
}

/** A device of Chromium's own that keeps passkeys and checks its holder. */
async function withDevice(page: Page): Promise<{ cdp: CDPSession; authenticatorId: string }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, authenticatorId };
}

describe('a second factor', () => {
  it('is added by an app with the keyboard, asked for, and replaced once by a recovery code', async () => {
    const page = await site.visitor();
    await typePassword(page, 'campaigner');
    await atHome(page);
    await openAccount(page);
    await page.getByRole('button', { name: 'Add an app' }).press('Enter');
    await page.getByRole('img', { name: 'QR code of the secret' }).waitFor();
    expect(await barriersOn(page)).toEqual([]);
    const secret = (await page.locator('code').innerText()).replace(/\s/g, '');
    expect(await page.getByLabel('First code').evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.type(codeOf(secret, -1));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Recovery codes' }).waitFor();
    expect(await barriersOn(page)).toEqual([]);
    const codes = await page.locator('ol li').allInnerTexts();
    expect(codes).toHaveLength(10);
    await page.getByRole('button', { name: 'I have them' }).press('Enter');
    await signOut(page);

    await typePassword(page, 'campaigner');
    await page.getByRole('heading', { name: 'Second step' }).waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await page.getByLabel('Code of your app').fill(codeOf(secret));
    await page.keyboard.press('Enter');
    await atHome(page);
    await openAccount(page);
    await signOut(page);

    await typePassword(page, 'campaigner');
    await page.getByRole('button', { name: 'Use a recovery code instead' }).click();
    await page.getByLabel('Recovery code').fill(codes[3]!);
    await page.keyboard.press('Enter');
    await atHome(page);
    await openAccount(page);
    await page.getByText('9 are left').waitFor();
  });
});

describe('a passkey', () => {
  it('is added, renamed, signs in alone and after the password, and is removed', async () => {
    const page = await site.visitor();
    const { cdp, authenticatorId } = await withDevice(page);
    await typePassword(page, 'analyst');
    await atHome(page);
    await openAccount(page);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Laptop');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Recovery codes' }).waitFor();
    await page.getByRole('button', { name: 'I have them' }).click();
    expect((await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials).toHaveLength(1);
    await page.getByRole('button', { name: 'Rename the passkey Laptop' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Work laptop');
    await page.keyboard.press('Enter');
    await page.getByText('Work laptop').waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await signOut(page);

    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await atHome(page);
    await openAccount(page);
    await signOut(page);

    await typePassword(page, 'analyst');
    await page.getByRole('button', { name: 'Show a passkey' }).click();
    await atHome(page);
    await openAccount(page);
    await page.getByRole('button', { name: 'Remove the passkey Work laptop' }).click();
    await page.getByRole('button', { name: 'Remove it' }).click();
    await page.getByText('Work laptop').waitFor({ state: 'detached' });
    await signOut(page);

    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByRole('alert').waitFor();
    await typePassword(page, 'analyst');
    await atHome(page);
  });

  it('is not shown by a device that has none, and the page says so', async () => {
    const page = await site.visitor();
    await withDevice(page);
    await page.goto(named('/sign-in'));
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByText('No passkey was shown').waitFor();
    expect(await barriersOn(page)).toEqual([]);
  });
});
