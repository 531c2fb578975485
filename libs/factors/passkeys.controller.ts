import { Body, Controller, Delete, HttpCode, Inject, Param, Patch, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  AddPasskey,
  FactorsView,
  Id,
  MeView,
  PasskeyAdded,
  PasskeyOptions,
  RenamePasskey,
  ShowPasskey,
} from '@libs/contracts';
import {
  Allow,
  CurrentSession,
  FreshSignIn,
  giveStep,
  Public,
  SESSION_COOKIE,
  SignInService,
  SignInSteps,
  stepCookieOf,
  StepOver,
  takeStep,
  type CookieReply,
  type Session,
  type SessionCookie,
  type SignedInRequest,
} from '@libs/platform/access';
import { NotFound } from '@libs/platform/errors';
import { SessionDoor, type Exchange } from '@libs/workspaces';
import { FactorsService } from './factors.service.ts';
import { boundToOf, PasskeyRefused, PasskeysService } from './passkeys.service.ts';

const FRESH = 'Needs a sign-in or a confirmation within the last ten minutes (`fresh_sign_in_needed`).';

type OwnRequest = Exchange['request'] & SignedInRequest;

function nullWhereOver(error: unknown): null {
  if (error instanceof StepOver) return null;
  throw error;
}

/** The passkeys of the own account. */
@ApiTags('Second factors')
@Controller('api/me')
export class OwnPasskeysController {
  constructor(
    private readonly passkeys: PasskeysService,
    private readonly factors: FactorsService,
    private readonly door: SessionDoor,
    @Inject(SESSION_COOKIE) private readonly cookie: SessionCookie,
  ) {}

  @Post('factors/passkeys/options')
  @Allow('self')
  @FreshSignIn()
  @ApiOperation({
    summary: 'Begin with a new passkey',
    description: `The answer is for \`navigator.credentials.create\`. ${FRESH}`,
  })
  @ApiResponse({ status: 201, standardSchema: PasskeyOptions })
  async begin(
    @CurrentSession() session: Session,
    @Req() request: OwnRequest,
    @Res({ passthrough: true }) reply: CookieReply,
  ): Promise<PasskeyOptions> {
    const { options, token } = await this.passkeys.askForNew(session.account, request.headers.host);
    giveStep(reply, this.cookie, 'new_passkey', token);
    return { options };
  }

  @Post('factors/passkeys')
  @Allow('self')
  @FreshSignIn()
  @ApiOperation({
    summary: 'Add a passkey',
    description:
      'With what the device answered. A first second factor brings ten recovery codes, this once. The session goes on ' +
      `with a new cookie. ${FRESH}`,
  })
  @ApiResponse({ status: 201, standardSchema: PasskeyAdded })
  async add(
    @CurrentSession() session: Session,
    @Body({ schema: AddPasskey }) { name, answer }: AddPasskey,
    @Req() request: OwnRequest,
    @Res({ passthrough: true }) reply: CookieReply,
  ): Promise<PasskeyAdded> {
    const { id } = session.account;
    const secret = request.cookies[stepCookieOf(this.cookie, 'new_passkey')];
    const made = await this.passkeys.verifyNew(secret, id, answer);
    const codes = await this.factors.addPasskey(id, name, made, request.ip);
    takeStep(reply, this.cookie, 'new_passkey');
    await this.door.stepUp(reply, request.sessionToken!, true);
    return { codes };
  }

