import { Inject, Injectable } from '@nestjs/common';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { PasskeyAnswer, PasskeyView } from '@libs/contracts';
import { IdentityStore, PUBLIC_ADDRESS, SignInSteps, type Account } from '@libs/platform/access';
import { ExpectedError } from '@libs/platform/errors';

/** The device signed something else, for another site, or nobody knows its key. Which of them is not told. */
export class PasskeyRefused extends ExpectedError {
  readonly status = 401;
  readonly title = 'Passkey not accepted';
  constructor() {
    super('passkey_refused', 'This passkey was not accepted. Try again, or sign in another way.');
  }
}

/** Where a passkey is made and used: it is bound to the name of the site. */
interface Site {
  name: string;
  origin: string;
}

export interface VerifiedPasskey {
  credentialId: string;
  publicKey: Uint8Array;
  counter: number;
  transports: string[];
  isBackedUp: boolean;
}

/** What the browser hands to the device, and the secret under which the server remembers what it asked. */
export interface Asked {
  options: Record<string, unknown>;
  token: string;
}

interface Row {
  id: string;
  user_id: string;
  credential_id: string;
  public_key: Buffer;
  counter: string;
  transports: string[];
  name: string;
  backed_up: boolean;
  created_at: Date;
  last_used_at: Date | null;
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** Keys on the person's devices that sign a challenge of this server (WebAuthn). Each challenge is answered once. */
@Injectable()
export class PasskeysService {
  constructor(
    private readonly store: IdentityStore,
    private readonly steps: SignInSteps,
    @Inject(PUBLIC_ADDRESS) private readonly address: string,
  ) {}

  async list(userId: string): Promise<PasskeyView[]> {
    const rows = await this.rowsOf(userId);
    return rows.map(({ id, name, backed_up: isBackedUp, created_at: created, last_used_at: used }) => ({
      id,
      name,
      isBackedUp,
      createdAt: created.toISOString(),
      lastUsedAt: used?.toISOString() ?? null,
    }));
  }

  /** Asks a device for a new key, which none of the account's devices has yet. */
  async askForNew({ id: userId, email, name }: Account, host: string | undefined): Promise<Asked> {
    const site = this.siteOf(host);
    const known = await this.rowsOf(userId);
    const options = await generateRegistrationOptions({
      rpName: 'Plumbline',
      rpID: site.name,
      userName: email,
      userDisplayName: name,
      userID: new Uint8Array(Buffer.from(userId.replaceAll('-', ''), 'hex')),
      attestationType: 'none',
      excludeCredentials: known.map((row) => ({ id: row.credential_id, transports: row.transports })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
    });
    const token = await this.steps.begin('new_passkey', userId, { ...site, challenge: options.challenge });
    return { options: { ...options }, token };
  }

  /** @throws StepOver, PasskeyRefused */
  async verifyNew(token: string | undefined, userId: string, answer: PasskeyAnswer): Promise<VerifiedPasskey> {
    const step = await this.steps.use('new_passkey', token);
    const { challenge, origin, name } = step.detail as unknown as Site & { challenge: string };
    if (step.userId !== userId) throw new PasskeyRefused();
    const verified = await verifyRegistrationResponse({
      response: answer as unknown as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: name,
      requireUserVerification: false,
    }).catch(() => null);
    if (!verified?.verified) throw new PasskeyRefused();
    const { credential, credentialBackedUp } = verified.registrationInfo;
    return {
      credentialId: credential.id,
      publicKey: credential.publicKey,
      counter: credential.counter,
      transports: (credential.transports ?? []).slice(0, 10),
      isBackedUp: credentialBackedUp,
    };
  }

  /**
   * Asks for a signature.
   * @param userId whose key it has to be; null where the key alone is to tell who signs in, and then the device has to
   * verify the person: key and person are two factors together
   * @param boundTo the one workspace that the session behind it is to open
   */
  async ask(userId: string | null, host: string | undefined, boundTo: string | null = null): Promise<Asked> {
    const site = this.siteOf(host);
    const known = userId === null ? [] : await this.rowsOf(userId);
    const options = await generateAuthenticationOptions({
      rpID: site.name,
      userVerification: userId === null ? 'required' : 'preferred',
      allowCredentials: known.map((row) => ({ id: row.credential_id, transports: row.transports })),
    });
    const token = await this.steps.begin('passkey', userId, { ...site, challenge: options.challenge, boundTo });
    return { options: { ...options }, token };
  }

  /**
   * Whose passkey signed, and what it was asked for.
   * @throws StepOver, PasskeyRefused
   */
  async verify(token: string | undefined, answer: PasskeyAnswer): Promise<{ userId: string; boundTo: string | null }> {
    const step = await this.steps.use('passkey', token);
    const { challenge, origin, name } = step.detail as unknown as Site & { challenge: string };
    const [row] = await this.store.query<Row>('select * from identity.passkey where credential_id = $1', [answer.id]);
    if (!row || (step.userId !== null && step.userId !== row.user_id)) throw new PasskeyRefused();
    const verified = await verifyAuthenticationResponse({
      response: answer as unknown as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: name,
      requireUserVerification: step.userId === null,
      credential: {
        id: row.credential_id,
        publicKey: new Uint8Array(row.public_key),
        counter: Number(row.counter),
        transports: row.transports,
      },
    }).catch(() => null);
    if (!verified?.verified) throw new PasskeyRefused();
    const { newCounter, credentialBackedUp } = verified.authenticationInfo;
    await this.store.query(
      'update identity.passkey set counter = $2, backed_up = $3, last_used_at = now() where id = $1',
      [row.id, newCounter, credentialBackedUp],
    );
    return { userId: row.user_id, boundTo: boundToOf(step.detail) };
  }

  private rowsOf(userId: string): Promise<Row[]> {
    return this.store.query<Row>('select * from identity.passkey where user_id = $1 order by created_at, id', [userId]);
  }

  /** The site is the public address. On the own machine it may be called by another name of that machine. */
  private siteOf(host: string | undefined): Site {
    const { host: ours, hostname, origin } = new URL(this.address);
    if (host && LOOPBACK.test(ours) && LOOPBACK.test(host)) {
      return { name: host.replace(/:\d+$/, ''), origin: `http://${host}` };
    }
    return { name: hostname, origin };
  }
}

/** The one workspace that a sign-in under way is to open; null for all. */
export function boundToOf(detail: Record<string, unknown>): string | null {
  return typeof detail.boundTo === 'string' ? detail.boundTo : null;
}
