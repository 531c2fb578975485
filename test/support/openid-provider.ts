import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';

/** Somebody whom the provider knows. */
export interface KnownPerson {
  email?: string;
  email_verified?: boolean;
  name?: string;
}

/** A real OpenID provider, at which whoever is named last is the one who signs in. */
export class OpenIdProvider {
  readonly people: Record<string, KnownPerson> = {};
  private current = '';

  private constructor(
    readonly issuer: string,
    private readonly server: Server,
  ) {}

  static async start(client: { id: string; secret: string; redirect: string }): Promise<OpenIdProvider> {
    let handle: ReturnType<Provider['callback']> | null = null;
    let interact: ((path: string, request: never, response: never) => Promise<void>) | null = null;
    const server = createServer((request, response) => {
      if (request.url!.startsWith('/interaction/')) void interact!(request.url!, request as never, response as never);
      else void handle!(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const self = new OpenIdProvider(issuer, server);
    const provider = new Provider(issuer, self.configuration(client));
    handle = provider.callback();
    interact = (_path, request, response) =>
      provider.interactionFinished(request, response, { login: { accountId: self.current } });
    return self;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  /** Signs somebody in at the provider, as a browser would, and gives what the browser is sent back with. */
  async signIn(address: string, person: string): Promise<string> {
    this.current = person;
    const cookies = new Map<string, string>();
    let next = address;
    for (let hop = 0; hop < 10; hop += 1) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await fetch(next, { redirect: 'manual', headers: { cookie } });
      for (const line of answer.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
        cookies.set(name!, value!);
      }
      const location = answer.headers.get('location');
      if (!location) throw new Error(`${next} answered ${answer.status}: ${await answer.text()}`);
      next = new URL(location, next).href;
      if (!next.startsWith(this.issuer)) return new URL(next).search.slice(1);
    }
    throw new Error('the provider sends the browser round in circles');
  }

  private configuration({ id, secret, redirect }: { id: string; secret: string; redirect: string }): Configuration {
    return {
      clients: [
        {
          client_id: id,
          client_secret: secret,
          redirect_uris: [redirect],
          token_endpoint_auth_method: 'client_secret_post',
        },
      ],
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      cookies: { keys: ['a key for tests'] },
      features: { devInteractions: { enabled: false } },
      findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, ...this.people[sub] }) }),
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      loadExistingGrant: async ({ oidc }) => {
        const grant = new oidc.provider.Grant({ clientId: id, accountId: oidc.session!.accountId! });
        grant.addOIDCScope('openid email profile');
        await grant.save();
        return grant;
      },
    };
  }
}
