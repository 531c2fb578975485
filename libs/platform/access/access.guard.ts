import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { may, type Permission } from '@libs/contracts';
import { ExpectedError, NotAllowed, NotFound } from '@libs/platform/errors';
import type { WorkspaceRequest } from '@libs/platform/tenancy';
import { ActorsService } from './actors.service.ts';
import { ALLOW, PUBLIC, type SignedInRequest } from './allow.decorator.ts';
import type { SessionCookie } from './session-cookie.ts';
import { SessionsService } from './sessions.service.ts';

export class NotSignedIn extends ExpectedError {
  readonly status = 401;
  readonly title = 'Not signed in';
  constructor() {
    super('not_signed_in', 'Sign in first.');
  }
}

type GuardedRequest = FastifyRequest &
  SignedInRequest &
  WorkspaceRequest & { cookies: Record<string, string | undefined> };

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Who is it, and may this role do it? Deny by default: a route without a permission answers 403. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionsService,
    private readonly actors: ActorsService,
    private readonly cookie: SessionCookie,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    refuseForeignOrigin(request);
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, targets)) return true;
    const permission = this.reflector.getAllAndOverride<Permission | 'self' | undefined>(ALLOW, targets);
    if (!permission) throw new NotAllowed('This route names no permission.', 'no_permission');

    const token = request.cookies[this.cookie.name];
    const session = token ? await this.sessions.find(token) : null;
    if (!token || !session) throw new NotSignedIn();
    request.session = session;
    request.sessionToken = token;
    if (permission === 'self') return true;

    const { workspace } = request.params as { workspace?: string };
    if (!workspace) throw new Error('a route with a permission needs {workspace} in its path');
    const known = await this.memberOf(session.memberships, workspace);
    if (!known) throw new NotFound('workspace');
    request.actor = known.actor;
    if (!may(known.actor.role, permission)) {
      throw new NotAllowed(`Your role here is ${known.actor.role}. It may not do this (${permission}).`);
    }
    return true;
  }

  private async memberOf(memberships: { workspaceId: string; memberId: string }[], workspace: string) {
    const workspaceId = await this.actors.workspaceId(workspace);
    const membership = memberships.find((one) => one.workspaceId === workspaceId);
    return membership ? this.actors.member(membership.workspaceId, membership.memberId) : null;
  }
}

/** Requests that change something come from our own pages, or from a program without a browser (ASVS 3.5). */
function refuseForeignOrigin(request: FastifyRequest): void {
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
