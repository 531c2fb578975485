import { IdentityStore } from '@libs/platform/access';
import { withClient } from '@libs/platform/database';
import { FactorsService } from '@libs/factors';
import { ResetsService } from '@libs/accounts';
import { WorkspacesService } from '@libs/workspaces';
import { codeOf, inOneStep } from '../support/codes.ts';
import { Browser } from '../support/browser.ts';
import { TestApp, type Answer } from '../support/test-app.ts';

let server: TestApp;
const { password } = Browser;
const NAMES = ['anna', 'berta', 'clara', 'dora', 'emma', 'frida', 'greta', 'hanna', 'irma'];

beforeAll(async () => {
  server = await TestApp.start();
  const workspaces = server.app.get(WorkspacesService);
  const id = await workspaces.create({ slug: 'ours', name: 'Ours' }, 'test');
  const actor = await workspaces.actorFor(id, 'ours', 'test');
  for (const name of NAMES) {
    await workspaces.addUser(actor, { email: `${name}@example.org`, name, role: 'analyst', password });
  }
}, 60_000);
afterAll(() => server.close());
beforeEach(inOneStep);

async function signedIn(name: string): Promise<Browser> {
  const browser = new Browser(server.base);
  const answer = await browser.signIn(name);
  if (answer.status !== 201) throw new Error(answer.text);
  return browser;
}

/** The code before the present one confirms, so that the present and the next are left for the test. */
async function enrolled(name: string): Promise<{ browser: Browser; secret: string; codes: string[] }> {
  const browser = await signedIn(name);
  const { secret } = (await browser.post('/api/me/factors/totp')).body;
  const confirmed = await browser.post('/api/me/factors/totp/confirm', { code: codeOf(secret, -1) });
  if (confirmed.status !== 200) throw new Error(confirmed.text);
  return { browser, secret, codes: confirmed.body.codes };
}

const outcome = ({ status, body }: Answer) => ({ status, code: body?.code });
const store = () => server.app.get(IdentityStore);
const age = (name: string) =>
  store().query(
    `update identity.session set confirmed_at = now() - interval '11 minutes'
     where user_id = (select id from identity.user_account where email = $1)`,
    [`${name}@example.org`],
  );

describe('an app that makes codes', () => {
  it('counts once its first code has come back, and is asked for from then on', async () => {
    const browser = await signedIn('anna');
    const before = new Map(browser.cookies);
    const { secret, address } = (await browser.post('/api/me/factors/totp')).body;
    expect(address).toBe(`otpauth://totp/Plumbline:anna%40example.org?secret=${secret}&issuer=Plumbline`);
    expect((await new Browser(server.base).signIn('anna')).body).toHaveProperty('userId');
    const wrong = await browser.post('/api/me/factors/totp/confirm', { code: codeOf(secret, 5) });
    expect(wrong).toMatchObject({ status: 422, body: { problems: [{ path: 'code' }] } });
    const confirmed = await browser.post('/api/me/factors/totp/confirm', { code: codeOf(secret) });
    expect(confirmed.status).toBe(200);
    expect(new Set(confirmed.body.codes).size).toBe(10);
    expect(browser.cookies).not.toEqual(before);
    expect(await browser.status()).toBe(200);
    const second = await new Browser(server.base).signIn('anna');
    expect(second).toMatchObject({ status: 201, body: { secondStep: ['totp', 'recovery_code'] } });
    expect(second.body).not.toHaveProperty('userId');
    expect(outcome(await browser.post('/api/me/factors/totp'))).toEqual({ status: 409, code: 'factor_exists' });
  });

  it('is stored sealed, and its codes as hashes (U6)', async () => {
    const { secret, codes } = await enrolled('berta');
    const rows = await store().query<{ secret: Buffer }>('select secret from identity.totp');
    for (const row of rows) expect(row.secret.toString('latin1')).not.toContain(secret);
    const text = JSON.stringify(await store().query('select * from identity.recovery_code'));
    for (const code of codes) expect(text).not.toContain(code);
  });
});