  @Patch('factors/passkeys/:id')
  @Allow('self')
  @ApiOperation({ summary: 'Rename a passkey' })
  @ApiResponse({ status: 200, standardSchema: FactorsView })
  async rename(
    @CurrentSession() session: Session,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: RenamePasskey }) { name }: RenamePasskey,
  ): Promise<FactorsView> {
    if (!(await this.factors.renamePasskey(session.account.id, id, name))) throw new NotFound('passkey');
    return this.factors.view(session);
  }

  @Delete('factors/passkeys/:id')
  @Allow('self')
  @FreshSignIn()
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a passkey', description: FRESH })
  @ApiResponse({ status: 204, description: 'It opens nothing any more; recovery codes go with the last factor.' })
  async remove(
    @CurrentSession() session: Session,
    @Param('id', { schema: Id }) id: string,
    @Req() request: OwnRequest,
  ): Promise<void> {
    if (!(await this.factors.removePasskey(session.account.id, id, request.ip))) throw new NotFound('passkey');
  }

  @Post('confirmation/passkey-options')
  @Allow('self')
  @ApiOperation({ summary: 'Begin to show again who I am, with a passkey' })
  @ApiResponse({ status: 201, standardSchema: PasskeyOptions })
  async beginConfirming(
    @CurrentSession() session: Session,
    @Req() request: OwnRequest,
    @Res({ passthrough: true }) reply: CookieReply,
  ): Promise<PasskeyOptions> {
    const { options, token } = await this.passkeys.ask(session.account.id, request.headers.host);
    giveStep(reply, this.cookie, 'passkey', token);
    return { options };
  }

  @Post('confirmation/passkey')
  @Allow('self')
  @HttpCode(204)
  @ApiOperation({ summary: 'Show again who I am, with a passkey', description: 'As POST /api/me/confirmation does.' })
  @ApiResponse({ status: 204, description: 'Shown.' })
  async confirm(
    @CurrentSession() session: Session,
    @Body({ schema: ShowPasskey }) { answer }: ShowPasskey,
    @Req() request: OwnRequest,
    @Res({ passthrough: true }) reply: CookieReply,
  ): Promise<void> {
    const { userId } = await this.passkeys.verify(request.cookies[stepCookieOf(this.cookie, 'passkey')], answer);
    if (userId !== session.account.id) throw new PasskeyRefused();
    takeStep(reply, this.cookie, 'passkey');
    await this.door.stepUp(reply, request.sessionToken!, true);
  }
}

/** Signing in with a passkey: alone, or after the password. */
@ApiTags('Session')
@Controller('api/session/passkey')
export class PasskeySessionController {
  constructor(
    private readonly passkeys: PasskeysService,
    private readonly steps: SignInSteps,
    private readonly signIns: SignInService,
    private readonly door: SessionDoor,
    @Inject(SESSION_COOKIE) private readonly cookie: SessionCookie,
  ) {}

  @Post('options')
  @Public()
  @ApiOperation({
    summary: 'Begin to sign in with a passkey',
    description:
      'The answer is for `navigator.credentials.get`. After the password it asks for a key of that account; else for any, ' +
      'and the device has to verify the person.',
  })
  @ApiResponse({ status: 201, standardSchema: PasskeyOptions })
  async begin(
    @Req() request: Exchange['request'],
    @Res({ passthrough: true }) reply: CookieReply,
  ): Promise<PasskeyOptions> {
    const secret = request.cookies[stepCookieOf(this.cookie, 'second_step')];
    // Where the password is too long ago, the key alone has to do.
    const step = secret ? await this.steps.require('second_step', secret).catch(nullWhereOver) : null;
    const userId = step?.userId ?? null;
    const { options, token } = await this.passkeys.ask(userId, request.headers.host, step && boundToOf(step.detail));
    giveStep(reply, this.cookie, 'passkey', token);
    return { options };
  }

  @Post()
  @Public()
  @ApiOperation({ summary: 'Sign in with a passkey', description: 'Sets the session cookie.' })
  @ApiResponse({ status: 201, standardSchema: MeView })
  async signIn(
    @Body({ schema: ShowPasskey }) { answer }: ShowPasskey,
    @Req() request: Exchange['request'],
    @Res({ passthrough: true }) reply: CookieReply,
  ): Promise<MeView> {
    const secret = request.cookies[stepCookieOf(this.cookie, 'passkey')];
    const shown = await this.passkeys.verify(secret, answer).catch(async (error: unknown) => {
      if (error instanceof PasskeyRefused) await this.signIns.note('passkey_failed', null, request.ip);
      throw error;
    });
    const account = await this.signIns.find(shown.userId);
    if (!account) throw new PasskeyRefused();
    takeStep(reply, this.cookie, 'passkey');
    await this.signIns.note('passkey_accepted', account.id, request.ip);
    return this.door.enter({ request, reply }, account, { hasFactor: true, boundTo: shown.boundTo });
  }
}
