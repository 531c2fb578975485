import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '@libs/platform/config';
import { request, type Answer } from '../support/test-app.ts';

/** The gate: kill -9 during 200 POSTs, retried with keys: none that was acknowledged is lost, none is there twice. */
const POSTS = process.env.FAULTS === 'full' ? 200 : 40;
const KILLS = process.env.FAULTS === 'full' ? 4 : 2;
const AT_ONCE = 8;

const place = mkdtempSync(join(tmpdir(), 'plumbline-killed-'));
let server: ChildProcess;
let base: string;
let cookie: string;

async function start(): Promise<void> {
  server = spawn(process.execPath, [join(packageRoot(), 'dist/apps/api/main.js')], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: place, PORT: '0', LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  base = await new Promise<string>((resolve, reject) => {
    server.stdout!.on('data', (chunk: Buffer) => {
      const address = /https?:\/\/\S+/.exec(String(chunk))?.[0];
      if (address) resolve(address);
    });
    server.on('exit', (code) => reject(new Error(`the server ended with ${code} before it was ready`)));
  });
  const signedIn = await fetch(`${base}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'analyst@sample.example', password: 'sample-analyst' }),
  });
  cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!;
}

async function kill(): Promise<void> {
  const ended = once(server, 'exit');
  server.kill('SIGKILL');
  await ended;
}

beforeAll(start, 120_000);
afterAll(async () => {
  await kill();
  // The database beside it notices within seconds, and writes until then.
  await new Promise((resolve) => setTimeout(resolve, 12_000));
  rmSync(place, { recursive: true, force: true, maxRetries: 20, retryDelay: 500 });
}, 60_000);

const nameOf = (place: number) => `Killed ${place}`;

/** The answer, or null where none came. */
function post(place: number): Promise<Answer | null> {
  const company = { kind: 'company', legalName: `${nameOf(place)} Inc.`, shortName: nameOf(place), sample: true };
  const headers = { cookie, 'idempotency-key': `killed-${place}` };
  return request(base, 'POST', '/api/workspaces/demo/organisations', company, headers).catch(() => null);
}

it(`P1: ${POSTS} writes while the server is killed ${KILLS} times, sent again with their keys: none lost, none twice`, async () => {
  const acknowledged = new Map<number, string>();
  let waiting = Array.from({ length: POSTS }, (_, place) => place);
  let kills = 0;
  while (waiting.length > 0) {
    const round = waiting;
    const isLast = kills === KILLS;
    let sent = 0;
    const work = async () => {
      while (sent < round.length) {
        const place = round[sent]!;
        sent += 1;
        const answer = await post(place);
        if (answer?.status === 201) acknowledged.set(place, JSON.stringify(answer.body));
      }
    };
    const working = Promise.all(Array.from({ length: AT_ONCE }, work));
    if (!isLast) {
      // In the middle of the writes, wherever they are.
      while (sent < round.length / 2) await new Promise((resolve) => setTimeout(resolve, 1));
      await kill();
      kills += 1;
    }
    await working;
    if (!isLast) await start();
    waiting = round.filter((place) => !acknowledged.has(place));
    // What was acknowledged before is answered the same under the same key.
    const known = [...acknowledged.keys()].slice(-AT_ONCE);
    for (const place of known) expect(JSON.stringify((await post(place))?.body)).toBe(acknowledged.get(place));
  }
  const names: string[] = [];
  for (let offset = 0; ; offset += 200) {
    const page = await request(
      base,
      'GET',
      `/api/workspaces/demo/organisations?limit=200&offset=${offset}`,
      undefined,
      {
        cookie,
      },
    );
    const { items } = page.body as { items: { shortName: string }[] };
    names.push(...items.map(({ shortName }) => shortName));
    if (items.length < 200) break;
  }
  const found = names.filter((name) => name.startsWith('Killed ')).sort();
  expect(found).toEqual(Array.from({ length: POSTS }, (_, place) => nameOf(place)).sort());
  expect(kills).toBe(KILLS);
}, 300_000);
