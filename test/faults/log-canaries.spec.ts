import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type Server } from '../support/server-process.ts';

/** Words that stand for what no log may hold: passwords, tokens, words of notes (security-bar L2). */
const CANARIES = {
  guess: 'canary-guess-4471',
  note: 'canarynote7213',
  token: 'canary-token-9035',
  newPassword: 'canary-new-password-6602',
  broken: 'canarybroken5528',
  search: 'canarysearch1189',
};

const place = mkdtempSync(join(tmpdir(), 'plumbline-canaries-'));
let server: Server;

beforeAll(async () => {
  server = await startServer({ DATA_DIR: place, LOG_LEVEL: 'debug' });
}, 120_000);
afterAll(async () => {
  await server.stop('SIGKILL');
  // The database beside it notices within seconds, and writes until then.
  await new Promise((resolve) => setTimeout(resolve, 12_000));
  rmSync(place, { recursive: true, force: true, maxRetries: 20, retryDelay: 500 });
}, 60_000);

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.base}${path}`, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

it('the log of a run holds no password, token, cookie or word of a note, one JSON line an event (L2)', async () => {
  const email = 'analyst@sample.example';
  const password = 'sample-analyst';
  const refused = await call('POST', '/api/session', { email, password: CANARIES.guess });
  const signedIn = await call('POST', '/api/session', { email, password });
  expect([refused.status, signedIn.status]).toEqual([401, 201]);
  const cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!;
  const mine = { cookie };
  const organisations = '/api/workspaces/demo/organisations';
  const company = { kind: 'company', legalName: 'Sample Log Inc.', shortName: 'Sample Log', sample: true };
  const made = await call('POST', organisations, { ...company, note: `A note: ${CANARIES.note}.` }, mine);
  expect(made.status).toBe(201);
  const others = [
    // Refused in every way there is: wrong value, unknown member, no JSON, wrong kind, no such place.
    await call('POST', organisations, { ...company, kind: CANARIES.note, note: CANARIES.note }, mine),
    await call('POST', organisations, { ...company, [CANARIES.broken]: CANARIES.note }, mine),
    await call('POST', organisations, `{"note": "${CANARIES.broken}`, mine),
    await call('POST', organisations, CANARIES.note, { ...mine, 'content-type': 'text/plain' }),
    await call('GET', `${organisations}/${CANARIES.note}`, undefined, mine),
    await call('GET', `/api/workspaces/demo/search?q=${CANARIES.search}`, undefined, mine),
    await call('GET', organisations, undefined, { authorization: `Bearer ${CANARIES.token}` }),
    await call('POST', '/api/resets', { token: CANARIES.token, password: CANARIES.newPassword }),
    await call(
      'POST',
      '/api/me/password',
      { currentPassword: CANARIES.guess, newPassword: CANARIES.newPassword },
      mine,
    ),
  ];
  expect(others.filter(({ status }) => status >= 500)).toEqual([]);
  const token = await call(
    'POST',
    '/api/me/tokens',
    { workspace: 'demo', name: 'Canary', scopes: ['organisation.read'], days: 1 },
    mine,
  );
  expect({ status: token.status, text: token.status === 201 ? '' : token.text }).toEqual({ status: 201, text: '' });
  const given = (JSON.parse(token.text) as { token: string }).token;
  const tests = await call('GET', organisations, undefined, { authorization: `Bearer ${given}` });
  expect(tests.status).toBeLessThan(500);
  // What the server writes at its end belongs to the run as well.
  const { code } = await server.stop();
  expect(code).toBe(0);

  const log = server.log();
  const secrets = [...Object.values(CANARIES), password, cookie.split('=')[1]!, given];
  expect(secrets.filter((secret) => log.includes(secret))).toEqual([]);
  const lines = log.split('\n').filter((line) => line !== '');
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow();
}, 60_000);