describe('A9: a code', () => {
  it('works once, within one step before and after, also when it comes twice at the same moment', async () => {
    const { secret } = await enrolled('clara');
    for (const steps of [-3, 3]) {
      const browser = new Browser(server.base);
      await browser.signIn('clara');
      expect(outcome(await browser.second('totp', codeOf(secret, steps)))).toEqual({
        status: 401,
        code: 'code_refused',
      });
    }
    const browsers = [new Browser(server.base), new Browser(server.base), new Browser(server.base)];
    for (const browser of browsers) await browser.signIn('clara');
    const code = codeOf(secret);
    const statuses = await Promise.all(browsers.map((browser) => browser.second('totp', code)));
    expect(statuses.map(({ status }) => status).sort()).toEqual([201, 401, 401]);
    const later = new Browser(server.base);
    await later.signIn('clara');
    expect((await later.second('totp', code)).status).toBe(401);
    expect((await later.second('totp', codeOf(secret, -1))).status).toBe(401);
    expect((await later.second('totp', codeOf(secret, 1))).status).toBe(201);
    expect(await later.status()).toBe(200);
  });

  it('of recovery signs in once, however it is typed, and no other account', async () => {
    const { codes } = await enrolled('dora');
    const [first, second] = codes as [string, string];
    expect(first).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){5}[0-9a-hjkmnp-tv-z]{4}$/);
    const browser = new Browser(server.base);
    await browser.signIn('dora');
    expect((await browser.second('totp', first)).status).toBe(401);
    expect((await browser.second('recovery_code', first.toUpperCase().replaceAll('-', ' '))).status).toBe(201);
    const again = new Browser(server.base);
    await again.signIn('dora');
    expect((await again.second('recovery_code', first)).status).toBe(401);
    const foreign = new Browser(server.base);
    await foreign.signIn('anna');
    expect((await foreign.second('recovery_code', second)).status).toBe(401);
    expect((await browser.get('/api/me/factors')).body).toMatchObject({ recoveryCodesLeft: 9 });
    const renewed = await browser.post('/api/me/factors/recovery-codes');
    expect(renewed.body.codes).toHaveLength(10);
    expect((await again.second('recovery_code', second)).status).toBe(401);
    expect((await again.second('recovery_code', renewed.body.codes[9])).status).toBe(201);
  });

  it('is taken after the right password alone, in the same browser, and once', async () => {
    const { secret } = await enrolled('emma');
    expect(outcome(await new Browser(server.base).second('totp', codeOf(secret)))).toEqual({
      status: 401,
      code: 'step_over',
    });
    const browser = new Browser(server.base);
    await browser.signIn('emma', 'not the password');
    expect(outcome(await browser.second('totp', codeOf(secret)))).toEqual({ status: 401, code: 'step_over' });
    await browser.signIn('emma');
    expect(await browser.status()).toBe(401);
    const copy = new Browser(server.base);
    for (const [name, value] of browser.cookies) copy.cookies.set(name, value);
    expect((await browser.second('totp', codeOf(secret))).status).toBe(201);
    expect(outcome(await copy.second('totp', codeOf(secret, 1)))).toEqual({ status: 401, code: 'step_over' });
    const late = new Browser(server.base);
    await late.signIn('emma');
    await withClient(server.database.adminUrl, (admin) =>
      admin.query("update identity.sign_in_step set expires_at = now() - interval '1 second'"),
    );
    expect(outcome(await late.second('totp', codeOf(secret, 1)))).toEqual({ status: 401, code: 'step_over' });
  });

  it('cannot be guessed at for long (A4)', async () => {
    const { secret } = await enrolled('frida');
    const browser = new Browser(server.base);
    await browser.signIn('frida');
    for (let guess = 0; guess < 10; guess += 1) {
      expect((await browser.second('totp', codeOf(secret, 100 + guess))).status).toBe(401);
    }
    expect(outcome(await browser.second('totp', codeOf(secret)))).toEqual({ status: 429, code: 'too_many_tries' });
  });
});

