import type { FastifyRequest } from 'fastify';
import { ExpectedError, NotAllowed } from '@libs/platform/errors';
import type { SessionCookie } from './session-cookie.ts';
import type { Session, SessionsService } from './sessions.service.ts';

export class NotSignedIn extends ExpectedError {
  readonly status = 401;
  readonly title = 'Not signed in';
  constructor() {
    super('not_signed_in', 'Sign in first.');
  }
}

type CookieRequest = FastifyRequest & { cookies: Record<string, string | undefined> };

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What the headers of a request tell. Asked before its body is read, so that a stranger's body is never parsed. */
export class FrontDoor {
  constructor(
    private readonly sessions: SessionsService,
    private readonly cookie: SessionCookie,
  ) {}

  /** Refuses what the guard would refuse of anybody: another site's request, and nobody's where a session is needed. */
  async admit(request: FastifyRequest): Promise<void> {
    refuseForeignOrigin(request);
    const { isPublic } = request.routeOptions.config as { isPublic?: boolean };
    if (!isPublic) await this.requireSession(request as CookieRequest);
  }

  async requireSession(request: CookieRequest): Promise<{ token: string; session: Session }> {
    const token = request.cookies[this.cookie.name];
    const session = token ? await this.sessions.find(token) : null;
    if (!token || !session) throw new NotSignedIn();
    return { token, session };
  }
}

/** Requests that change something come from our own pages, or from a program without a browser (ASVS 3.5). */
export function refuseForeignOrigin(request: FastifyRequest): void {
  if (READING.has(request.method)) return;
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  const foreign =
    site === 'cross-site' || site === 'same-site' || (origin !== undefined && !sameHost(origin, request.headers.host));
  if (foreign) throw new NotAllowed('This request comes from another site.', 'foreign_origin');
}

function sameHost(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}
