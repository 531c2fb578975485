import { IdentityStore, SignInService } from '@libs/platform/access';
import { WorkspacesService } from '@libs/workspaces';
import { TestApp } from '../support/test-app.ts';

let server: TestApp;
const password = 'a long sample password ☂';
const HOME = '192.0.2.1';

beforeAll(async () => {
  server = await TestApp.start();
  const workspaces = server.app.get(WorkspacesService);
  const id = await workspaces.create({ slug: 'ours', name: 'Ours' }, 'test');
  const actor = await workspaces.actorFor(id, 'ours', 'test');
  for (const name of ['anna', 'berta', 'clara', 'dora']) {
    await workspaces.addUser(actor, { email: `${name}@example.org`, name, role: 'analyst', password });
  }
}, 60_000);
afterAll(() => server.close());

/** 201 for a sign-in, else the status of the refusal. */
async function status(email: string, word: string, address: string): Promise<number> {
  try {
    await server.app.get(SignInService).signIn(email, word, address);
    return 201;
  } catch (error) {
    return (error as { status: number }).status;
  }
}

/** How often each status came, of so many tries at the same moment. */
async function guesses(
  email: string,
  count: number,
  addressOf: (at: number) => string,
): Promise<Record<number, number>> {
  const statuses = await Promise.all(Array.from({ length: count }, (_, at) => status(email, 'a guess', addressOf(at))));
  return Object.fromEntries([...new Set(statuses)].map((one) => [one, statuses.filter((s) => s === one).length]));
}

const elsewhere = (at: number) => `198.51.100.${at}`;

describe('the tries at one account (A4)', () => {
  it('are few from all strange addresses together, and those of a known address stay its own', async () => {
    expect(await status('anna@example.org', password, HOME)).toBe(201);
    expect(await guesses('anna@example.org', 45, elsewhere)).toEqual({ 401: 30, 429: 15 });
    expect(await status('anna@example.org', password, '203.0.113.9')).toBe(429);
    expect(await status('anna@example.org', password, HOME)).toBe(201);
    expect(await guesses('anna@example.org', 12, () => HOME)).toEqual({ 401: 10, 429: 2 });
    expect(await status('berta@example.org', password, '203.0.113.9')).toBe(201);
  });

  it('are counted alike where there is no such account (A12)', async () => {
    expect(await guesses('nobody@example.org', 45, (at) => `203.0.113.${100 + at}`)).toEqual({ 401: 30, 429: 15 });
  });

  it('from an address of long ago count as a stranger’s', async () => {
    expect(await status('clara@example.org', password, HOME)).toBe(201);
    const knownSince = (interval: string) =>
      server.app
        .get(IdentityStore)
        .query(`update identity.known_address set signed_in_at = now() - $1::interval`, [interval]);
    expect(await guesses('clara@example.org', 30, (at) => `10.1.0.${at}`)).toEqual({ 401: 30 });
    await knownSince('31 days');
    expect(await status('clara@example.org', password, HOME)).toBe(429);
    await knownSince('29 days');
    expect(await status('clara@example.org', password, HOME)).toBe(201);
  });
});

describe('the address of a try', () => {
  it('is a whole network of IPv6, and IPv4 however it is written', async () => {
    const sixes = await guesses('six@example.org', 12, (at) => `2001:db8:0:1::${(at + 1).toString(16)}`);
    expect(sixes).toEqual({ 401: 10, 429: 2 });
    expect(await status('six@example.org', 'a guess', '2001:db8:0:2::1')).toBe(401);
    const mixed = await guesses('four@example.org', 12, (at) => (at % 2 ? '10.2.0.1' : '::ffff:10.2.0.1'));
    expect(mixed).toEqual({ 401: 10, 429: 2 });
  });

  it('is counted together with the account in one order, so that no two tries wait for each other', async () => {
    const tries = Array.from({ length: 24 }, (_, at) =>
      status(at % 2 ? 'berta@example.org' : 'dora@example.org', password, at % 3 ? '10.3.0.1' : '10.3.0.2'),
    );
    expect(new Set(await Promise.all(tries))).toEqual(new Set([201]));
  });
});
