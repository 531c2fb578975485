import { Inject, Injectable } from '@nestjs/common';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretPost,
  customFetch,
  discovery,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
} from 'openid-client';
import { PUBLIC_ADDRESS } from '@libs/platform/access';
import { guardedFetch, type Asking } from '@libs/platform/fetching';

/** How to reach a provider, with the secret as it is. */
export interface Provider {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** What has to come back with the person, so that an answer of another sign-on is not taken for this one's. */
export interface Expected {
  state: string;
  nonce: string;
  verifier: string;
}

/** Who came, as the provider says it. */
export interface Person {
  issuer: string;
  subject: string;
  email: string | null;
  isVerified: boolean;
  name: string | null;
}

/** Page of ours that the provider sends the browser back to. */
export const RETURN_PATH = '/sign-in/done';

/**
 * Speaks OpenID Connect with providers. The library checks state, nonce, PKCE, issuer (also as a parameter of the answer),
 * audience, time and signature (security bar A11).
 */
@Injectable()
export class Providers {
  readonly redirectAddress: string;
  private readonly mayStayLocal: boolean;

  constructor(@Inject(PUBLIC_ADDRESS) address: string) {
    this.redirectAddress = `${address}${RETURN_PATH}`;
    // Plain http is only served on the own machine: there a provider of the own machine may be tried.
    this.mayStayLocal = address.startsWith('http:');
  }

  /** Asks the provider who it is. Throws where it is none, or calls itself otherwise. */
  async find({ issuer, clientId, clientSecret }: Provider): Promise<Configuration> {
    const fetch = guardedFetch({ mayStayLocal: this.mayStayLocal });
    const isInsecure = this.mayStayLocal && issuer.startsWith('http:');
    return discovery(new URL(issuer), clientId, undefined, ClientSecretPost(clientSecret), {
      ...(isInsecure && { execute: [allowInsecureRequests] }),
      [customFetch]: (url, options) => fetch(url, askingOf(options)),
    });
  }

  async begin(provider: Provider): Promise<{ address: string; expected: Expected }> {
    const configuration = await this.find(provider);
    const expected = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
    const address = buildAuthorizationUrl(configuration, {
      redirect_uri: this.redirectAddress,
      scope: 'openid email profile',
      state: expected.state,
      nonce: expected.nonce,
      code_challenge: await calculatePKCECodeChallenge(expected.verifier),
      code_challenge_method: 'S256',
    });
    return { address: address.href, expected };
  }

  async finish(provider: Provider, { state, nonce, verifier }: Expected, query: string): Promise<Person> {
    const configuration = await this.find(provider);
    const tokens = await authorizationCodeGrant(configuration, new URL(`${this.redirectAddress}?${query}`), {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const { iss, sub, ...inToken } = tokens.claims()!;
    // Some providers tell address and name only when they are asked.
    const asks = inToken.email === undefined && configuration.serverMetadata().userinfo_endpoint !== undefined;
    const claims = asks ? await fetchUserInfo(configuration, tokens.access_token, sub) : inToken;
    return {
      issuer: iss,
      subject: sub,
      email: typeof claims.email === 'string' ? claims.email : null,
      isVerified: claims.email_verified === true,
      name: typeof claims.name === 'string' && claims.name.trim() !== '' ? claims.name.trim().slice(0, 200) : null,
    };
  }
}

/** What the library asks, in the narrower words of the guarded fetch. */
function askingOf({ method, headers, body }: { method?: string; headers?: unknown; body?: unknown }): Asking {
  const text = body instanceof URLSearchParams ? body.toString() : ((body ?? null) as Asking['body']);
  return {
    ...(method !== undefined && { method }),
    headers: Object.fromEntries(new Headers((headers ?? {}) as Record<string, string>)),
    body: text ?? null,
  };
}
