import { IdentityStore } from '@libs/platform/access';
import { WorkspacesService } from '@libs/workspaces';
import { Authenticator } from '../support/authenticator.ts';
import { Browser } from '../support/browser.ts';
import { codeOf, inOneStep } from '../support/codes.ts';
import { TestApp, type Answer } from '../support/test-app.ts';

let server: TestApp;
const { password } = Browser;
const NAMES = ['anna', 'berta', 'clara', 'dora', 'emma', 'frida', 'greta'];

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

const outcome = ({ status, body }: Answer) => ({ status, code: body?.code });
const REFUSED = { status: 401, code: 'passkey_refused' };
const device = (verifies = true) => new Authenticator(server.base, verifies);

async function signedIn(name: string): Promise<Browser> {
  const browser = new Browser(server.base);
  const answer = await browser.signIn(name);
  if (answer.status !== 201) throw new Error(answer.text);
  return browser;
}

const askedToAdd = async (browser: Browser) => (await browser.post('/api/me/factors/passkeys/options')).body.options;

async function add(browser: Browser, key: Authenticator, name = 'A laptop'): Promise<Answer> {
  return browser.post('/api/me/factors/passkeys', { name, answer: key.create(await askedToAdd(browser)) });
}

const asked = async (browser: Browser) => (await browser.post('/api/session/passkey/options')).body.options;
const show = (browser: Browser, answer: unknown) => browser.post('/api/session/passkey', { answer });

describe('a passkey', () => {
  it('is added, listed, renamed and removed by its owner', async () => {
    const browser = await signedIn('anna');
    const before = new Map(browser.cookies);
    const key = device();
    const added = await add(browser, key);
    expect(added.status).toBe(201);
    expect(added.body.codes).toHaveLength(10);
    expect(browser.cookies).not.toEqual(before);
    const second = await add(browser, device(), 'A telephone');
    expect(second.body).toEqual({ codes: null });
    const { passkeys } = (await browser.get('/api/me/factors')).body;
    expect(passkeys).toMatchObject([
      { name: 'A laptop', isBackedUp: false, lastUsedAt: null },
      { name: 'A telephone' },
    ]);
    const [{ id }] = passkeys;
    const foreign = await signedIn('berta');
    expect((await foreign.send('PATCH', `/api/me/factors/passkeys/${id}`, { name: 'Mine' })).status).toBe(404);
    expect((await foreign.send('DELETE', `/api/me/factors/passkeys/${id}`)).status).toBe(404);
    const renamed = await browser.send('PATCH', `/api/me/factors/passkeys/${id}`, { name: 'Old laptop' });
    expect(renamed.body.passkeys[0].name).toBe('Old laptop');
    expect((await browser.send('DELETE', `/api/me/factors/passkeys/${id}`)).status).toBe(204);
    expect((await browser.send('DELETE', `/api/me/factors/passkeys/${id}`)).status).toBe(404);
    const other = new Browser(server.base);
    expect(outcome(await show(other, key.sign(await asked(other))))).toEqual(REFUSED);
  });

  it('is known once, and a challenge is answered once, for this site and this account', async () => {
    const browser = await signedIn('berta');
    const key = device();
    const options = await askedToAdd(browser);
    const answer = key.create(options);
    expect((await browser.post('/api/me/factors/passkeys', { name: 'x', answer })).status).toBe(201);
    expect(outcome(await browser.post('/api/me/factors/passkeys', { name: 'x', answer })).code).toBe('step_over');
    expect(outcome(await add(browser, key))).toEqual({ status: 409, code: 'passkey_known' });
    const elsewhere = device().create(await askedToAdd(browser), 'https://elsewhere.example');
    expect(outcome(await browser.post('/api/me/factors/passkeys', { name: 'x', answer: elsewhere }))).toEqual(REFUSED);
    const made = device().create({ ...(await askedToAdd(browser)), challenge: 'bWFkZSB1cA' });
    expect(outcome(await browser.post('/api/me/factors/passkeys', { name: 'x', answer: made }))).toEqual(REFUSED);
    const thief = await signedIn('clara');
    await askedToAdd(browser);
    thief.cookies.set('plumbline_4400_new_passkey', browser.cookies.get('plumbline_4400_new_passkey')!);
    const stolen = await thief.post('/api/me/factors/passkeys', { name: 'x', answer: device().create(options) });
    expect(outcome(stolen)).toEqual(REFUSED);
  });
});

