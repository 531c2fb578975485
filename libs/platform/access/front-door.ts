import type { FastifyRequest } from 'fastify';
import { ExpectedError, NotAllowed } from '@libs/platform/errors';
import type { ApiTokensService } from './api-tokens.service.ts';
import type { SessionCookie } from './session-cookie.ts';
import type { Session, SessionsService } from './sessions.service.ts';

export class NotSignedIn extends ExpectedError {
  readonly status = 401;
  readonly title = 'Not signed in';
  constructor() {
    super('not_signed_in', 'Sign in first.');
  }
}

/** A request that says who it is twice. Which one would count is nothing to guess at (security bar S8). */
export class TwoCredentials extends ExpectedError {
  readonly status = 400;
  readonly title = 'Two credentials';
  constructor() {
    super('two_credentials', 'Send the session cookie or a bearer token, not both.');
  }
}

type CookieRequest = FastifyRequest & { cookies: Record<string, string | undefined> };

/** Who asks, as the request says, and the secret that says so. */
export interface Caller {
  token: string;
  session: Session;
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What the headers of a request tell. Asked before its body is read, so that a stranger's body is never parsed. */
export class FrontDoor {
  constructor(
    private readonly sessions: SessionsService,
    private readonly tokens: ApiTokensService,
    private readonly cookie: SessionCookie,
  ) {}

  /** Refuses what the guard would refuse of anybody: another site's request, and nobody's where a session is needed. */
  async admit(request: FastifyRequest): Promise<void> {
    refuseForeignOrigin(request);
    const { isPublic } = request.routeOptions.config as { isPublic?: boolean };
    if (!isPublic) await this.requireSession(request as CookieRequest);
  }

  /**
   * Who asks: by the session cookie, or by a bearer token.
   * @throws NotSignedIn, or TwoCredentials where both come
   */
  async requireSession(request: CookieRequest): Promise<Caller> {
    const cookie = request.cookies[this.cookie.name];
    const bearer = bearerOf(request);
    if (cookie && bearer !== undefined) throw new TwoCredentials();
    const token = bearer ?? cookie;
    if (!token) throw new NotSignedIn();
    const session = await (bearer === undefined ? this.sessions.find(token) : this.tokens.find(token));
    if (!session) throw new NotSignedIn();
    return { token, session };
  }
}

/**
 * The bearer token that a request brings (RFC 6750). Other kinds of Authorization are not ours: a browser adds them by
 * itself where a proxy in front asks for a password.
 */
function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer +(.*)$/i.exec(request.headers.authorization ?? '')?.[1];
}

/**
 * Requests that change something come from our own pages, or from a program without a browser (ASVS 3.5). No browser adds
 * a bearer token by itself, so nobody can be made to send one (security bar S8).
 */
export function refuseForeignOrigin(request: FastifyRequest): void {
  if (READING.has(request.method) || bearerOf(request) !== undefined) return;
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  const foreign =
    site === 'cross-site' || site === 'same-site' || (origin !== undefined && !sameHost(origin, request.headers.host));
  if (foreign) throw new NotAllowed('This request comes from another site.', 'foreign_origin');
}

function sameHost(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}
