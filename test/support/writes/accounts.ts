import { WorkspacesService } from '@libs/workspaces';
import { Authenticator } from '../authenticator.ts';
import { Browser } from '../browser.ts';
import { codeOf, inOneStep } from '../codes.ts';
import type { Answer } from '../test-app.ts';
import type { Stage } from './stage.ts';

/** A request that was made, as `METHOD path`, and how it was answered. */
export type Asked = [request: string, status: number];

const NEXT = 'another long sample password';

class NotingBrowser extends Browser {
  constructor(
    base: string,
    private readonly asked: Asked[],
  ) {
    super(base);
  }

  override async send(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await super.send(method, path, body);
    this.asked.push([`${method} ${path}`, answer.status]);
    return answer;
  }
}

/**
 * Does everything that people do with their own account.
 * @param ready is called once the stage is set, before the first request
 * @returns what was asked
 */
export async function accountWrites(stage: Stage, ready: () => Promise<unknown>): Promise<Asked[]> {
  const { server, people } = stage;
  const workspaces = server.app.get(WorkspacesService);
  const actor = await workspaces.actorFor((await workspaces.find('ours'))!.workspaceId, 'ours', 'test');
  const person = { email: 'berta@example.org', name: 'Berta Example', role: 'viewer' as const };
  const { memberId } = await workspaces.addUser(actor, { ...person, password: Browser.password });
  const { token: invitation } = await stage.invited();
  const link = (await people.admin.post(`members/${memberId}/reset-link`)).body.link as string;

  await ready();

  const asked: Asked[] = [];
  const browser = () => new NotingBrowser(server.base, asked);
  await browser().post('/api/invitations/look', { token: invitation });
  await browser().post('/api/resets', { token: link.split('#')[1], password: NEXT });
  await browser().post('/api/session/sign-on', { workspace: 'signing' });
  await sessions(browser);
  await factors(browser, new Authenticator(server.base));
  return asked;
}

async function sessions(browser: () => NotingBrowser): Promise<void> {
  const own = browser();
  await own.signIn('berta', NEXT);
  await own.post('/api/me/confirmation', { method: 'password', proof: NEXT });
  await browser().signIn('berta', NEXT);
  const { items } = (await own.get('/api/me/sessions')).body;
  const other = items.find((one: { isThis: boolean }) => !one.isThis);
  await own.send('DELETE', `/api/me/sessions/${other.id}`);
  await own.post('/api/me/sessions/end-others');
  await own.post('/api/me/password', { currentPassword: NEXT, password: Browser.password });
  await own.send('DELETE', '/api/session');
}

async function factors(browser: () => NotingBrowser, key: Authenticator): Promise<void> {
  const own = browser();
  await own.signIn('berta');
  await inOneStep();
  const { secret } = (await own.post('/api/me/factors/totp')).body;
  await own.post('/api/me/factors/totp/confirm', { code: codeOf(secret, -1) });
  const { codes } = (await own.post('/api/me/factors/recovery-codes')).body;
  const { options } = (await own.post('/api/me/factors/passkeys/options')).body;
  await own.post('/api/me/factors/passkeys', { name: 'A laptop', answer: key.create(options) });
  const [passkey] = (await own.get('/api/me/factors')).body.passkeys;
  await own.send('PATCH', `/api/me/factors/passkeys/${passkey.id}`, { name: 'Old laptop' });
  const again = (await own.post('/api/me/confirmation/passkey-options')).body.options;
  await own.post('/api/me/confirmation/passkey', { answer: key.sign(again) });

  const second = browser();
  await second.signIn('berta');
  await second.second('recovery_code', codes[0]);
  const third = browser();
  const shown = (await third.post('/api/session/passkey/options')).body.options;
  await third.post('/api/session/passkey', { answer: key.sign(shown) });

  await own.send('DELETE', `/api/me/factors/passkeys/${passkey.id}`);
  await own.send('DELETE', '/api/me/factors/totp');
}