describe('A8: a new password', () => {
  it('by a link does not pass by the second factor, and ends a sign-in that waits for it', async () => {
    const { browser, secret } = await enrolled('greta');
    const waiting = new Browser(server.base);
    await waiting.signIn('greta');
    const { link } = await server.app.get(ResetsService).forAddress('greta@example.org');
    const word = 'another long sample password';
    expect(
      (await new Browser(server.base).post('/api/resets', { token: link.split('#')[1], password: word })).status,
    ).toBe(204);
    expect(await browser.status()).toBe(401);
    expect(outcome(await waiting.second('totp', codeOf(secret))).code).toBe('step_over');
    const next = new Browser(server.base);
    expect((await next.signIn('greta', word)).body).toMatchObject({ secondStep: ['totp', 'recovery_code'] });
    expect(await next.status()).toBe(401);
    expect((await next.second('totp', codeOf(secret))).status).toBe(201);
  });
});

describe('A3: second factors are changed', () => {
  const CHANGES = [
    ['POST', '/api/me/factors/totp'],
    ['POST', '/api/me/factors/totp/confirm', { code: '123456' }],
    ['DELETE', '/api/me/factors/totp'],
    ['POST', '/api/me/factors/recovery-codes'],
  ] as const;

  it('only by whoever has just signed in, or shows again who they are: by password where there is no factor', async () => {
    const browser = await signedIn('hanna');
    await age('hanna');
    for (const [method, path, body] of CHANGES) {
      const answer = await browser.send(method, path, body);
      expect({ path, ...outcome(answer) }).toEqual({ path, status: 403, code: 'fresh_sign_in_needed' });
    }
    expect((await browser.get('/api/me/factors')).body).toMatchObject({ isFresh: false, confirmBy: ['password'] });
    const before = new Map(browser.cookies);
    const confirm = (method: string, proof: string) => browser.post('/api/me/confirmation', { method, proof });
    expect((await confirm('password', 'not it')).body.problems).toMatchObject([{ path: 'proof' }]);
    expect((await confirm('totp', '123456')).body.problems).toMatchObject([{ path: 'method' }]);
    expect((await browser.post('/api/me/factors/totp')).status).toBe(403);
    expect((await confirm('password', password)).status).toBe(204);
    expect(browser.cookies).not.toEqual(before);
    expect((await browser.post('/api/me/factors/totp')).status).toBe(201);
    const old = new Browser(server.base);
    for (const [name, value] of before) old.cookies.set(name, value);
    expect(await old.status()).toBe(401);
  });

  it('by the factor where there is one, which can be taken away with its recovery codes', async () => {
    const { browser, secret } = await enrolled('irma');
    await age('irma');
    const confirm = (method: string, proof: string) => browser.post('/api/me/confirmation', { method, proof });
    expect((await confirm('password', password)).status).toBe(422);
    expect((await browser.send('DELETE', '/api/me/factors/totp')).status).toBe(403);
    expect((await confirm('totp', codeOf(secret))).status).toBe(204);
    expect((await browser.send('DELETE', '/api/me/factors/totp')).status).toBe(204);
    expect((await browser.send('DELETE', '/api/me/factors/totp')).status).toBe(404);
    expect((await browser.get('/api/me/factors')).body).toEqual({
      totp: null,
      passkeys: [],
      recoveryCodesLeft: 0,
      isShown: false,
      isFresh: true,
      confirmBy: ['password'],
    });
    expect(outcome(await browser.post('/api/me/factors/recovery-codes'))).toEqual({ status: 409, code: 'no_factor' });
    expect((await new Browser(server.base).signIn('irma')).body).toHaveProperty('userId');
  });

  it('or by whoever runs the installation, which ends the sessions', async () => {
    const { browser } = await enrolled('irma');
    await server.app.get(FactorsService).reset('IRMA@example.org');
    expect(await browser.status()).toBe(401);
    expect((await new Browser(server.base).signIn('irma')).body).toHaveProperty('userId');
    await expect(server.app.get(FactorsService).reset('nobody@example.org')).rejects.toThrow('no such account');
    const kinds = await store().query<{ kind: string }>(
      `select distinct e.kind from identity.security_event e join identity.user_account u on u.id = e.user_id
       where u.email = 'irma@example.org' order by 1`,
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['factors_reset', 'signed_in', 'totp_accepted', 'totp_added', 'totp_removed']),
    );
  });
});
