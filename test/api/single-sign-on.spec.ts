import { IdentityStore, SessionsService } from '@libs/platform/access';
import { withClient } from '@libs/platform/database';
import { WorkspacesService } from '@libs/workspaces';
import { Browser } from '../support/browser.ts';
import { codeOf, inOneStep } from '../support/codes.ts';
import { OpenIdProvider } from '../support/openid-provider.ts';
import { TestApp, type Answer, type People } from '../support/test-app.ts';

let server: TestApp;
let provider: OpenIdProvider;
let people: People;
let others: People;
const CLIENT = { id: 'plumbline', secret: 'a secret of the client', redirect: 'http://127.0.0.1:4400/sign-in/done' };

const rules = (change: object = {}) => ({
  issuer: provider.issuer,
  clientId: CLIENT.id,
  clientSecret: CLIENT.secret,
  domains: ['example.org', 'Sample.Example'],
  role: 'analyst',
  ...change,
});

beforeAll(async () => {
  server = await TestApp.start();
  provider = await OpenIdProvider.start(CLIENT);
  people = await server.workspace('ours');
  others = await server.workspace('theirs');
  const workspaces = server.app.get(WorkspacesService);
  for (const slug of ['ours', 'theirs']) {
    const found = await workspaces.find(slug);
    const actor = await workspaces.actorFor(found!.workspaceId, slug, 'test');
    const user = { email: 'known@example.org', name: 'Known', role: 'viewer' as const };
    await workspaces.addUser(actor, { ...user, password: Browser.password });
  }
  const set = await people.admin.put('single-sign-on', rules());
  if (set.status !== 200) throw new Error(set.text);
}, 60_000);
afterAll(async () => {
  provider.close();
  await server.close();
});
beforeEach(inOneStep);

const outcome = ({ status, body }: Answer) => ({ status, code: body?.code });
const store = () => server.app.get(IdentityStore);
const begin = async (browser: Browser, workspace = 'ours') =>
  (await browser.post('/api/session/sign-on', { workspace })).body.address as string;
const finish = (browser: Browser, query: string) => browser.post('/api/session/sign-on/finish', { query });

async function signOn(
  person: string,
  browser = new Browser(server.base),
): Promise<{ browser: Browser; answer: Answer }> {
  const query = await provider.signIn(await begin(browser), person);
  return { browser, answer: await finish(browser, query) };
}

describe('A10: somebody who signs on', () => {
  it('for the first time becomes a member with the role that is given, and is known by issuer and subject', async () => {
    provider.people.s1 = { email: 'nina@example.org', email_verified: true, name: 'Nina New' };
    const first = await signOn('s1');
    expect(first.answer).toMatchObject({
      status: 201,
      body: { email: 'nina@example.org', name: 'Nina New', workspaces: [{ slug: 'ours', role: 'analyst' }] },
    });
    expect((await first.browser.get('/api/workspaces/ours/organisations')).status).toBe(200);
    provider.people.s1 = { email: 'other@elsewhere.example', email_verified: false };
    expect((await signOn('s1')).answer.body.userId).toBe(first.answer.body.userId);
    provider.people.s2 = { email: 'nina@example.org', email_verified: true };
    expect(outcome((await signOn('s2')).answer)).toEqual({ status: 403, code: 'account_exists' });
  });

  it.each([
    ['an address that is not verified', { email: 'u1@example.org', email_verified: false }, 'email_not_verified'],
    ['no word on that', { email: 'u2@example.org' }, 'email_not_verified'],
    ['no address', { email_verified: true }, 'email_not_verified'],
    ['another domain', { email: 'u3@elsewhere.example', email_verified: true }, 'domain_not_allowed'],
    ['a domain that ends alike', { email: 'u4@not-example.org', email_verified: true }, 'domain_not_allowed'],
    ['the address of an account', { email: 'Known@example.org', email_verified: true }, 'account_exists'],
  ])('with %s does not come in, and is tied to nothing', async (what, person, code) => {
    provider.people[what] = person;
    const { browser, answer } = await signOn(what);
    expect(outcome(answer)).toEqual({ status: 403, code });
    expect(await browser.status()).toBe(401);
    expect(await store().query('select from identity.federated_identity where subject = $1', [what])).toEqual([]);
  });

  it('is tied to an account that is signed in there freshly under the same verified address', async () => {
    provider.people.s3 = { email: 'known@example.org', email_verified: true };
    const browser = new Browser(server.base);
    await browser.signIn('known');
    await store().query("update identity.session set confirmed_at = now() - interval '11 minutes'");
    expect(outcome((await signOn('s3', browser)).answer).code).toBe('account_exists');
    await browser.signIn('known');
    const tied = await signOn('s3', browser);
    expect(tied.answer.status).toBe(201);
    const later = await signOn('s3');
    expect(later.answer.body).toMatchObject({ email: 'known@example.org', workspaces: [{ slug: 'ours' }] });
  });
});

