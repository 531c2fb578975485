import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Put, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  BeginSignOn,
  FinishSignOn,
  SetSingleSignOn,
  SignInAnswer,
  SignOnAddress,
  SingleSignOnView,
} from '@libs/contracts';
import {
  Allow,
  giveStep,
  Public,
  SESSION_COOKIE,
  SessionsService,
  stepCookieOf,
  takeStep,
  type CookieReply,
  type SessionCookie,
} from '@libs/platform/access';
import { CurrentActor, OwnTransactions, type Actor } from '@libs/platform/tenancy';
import { SessionDoor, type Exchange } from '@libs/workspaces';
import { SettingsService } from './settings.service.ts';
import { SignOnService } from './sign-on.service.ts';

@ApiTags('Workspace')
@Controller('api/workspaces/:workspace/single-sign-on')
export class SingleSignOnController {
  constructor(private readonly settings: SettingsService) {}

  @Get()
  @Allow('single_sign_on.revise')
  @OwnTransactions()
  @ApiOperation({ summary: 'How people sign on through their organisation' })
  @ApiResponse({ status: 200, standardSchema: SingleSignOnView })
  read(@CurrentActor() actor: Actor): Promise<SingleSignOnView> {
    return this.settings.view(actor);
  }

  @Put()
  @Allow('single_sign_on.revise')
  @OwnTransactions()
  @ApiOperation({ summary: 'Set up single sign-on', description: 'The provider is asked whether it is one.' })
  @ApiResponse({ status: 200, standardSchema: SingleSignOnView })
  set(
    @CurrentActor() actor: Actor,
    @Body({ schema: SetSingleSignOn }) input: SetSingleSignOn,
  ): Promise<SingleSignOnView> {
    return this.settings.set(actor, input);
  }

  @Delete()
  @Allow('single_sign_on.revise')
  @OwnTransactions()
  @HttpCode(204)
  @ApiOperation({ summary: 'Take single sign-on away', description: 'Accounts that came by it stay members.' })
  @ApiResponse({ status: 204, description: 'Nobody comes in this way any more.' })
  remove(@CurrentActor() actor: Actor): Promise<void> {
    return this.settings.remove(actor);
  }
}

/** Signing on through the provider of a workspace (OpenID Connect, code flow with PKCE). */
@ApiTags('Session')
@Controller('api/session/sign-on')
export class SignOnController {
  constructor(
    private readonly signOns: SignOnService,
    private readonly sessions: SessionsService,
    private readonly door: SessionDoor,
    @Inject(SESSION_COOKIE) private readonly cookie: SessionCookie,
  ) {}

  @Post()
  @Public()
  @ApiOperation({
    summary: 'Begin to sign on through my organisation',
    description: 'The answer is the page of the provider of that workspace. The same refusal where there is none.',
  })
  @ApiResponse({ status: 201, standardSchema: SignOnAddress })
  async begin(
    @Body({ schema: BeginSignOn }) { workspace }: BeginSignOn,
    @Res({ passthrough: true }) reply: CookieReply,
  ): Promise<SignOnAddress> {
    const { address, token } = await this.signOns.begin(workspace);
    giveStep(reply, this.cookie, 'single_sign_on', token);
    return { address };
  }

  @Post('finish')
  @Public()
  @ApiOperation({
    summary: 'Finish signing on',
    description:
      'With what the provider sent the browser back with. Sets the session cookie of a session that opens this workspace ' +
      'alone, or asks for the second factor of the account.',
  })
  @ApiResponse({ status: 201, standardSchema: SignInAnswer })
  async finish(
    @Body({ schema: FinishSignOn }) { query }: FinishSignOn,
    @Req() request: Exchange['request'],
    @Res({ passthrough: true }) reply: CookieReply,
  ): Promise<SignInAnswer> {
    const presented = request.cookies[this.cookie.name];
    const own = presented ? await this.sessions.find(presented) : null;
    const session = own && { own, isFresh: await this.sessions.isFresh(own.id) };
    const secret = request.cookies[stepCookieOf(this.cookie, 'single_sign_on')];
    const { account, workspaceId } = await this.signOns.finish(secret, query, session);
    takeStep(reply, this.cookie, 'single_sign_on');
    return this.door.admit({ request, reply }, account, workspaceId);
  }
}
