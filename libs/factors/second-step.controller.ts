import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ConfirmSignIn, MeView, TakeSecondStep } from '@libs/contracts';
import {
  Allow,
  CurrentSession,
  Public,
  SESSION_COOKIE,
  SignInService,
  SignInSteps,
  stepCookieOf,
  StepOver,
  type CookieReply,
  type Session,
  type SessionCookie,
  type SignedInRequest,
} from '@libs/platform/access';
import { SessionDoor, type Exchange } from '@libs/workspaces';
import { CodesService } from './codes.service.ts';
import { boundToOf } from './passkeys.service.ts';

/** Where a second factor is shown: after the password, or again before something is changed. */
@ApiTags('Session')
@Controller('api')
export class SecondStepController {
  constructor(
    private readonly codes: CodesService,
    private readonly steps: SignInSteps,
    private readonly signIns: SignInService,
    private readonly door: SessionDoor,
    @Inject(SESSION_COOKIE) private readonly cookie: SessionCookie,
  ) {}

  @Post('session/second-step')
  @Public()
  @ApiOperation({
    summary: 'Finish signing in with a code',
    description:
      'Takes a code of the app, or a recovery code, within ten minutes after the password and from the same browser. Each ' +
      'code works once.',
  })
  @ApiResponse({ status: 201, standardSchema: MeView })
  async secondStep(
    @Body({ schema: TakeSecondStep }) { method, code }: TakeSecondStep,
    @Req() request: Exchange['request'],
    @Res({ passthrough: true }) reply: CookieReply,
  ): Promise<MeView> {
    const secret = request.cookies[stepCookieOf(this.cookie, 'second_step')];
    const { userId, detail } = await this.steps.require('second_step', secret);
    const account = await this.signIns.find(userId!);
    if (!account) throw new StepOver();
    await this.codes.require(account.id, method, code, request.ip);
    await this.steps.use('second_step', secret);
    return this.door.enter({ request, reply }, account, { hasFactor: true, boundTo: boundToOf(detail) });
  }

  @Post('me/confirmation')
  @Allow('self')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Show again who I am',
    description:
      'For ten minutes, second factors may be changed then. A second factor counts where there is one, else the password. ' +
      'The session goes on with a new cookie.',
  })
  @ApiResponse({ status: 204, description: 'Shown.' })
  async confirm(
    @CurrentSession() session: Session,
    @Body({ schema: ConfirmSignIn }) input: ConfirmSignIn,
    @Req() request: Exchange['request'] & SignedInRequest,
    @Res({ passthrough: true }) reply: CookieReply,
  ): Promise<void> {
    await this.codes.confirm(session.account, input, request.ip);
    await this.door.stepUp(reply, request.sessionToken!, input.method !== 'password');
  }
}
