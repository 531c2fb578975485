import { refusePassword } from '@libs/platform/access';
import type { Actor } from '@libs/platform/tenancy';
import { DemoSignIns, WorkspacesService } from '@libs/workspaces';
import { TestApp } from '../support/test-app.ts';

let server: TestApp;
let workspaces: WorkspacesService;
let actor: Actor;

beforeAll(async () => {
  server = await TestApp.start();
  workspaces = server.app.get(WorkspacesService);
  const id = await workspaces.create({ slug: 'harbour', name: 'Harbour Pensions 2' }, 'test');
  actor = await workspaces.actorFor(id, 'harbour', 'test');
  await workspaces.addUser(actor, { email: 'emma@example.org', name: 'Emma', role: 'viewer' });
}, 60_000);
afterAll(() => server.close());

const add = (email: string, password: string) =>
  workspaces.addUser(actor, { email, name: 'Dora', role: 'viewer', password });

const signIn = async (email: string, password: string) =>
  (await server.anonymous('POST', '/api/session', { email, password })).status;

describe('a new password (A1, A2)', () => {
  it.each([
    ['seven bytes', '1a5Xq;z', 'at least 8'],
    ['1,025 bytes', 'é'.repeat(512) + 'x', 'at most 1,024'],
    ['a common one', 'iloveyou', 'most common'],
    ['a common one in capitals', 'TrustNo1', 'most common'],
    ['one of the 3,000 most common of this length', '13031989', 'most common'],
    ['the product', 'Plumbline', 'name of'],
    ['the product and a year', 'plumbline-2026!', 'name of'],
    ['the product twice', 'PlumblinePlumbline', 'name of'],
    ['the organisation', '99 Harbour Pensions', 'name of'],
    ['the workspace in addresses', 'harbour123', 'name of'],
    ['the address', 'emma@example.org', 'name of'],
    ['the domain', 'Example.2026', 'name of'],
    ['eight bytes of four letters', 'éàüö', null],
    ['one with the name in it', 'the harbour at dawn', null],
    ['the name and seven digits', 'harbour7350194', 'name of'],
    ['the name and eight digits', 'harbour73501948', null],
    ['blanks alone', ' '.repeat(20), null],
  ])('is judged: %s', async (_, password, reason) => {
    const names = ['harbour', 'Harbour Pensions 2', 'emma@example.org', 'emma', 'example.org', 'example'];
    const refusal = await refusePassword(password, names);
    if (reason === null) expect(refusal).toBeNull();
    else expect(refusal).toContain(reason);
  });

  it('is refused where an account is made and where it is reset, and the old one stays', async () => {
    const refused = { status: 422, problems: [{ path: 'password', code: 'password' }] };
    for (const password of ['1234567', 'x'.repeat(1025), 'password123', 'Harbour-Pensions-2', 'Plumbline1']) {
      await expect(add('dora@example.org', password)).rejects.toMatchObject(refused);
      await expect(workspaces.resetPassword('emma@example.org', password)).rejects.toMatchObject(refused);
    }
    await expect(workspaces.resetPassword('nobody@example.org', 'a good long one')).rejects.toMatchObject({
      status: 404,
    });
  });

  it.each([
    ['64 bytes', 'k'.repeat(64)],
    ['128 bytes', 'm'.repeat(128)],
    ['1,024 bytes', 'x'.repeat(1024)],
    ['blanks at its ends', '  between blanks '],
    ['the character U+0000', 'before\u0000after'],
    ['marks as typed', 'Ångström ☂ A\u030a'],
  ])('is verified exactly as typed: %s', async (what, password) => {
    const email = `${what.replace(/\W/g, '')}@example.org`;
    await add(email, password);
    expect(await signIn(email, password)).toBe(201);
    expect(await signIn(email, password.length === 1024 ? 'x'.repeat(1023) : `${password} `)).toBe(401);
    const other = password.includes('\u0000') ? 'before' : password.normalize('NFD').trim().slice(0, -1);
    expect(await signIn(email, other)).toBe(401);
  });

  it('may be one of the demonstration, which opens nothing elsewhere, and one that is made up', async () => {
    for (const { email, password, name, role } of new DemoSignIns(true).list()) {
      await workspaces.ensureUser(actor, { email, password, name, role });
      expect(await signIn(email, password)).toBe(401);
    }
    const madeUp = await workspaces.resetPassword('emma@example.org');
    expect(await signIn('emma@example.org', madeUp!)).toBe(201);
  });
});