describe('a session by the provider of one workspace', () => {
  it('opens that workspace alone, and changes nothing that the account is kept by', async () => {
    const { browser } = await signOn('s3');
    expect((await browser.get('/api/workspaces/ours/organisations')).status).toBe(200);
    expect((await browser.get('/api/workspaces/theirs/organisations')).status).toBe(404);
    expect(outcome(await browser.post('/api/me/factors/totp'))).toEqual({ status: 403, code: 'fresh_sign_in_needed' });
    expect(outcome(await browser.get('/api/me/export'))).toEqual({ status: 403, code: 'fresh_sign_in_needed' });
    const byPassword = new Browser(server.base);
    expect((await byPassword.signIn('known')).body.workspaces).toHaveLength(2);
  });

  it('asks for the second factor of the account, and stays in that workspace', async () => {
    const own = new Browser(server.base);
    await own.signIn('known');
    const { secret } = (await own.post('/api/me/factors/totp')).body;
    await own.post('/api/me/factors/totp/confirm', { code: codeOf(secret, -1) });
    const { browser, answer } = await signOn('s3');
    expect(answer.body).toEqual({ secondStep: ['totp', 'recovery_code'] });
    expect(await browser.status()).toBe(401);
    const entered = await browser.second('totp', codeOf(secret));
    expect(entered.body.workspaces).toMatchObject([{ slug: 'ours' }]);
    expect((await browser.get('/api/workspaces/theirs/organisations')).status).toBe(404);
  });
});

describe('A11: an answer of the provider', () => {
  const REFUSED = { status: 401, code: 'sign_on_failed' };
  const changed = (query: string, change: Record<string, string>) => {
    const parameters = new URLSearchParams(query);
    for (const [name, value] of Object.entries(change)) parameters.set(name, value);
    return parameters.toString();
  };

  it('carries state, nonce, PKCE and issuer', async () => {
    const address = new URL(await begin(new Browser(server.base)));
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: CLIENT.redirect,
      scope: 'openid email profile',
    });
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(address.searchParams.get(name)).toMatch(/^[\w-]{43}$/);
  });

  it.each<[string, Record<string, string>]>([
    ['another state', { state: 'made-up' }],
    ['another issuer (mix-up)', { iss: 'https://elsewhere.example' }],
    ['another code', { code: 'made-up' }],
    ['a refusal', { error: 'access_denied', code: '' }],
  ])('is refused with %s, and the step is used up', async (_what, change) => {
    const browser = new Browser(server.base);
    const query = await provider.signIn(await begin(browser), 's1');
    const waiting = new Map(browser.cookies);
    expect(outcome(await finish(browser, changed(query, change)))).toEqual(REFUSED);
    for (const [name, value] of waiting) browser.cookies.set(name, value);
    expect(outcome(await finish(browser, query))).toEqual({ status: 401, code: 'step_over' });
    expect(await browser.status()).toBe(401);
  });

  it('is refused in another browser, twice, and with the code of another sign-on (PKCE, nonce)', async () => {
    const [one, two] = [new Browser(server.base), new Browser(server.base)];
    const first = await provider.signIn(await begin(one), 's1');
    const second = await provider.signIn(await begin(two), 's1');
    expect(outcome(await finish(new Browser(server.base), first))).toEqual({ status: 401, code: 'step_over' });
    const mixed = changed(first, { code: new URLSearchParams(second).get('code')! });
    expect(outcome(await finish(one, mixed))).toEqual(REFUSED);
    const third = new Browser(server.base);
    const query = await provider.signIn(await begin(third), 's1');
    expect((await finish(third, query)).status).toBe(201);
    expect(outcome(await finish(third, query)).code).toBe('step_over');
  });
});

