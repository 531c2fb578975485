import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { MeView, SignIn, SignInAnswer, SignInOptions } from '@libs/contracts';
import {
  Allow,
  CurrentSession,
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
import { SessionDoor, type Exchange } from './session-door.service.ts';

@ApiTags('Session')
@Controller('api')
export class SessionController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly door: SessionDoor,
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
    description:
      'Sets the session cookie. Unknown address and wrong password get the same answer. An account with a second factor ' +
      'gets `secondStep` instead: POST /api/session/second-step goes on within ten minutes.',
  })
  @ApiResponse({ status: 201, standardSchema: SignInAnswer })
  async signIn(
    @Body({ schema: SignIn }) { email, password }: SignIn,
    @Req() request: Exchange['request'] & { user: Account },
    @Res({ passthrough: true }) reply: CookieReply,
  ): Promise<SignInAnswer> {
    // Data of a demonstration may be served in production: a password that everybody can read opens nothing there.
    if (this.demo.refuses(email, password)) throw new SignInRefused();
    return this.door.admit({ request, reply }, request.user);
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
    return this.door.meOf(session);
  }
}
