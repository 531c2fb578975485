import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { MeView, permissionsOf, SignIn, SignInOptions } from '@libs/contracts';
import {
  ActorsService,
  Allow,
  CurrentSession,
  deviceHint,
  giveSession,
  LocalSignInGuard,
  Public,
  SESSION_COOKIE,
  SessionsService,
  SignInRefused,
  SignInService,
  takeSession,
  type Account,
  type CookieReply,
  type Session,
  type SessionCookie,
  type SignedInRequest,
} from '@libs/platform/access';
import { DemoSignIns } from './demo-sign-ins.ts';

@ApiTags('Session')
@Controller('api')
export class SessionController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly actors: ActorsService,
    private readonly signIns: SignInService,
    private readonly demo: DemoSignIns,
    @Inject(SESSION_COOKIE) private readonly cookie: SessionCookie,
  ) {}

  @Get('session/options')
  @Public()
  @ApiOperation({
    summary: 'What the sign-in page may show',
    description: 'Lists demonstration sign-ins; empty outside evaluation.',
  })
  @ApiResponse({ status: 200, standardSchema: SignInOptions })
  options(): SignInOptions {
    return { demo: this.demo.list() };
  }

  @Post('session')
  @Public()
  @UseGuards(LocalSignInGuard)
  @ApiOperation({
    summary: 'Sign in',
    description: 'Sets the session cookie. Unknown address and wrong password get the same answer.',
  })
  @ApiResponse({ status: 201, standardSchema: MeView })
  async signIn(
    @Body({ schema: SignIn }) { email, password }: SignIn,
    @Req() request: FastifyRequest & { user: Account; cookies: Record<string, string | undefined> },
    @Res({ passthrough: true }) reply: CookieReply,
  ): Promise<MeView> {
    // Data of a demonstration may be served in production: a password that everybody can read opens nothing there.
    if (this.demo.refuses(email, password)) throw new SignInRefused();
    const token = await this.sessions.begin(request.user, deviceHint(request.headers['user-agent']));
    // The browser forgets the session it came with, so nobody else may go on using it (ASVS 5.0.0 7.2.4).
    const presented = request.cookies[this.cookie.name];
    if (presented) await this.sessions.end(presented);
    giveSession(reply, this.cookie, token);
    const session = await this.sessions.find(token);
    return this.meOf(session!);
  }

  @Delete('session')
  @Allow('self')
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign out' })
  @ApiResponse({ status: 204, description: 'The session is over.' })
  async signOut(
    @CurrentSession() session: Session,
    @Req() request: SignedInRequest,
    @Res({ passthrough: true }) reply: CookieReply,
  ): Promise<void> {
    await this.sessions.end(request.sessionToken!);
    await this.signIns.note('signed_out', session.account.id, null);
    takeSession(reply, this.cookie);
    void reply.header('clear-site-data', '"cache", "storage"');
  }

  @Get('me')
  @Allow('self')
  @ApiOperation({ summary: 'Who am I', description: 'The signed-in person, with workspaces, roles and permissions.' })
  @ApiResponse({ status: 200, standardSchema: MeView })
  async me(@CurrentSession() session: Session): Promise<MeView> {
    return this.meOf(session);
  }

  private async meOf(session: Session): Promise<MeView> {
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
      });
    }
    return { userId: session.account.id, email: session.account.email, name: session.account.name, workspaces };
  }
}
