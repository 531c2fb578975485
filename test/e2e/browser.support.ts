import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { withClient } from '@libs/platform/database';
import type { ApplicationOptions } from '../../apps/api/application.ts';
import { checkpointsIn, sealingIn } from '../support/test-app.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const WEB_ROOT = fileURLToPath(new URL('../../dist/web', import.meta.url));
const SERVE = fileURLToPath(new URL('serve-demo.mjs', import.meta.url));
const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export interface Look {
  scheme?: 'light' | 'dark';
  width?: number;
  height?: number;
}

export type DemoPerson = 'steward' | 'campaigner' | 'analyst';

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** What crosses to the process that serves: everything that is not a function. */
type ServedOptions = Omit<ApplicationOptions, 'log' | 'nestLog' | 'interceptors'>;

async function serve(port: number, database: TestDatabase, fetchProxy: string | null): Promise<ChildProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-checkpoints-'));
  const options: ServedOptions = {
    runtimeUrl: database.url('runtime'),
    identityUrl: database.url('identity'),
    publicUrl: `http://127.0.0.1:${port}`,
    poolSize: 6,
    demo: true,
    letterProcesses: 1,
    fetchProxy: fetchProxy === null ? null : { address: fetchProxy, names: 'proxy' },
    checkpoints: checkpointsIn(folder),
    sealing: sealingIn(folder),
    webRoot: WEB_ROOT,
    trustedProxies: [],
  };
  const server = spawn(process.execPath, [SERVE, JSON.stringify({ port, options })], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ready = new Promise<void>((resolve, reject) => {
    server.stdout?.on('data', (chunk: Buffer) => chunk.toString().includes('ready') && resolve());
    server.on('exit', (code) => reject(new Error(`The server ended with code ${code} before it was ready.`)));
  });
  await ready;
  return server;
}

/** The built web app on the real server with the demonstration cases, and a browser to read it with. */
export class DemoSite {
  /** What the pages of this site complained about: script errors and refusals of the content security policy. */
  readonly complaints: string[] = [];
  private readonly contexts: BrowserContext[] = [];

  private constructor(
    readonly base: string,
    private readonly server: ChildProcess,
    private readonly database: TestDatabase,
    private readonly browser: Browser,
  ) {}

  /** @param options.fetchProxy the proxy that documents are fetched through */
  static async start({ fetchProxy = null }: { fetchProxy?: string | null } = {}): Promise<DemoSite> {
    if (!existsSync(join(WEB_ROOT, 'index.html')))
      throw new Error('The web app is not built: run npm run build before the browser specs.');
    const executablePath = process.env.CHROMIUM_PATH ?? BROWSERS.find((place) => existsSync(place));
    if (!executablePath) throw new Error('No Chromium was found: set CHROMIUM_PATH.');
    const port = await freePort();
    const database = await openTestDatabase();
    const server = await serve(port, database, fetchProxy);
    // Chromium refuses its own sandbox to root; every other protection stays on.
    const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
    return new DemoSite(`http://127.0.0.1:${port}`, server, database, browser);
  }

  async close(): Promise<void> {
    await this.browser.close();
    const ended = once(this.server, 'exit');
    this.server.kill('SIGTERM');
    await ended;
    await this.database.drop();
  }

  /** A page nobody is signed in on. */
  async visitor(look: Look = {}): Promise<Page> {
    const context = await this.browser.newContext({
      baseURL: this.base,
      colorScheme: look.scheme ?? 'light',
      viewport: { width: look.width ?? 1440, height: look.height ?? 900 },
      reducedMotion: 'reduce',
      acceptDownloads: true,
    });
    context.setDefaultTimeout(10_000);
    this.contexts.push(context);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) this.complaints.push(message.text());
    });
    return page;
  }

  /** A page with one of the demonstration people signed in. */
  async person(who: DemoPerson = 'steward', look: Look = {}): Promise<Page> {
    const page = await this.visitor(look);
    const answer = await page.request.post('/api/session', {
      data: { email: `${who}@sample.example`, password: `sample-${who}` },
      headers: { origin: this.base },
    });
    if (!answer.ok()) throw new Error(`${who} was not signed in: ${answer.status()} ${await answer.text()}`);
    return page;
  }

  /** Makes the steward an owner of the workspace: the demonstration has none. Before anybody has signed in. */
  async makeStewardAdmin(): Promise<void> {
    await withClient(this.database.adminUrl, (admin) =>
      admin.query(`update app.member set role = 'admin' where name = 'Sample Steward'`),
    );
  }

  /** Writes what no screen can: what programs leave behind. */
  async write(sql: string): Promise<void> {
    await withClient(this.database.adminUrl, (admin) => admin.query(sql));
  }

  async leave(): Promise<void> {
    await Promise.all(this.contexts.splice(0).map((context) => context.close()));
  }
}

/** Reads a list or record of the demonstration workspace as the page's person. */
export async function readApi<View>(page: Page, path: string): Promise<View> {
  const answer = await page.request.get(`/api/workspaces/demo/${path}`);
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()}`);
  return (await answer.json()) as View;
}

export async function companyId(page: Page, name: string): Promise<string> {
  const list = await readApi<{ items: { company: { id: string; name: string } }[] }>(page, 'companies');
  const found = list.items.find(({ company }) => company.name.startsWith(name));
  if (!found) throw new Error(`There is no company ${name} in the demonstration.`);
  return found.company.id;
}

export async function sourceId(page: Page, publisher: string): Promise<string> {
  const list = await readApi<{ items: { id: string; publisher: string | null; excerpts: number }[] }>(page, 'sources');
  const found = list.items.find((source) => source.publisher === publisher && source.excerpts > 0);
  if (!found) throw new Error(`There is no source of ${publisher} in the demonstration.`);
  return found.id;
}

/** Opens a company's page and waits until its quotations are cut from the archive. */
export async function openCompany(page: Page, name: string, search = ''): Promise<void> {
  await page.goto(`/w/demo/company/${await companyId(page, name)}${search}`);
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.waitForLoadState('networkidle');
}

/** A story writes the words of its source with plain spaces; the archive may hold no-break spaces. */
export const plainSpaces = (words: string): string => words.replaceAll('\u00a0', ' ').replace(/\s+/g, ' ').trim();

export const textOf = async (place: Locator): Promise<string> => plainSpaces(await place.innerText());

/** Width and height of every page of a printed file, in whole points: "595 x 842" is A4 upright. */
export const pagesOf = (pdf: Uint8Array): string[] =>
  [
    ...Buffer.from(pdf)
      .toString('latin1')
      .matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g),
  ].map(([, width, height]) => `${Math.round(Number(width))} x ${Math.round(Number(height))}`);

/**
 * Serious and critical findings of axe on what is on screen, as one line each. Legacy mode judges in the page itself,
 * without a second one for each look: it leaves out frames of other origins, and there are none.
 */
export async function barriersOn(page: Page): Promise<string[]> {
  const { violations, passes } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .setLegacyMode(true)
    .analyze();
  if (passes.length < 5) return ['axe had next to nothing to judge: the page is empty'];
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}