describe('signing in with a passkey', () => {
  it('alone needs a device that verifies the person, and counts as a second factor', async () => {
    const key = device();
    await add(await signedIn('clara'), key);
    const browser = new Browser(server.base);
    const options = await asked(browser);
    expect(options).toMatchObject({ userVerification: 'required', rpId: '127.0.0.1' });
    expect(options.allowCredentials ?? []).toEqual([]);
    const answer = await show(browser, key.sign(options));
    expect(answer).toMatchObject({ status: 201, body: { email: 'clara@example.org' } });
    expect((await browser.get('/api/me/factors')).body).toMatchObject({ isShown: true, isFresh: true });
    const careless = new Browser(server.base);
    key.verifies = false;
    expect(outcome(await show(careless, key.sign(await asked(careless))))).toEqual(REFUSED);
    expect(await careless.status()).toBe(401);
  });

  it('after the password takes any key of the account, and of no other', async () => {
    const [own, foreign] = [device(false), device(false)];
    await add(await signedIn('dora'), own);
    await add(await signedIn('emma'), foreign);
    const browser = new Browser(server.base);
    expect((await browser.signIn('dora')).body).toEqual({ secondStep: ['passkey', 'recovery_code'] });
    const options = await asked(browser);
    expect(options.allowCredentials).toMatchObject([{ id: Buffer.from(own.id).toString('base64url') }]);
    expect(outcome(await show(browser, foreign.sign(options)))).toEqual(REFUSED);
    const waiting = browser.cookies.get('plumbline_4400_second_step')!;
    expect((await show(browser, own.sign(await asked(browser)))).status).toBe(201);
    expect(await browser.status()).toBe(200);
    const late = new Browser(server.base);
    late.cookies.set('plumbline_4400_second_step', waiting);
    expect(outcome(await late.second('recovery_code', 'x')).code).toBe('step_over');
  });

  it('refuses an answer that comes again, of a copied key, for another site, or made up', async () => {
    const key = device();
    await add(await signedIn('frida'), key);
    const browser = new Browser(server.base);
    const answer = key.sign(await asked(browser));
    expect((await show(browser, answer)).status).toBe(201);
    expect(outcome(await show(browser, answer))).toEqual({ status: 401, code: 'step_over' });
    expect(outcome(await show(browser, key.sign(await asked(browser), 'https://elsewhere.example')))).toEqual(REFUSED);
    key.counter = 0;
    expect(outcome(await show(browser, key.sign(await asked(browser))))).toEqual(REFUSED);
    key.counter = 10;
    const signed = key.sign(await asked(browser));
    signed.response.signature = Buffer.from('made up').toString('base64url');
    expect(outcome(await show(browser, signed))).toEqual(REFUSED);
    for (const response of [
      {},
      { clientDataJSON: 'e30' },
      { clientDataJSON: 7, authenticatorData: [], signature: null },
    ]) {
      await asked(browser);
      expect(outcome(await show(browser, { ...answer, response }))).toEqual(REFUSED);
    }
    expect(outcome(await show(new Browser(server.base), answer))).toEqual({ status: 401, code: 'step_over' });
  });
});

describe('A3: factors', () => {
  it('are changed after the key has been shown again', async () => {
    const browser = await signedIn('greta');
    const key = device();
    await add(browser, key);
    const { secret } = (await browser.post('/api/me/factors/totp')).body;
    const confirmed = await browser.post('/api/me/factors/totp/confirm', { code: codeOf(secret, -1) });
    expect(confirmed.body).toEqual({ codes: null });
    await server.app
      .get(IdentityStore)
      .query("update identity.session set confirmed_at = now() - interval '11 minutes'");
    const change = async () => (await browser.post('/api/me/factors/passkeys/options')).status;
    expect(await change()).toBe(403);
    const factors = await browser.get('/api/me/factors');
    expect(factors.body.confirmBy).toEqual(['totp', 'passkey', 'recovery_code']);
    const { options } = (await browser.post('/api/me/confirmation/passkey-options')).body;
    const confirm = (answer: unknown) => browser.post('/api/me/confirmation/passkey', { answer });
    expect(outcome(await confirm(device().sign(options)))).toEqual(REFUSED);
    expect(await change()).toBe(403);
    const again = (await browser.post('/api/me/confirmation/passkey-options')).body.options;
    expect((await confirm(key.sign(again))).status).toBe(204);
    expect(await change()).toBe(201);
    expect((await browser.send('DELETE', '/api/me/factors/totp')).status).toBe(204);
    expect((await browser.get('/api/me/factors')).body).toMatchObject({ recoveryCodesLeft: 10, isShown: true });
    const [{ id }] = factors.body.passkeys;
    expect((await browser.send('DELETE', `/api/me/factors/passkeys/${id}`)).status).toBe(204);
    expect((await browser.get('/api/me/factors')).body).toMatchObject({ recoveryCodesLeft: 0, isShown: false });
  });
});
