import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { permissionsOf, type MeView, type SecondStepNeeded } from '@libs/contracts';
import {
  ActorsService,
  deviceHint,
  giveSession,
  giveStep,
  SESSION_COOKIE,
  SessionsService,
  SignInService,
  SignInSteps,
  stepCookieOf,
  takeStep,
  type Account,
  type Beginning,
  type CookieReply,
  type Session,
  type SessionCookie,
} from '@libs/platform/access';

/** One request of a browser, and the answer to it that carries cookies. */
export interface Exchange {
  request: FastifyRequest & { cookies: Record<string, string | undefined> };
  reply: CookieReply;
}

/** The one way to a session, whatever somebody signs in with. */
@Injectable()
export class SessionDoor {
  constructor(
    private readonly sessions: SessionsService,
    private readonly steps: SignInSteps,
    private readonly signIns: SignInService,
    private readonly actors: ActorsService,
    @Inject(SESSION_COOKIE) private readonly cookie: SessionCookie,
  ) {}

  /**
   * Lets somebody in whose first factor was right, or asks for the second one where the account has one.
   * @param boundTo the one workspace that the session is to open; null for all of the account's
   */
  async admit(exchange: Exchange, account: Account, boundTo: string | null = null): Promise<MeView | SecondStepNeeded> {
    const secondStep = await this.steps.secondStepsOf(account.id);
    if (secondStep.length === 0) return this.enter(exchange, account, { hasFactor: false, boundTo });
    giveStep(
      exchange.reply,
      this.cookie,
      'second_step',
      await this.steps.begin('second_step', account.id, { boundTo }),
    );
    return { secondStep };
  }

  /** Begins a session. */
  async enter({ request, reply }: Exchange, account: Account, beginning: Beginning): Promise<MeView> {
    const token = await this.sessions.begin(account, deviceHint(request.headers['user-agent']), beginning);
    // The browser forgets the session it came with, so nobody else may go on using it (ASVS 5.0.0 7.2.4).
    const presented = request.cookies[this.cookie.name];
    if (presented) await this.sessions.end(presented);
    giveSession(reply, this.cookie, token);
    const waiting = request.cookies[stepCookieOf(this.cookie, 'second_step')];
    if (waiting) {
      await this.steps.end('second_step', waiting);
      takeStep(reply, this.cookie, 'second_step');
    }
    await this.signIns.note('signed_in', account.id, request.ip);
    return this.meOf((await this.sessions.find(token))!);
  }

  /** Goes on with a session whose person has shown again who they are, under a new token. */
  async stepUp(reply: CookieReply, token: string, hasFactor: boolean): Promise<void> {
    giveSession(reply, this.cookie, await this.sessions.stepUp(token, { hasFactor }));
  }

  /** The person, as the web app knows them. */
  async meOf(session: Session): Promise<MeView> {
    const workspaces: MeView['workspaces'] = [];
    for (const { workspaceId, memberId } of session.memberships) {
      const known = await this.actors.member(workspaceId, memberId);
      if (!known) continue;
      const { actor } = known;
      workspaces.push({
        workspaceId,
        slug: actor.slug,
        name: known.workspaceName,
        sample: known.sample,
        memberId,
        memberName: actor.name,
        role: actor.role,
        legal: actor.legal,
        permissions: permissionsOf(actor.role),
        needsFactor: known.requiresFactor && !session.hasFactor,
      });
    }
    return { userId: session.account.id, email: session.account.email, name: session.account.name, workspaces };
  }
}