describe('A7: who is out', () => {
  it('comes in no more: a removed member, a disabled account', async () => {
    const members = (await people.admin.get('members')).body.items;
    const { id, version } = members.find((one: { name: string }) => one.name === 'Nina New');
    await people.admin.post(`members/${id}/remove`, { version });
    expect(outcome((await signOn('s1')).answer)).toEqual({ status: 403, code: 'not_a_member' });
    const { userId } = (await signOn('s3')).answer.body ?? {};
    expect(userId).toBeUndefined();
    await withClient(server.database.adminUrl, (admin) =>
      admin.query("update identity.user_account set disabled_at = now() where email = 'known@example.org'"),
    );
    server.app.get(SessionsService);
    expect(outcome((await signOn('s3')).answer)).toEqual({ status: 401, code: 'sign_on_failed' });
  });
});

describe('the setting', () => {
  it('is an admin’s, never shows the secret, and stores it sealed (U6)', async () => {
    const read = await people.admin.get('single-sign-on');
    expect(read.body).toEqual({
      redirectAddress: CLIENT.redirect,
      set: {
        issuer: provider.issuer,
        clientId: CLIENT.id,
        domains: ['example.org', 'sample.example'],
        role: 'analyst',
      },
    });
    for (const role of ['lead', 'analyst', 'drafter', 'viewer'] as const) {
      expect((await people[role].put('single-sign-on', rules())).status).toBe(403);
    }
    expect((await others.admin.send('PUT', 'single-sign-on', rules(), 'ours')).status).toBe(404);
    expect((await others.admin.get('single-sign-on')).body.set).toBeNull();
    const stored = await withClient(server.database.adminUrl, (admin) =>
      admin.query<{ client_secret: Buffer }>('select client_secret from app.single_sign_on'),
    );
    expect(stored.rows).toHaveLength(1);
    expect(stored.rows[0]!.client_secret.toString('latin1')).not.toContain(CLIENT.secret);
    const audit = await people.admin.get('audit?limit=200');
    expect(audit.text).toContain('single_sign_on');
    expect(audit.text).not.toContain(CLIENT.secret);
  });

  it('is refused where no provider answers under that name, and makes no admins', async () => {
    for (const issuer of [`${provider.issuer}/other`, server.base, 'http://127.0.0.1:1']) {
      expect(await people.admin.put('single-sign-on', rules({ issuer }))).toMatchObject({
        status: 422,
        body: { problems: [{ path: 'issuer' }] },
      });
    }
    expect((await people.admin.put('single-sign-on', rules({ role: 'admin' }))).status).toBe(422);
    expect((await people.admin.put('single-sign-on', rules({ domains: ['*'] }))).status).toBe(422);
  });

  it('gone, nobody begins; the answer is that for no workspace', async () => {
    expect((await people.admin.send('DELETE', 'single-sign-on')).status).toBe(204);
    expect((await people.admin.send('DELETE', 'single-sign-on')).status).toBe(404);
    const answers = [];
    for (const workspace of ['ours', 'theirs', 'nowhere']) {
      answers.push(outcome(await new Browser(server.base).post('/api/session/sign-on', { workspace })));
    }
    expect(answers).toEqual(Array(3).fill({ status: 404, code: 'no_single_sign_on' }));
  });
});
