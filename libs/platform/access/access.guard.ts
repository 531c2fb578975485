import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { may, type Permission } from '@libs/contracts';
import { NotAllowed, NotFound } from '@libs/platform/errors';
import type { WorkspaceRequest } from '@libs/platform/tenancy';
import { ActorsService } from './actors.service.ts';
import { ALLOW, FRESH, PUBLIC, type SignedInRequest } from './allow.decorator.ts';
import { FrontDoor, refuseForeignOrigin } from './front-door.ts';
import { SessionsService, type Session } from './sessions.service.ts';

type GuardedRequest = FastifyRequest &
  SignedInRequest &
  WorkspaceRequest & { cookies: Record<string, string | undefined> };

const OWN_ACCOUNT = 'The own account is for the person alone: sign in. A token opens a workspace.';

const SHOW_AGAIN = 'Show again who you are, then repeat this: POST /api/me/confirmation.';

/** The workspace lets only those in who have shown a second factor (security bar A6). */
export class FactorRequired extends NotAllowed {
  constructor() {
    super('This workspace requires a second factor. Add or show one under your account.', 'second_factor_required');
  }
}

/** Who is it, and may this role do it? Deny by default: a route without a permission answers 403. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly door: FrontDoor,
    private readonly actors: ActorsService,
    private readonly sessions: SessionsService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    refuseForeignOrigin(request);
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, targets)) return true;
    const permission = this.reflector.getAllAndOverride<Permission | 'self' | undefined>(ALLOW, targets);
    if (!permission) throw new NotAllowed('This route names no permission.', 'no_permission');

    // Again, although the door has asked: a session may have ended while a long body came in.
    const { token, session } = await this.door.requireSession(request);
    request.session = session;
    request.sessionToken = token;
    const mustBeFresh = this.reflector.getAllAndOverride<boolean | undefined>(FRESH, targets) ?? false;
    if (permission === 'self') {
      if (session.scopes) throw new NotAllowed(OWN_ACCOUNT, 'token_not_taken');
      if (mustBeFresh) await this.requireFresh(session);
      return true;
    }

    const { workspace } = request.params as { workspace?: string };
    if (!workspace) throw new Error('a route with a permission needs {workspace} in its path');
    const known = await this.actors.ownMember(session.memberships, workspace);
    if (!known) throw new NotFound('workspace');
    if (known.requiresFactor && !session.hasFactor) throw new FactorRequired();
    request.actor = session.scopes ? { ...known.actor, via: `token:${session.id}` } : known.actor;
    if (session.scopes && !session.scopes.includes(permission)) {
      throw new NotAllowed(`This token has no scope ${permission}. Make one that has it.`, 'scope_missing');
    }
    if (!may(known.actor.role, permission)) {
      throw new NotAllowed(`Your role here is ${known.actor.role}. It may not do this (${permission}).`);
    }
    if (mustBeFresh) await this.requireFresh(session);
    return true;
  }

  /** Some acts are for whoever showed of late who they are; a token never does. */
  private async requireFresh(session: Session): Promise<void> {
    if (!(await this.sessions.isFresh(session.id))) throw new NotAllowed(SHOW_AGAIN, 'fresh_sign_in_needed');
  }
}
