import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ConfirmTotp, FactorAdded, FactorsView, RecoveryCodes, TotpStarted } from '@libs/contracts';
import {
  Allow,
  CurrentSession,
  FreshSignIn,
  type CookieReply,
  type Session,
  type SignedInRequest,
} from '@libs/platform/access';
import { InvalidInput, NotFound } from '@libs/platform/errors';
import { SessionDoor } from '@libs/workspaces';
import { FactorsService } from './factors.service.ts';
import { TotpService } from './totp.service.ts';

const FRESH = 'Needs a sign-in or a confirmation within the last ten minutes (`fresh_sign_in_needed`).';

@ApiTags('Second factors')
@Controller('api/me/factors')
export class FactorsController {
  constructor(
    private readonly factors: FactorsService,
    private readonly totp: TotpService,
    private readonly door: SessionDoor,
  ) {}

  @Get()
  @Allow('self')
  @ApiOperation({ summary: 'My second factors' })
  @ApiResponse({ status: 200, standardSchema: FactorsView })
  read(@CurrentSession() session: Session): Promise<FactorsView> {
    return this.factors.view(session);
  }

  @Post('totp')
  @Allow('self')
  @FreshSignIn()
  @ApiOperation({
    summary: 'Begin with an app that makes codes',
    description: `The answer has the secret, this once. It counts for nothing until a code has come back. ${FRESH}`,
  })
  @ApiResponse({ status: 201, standardSchema: TotpStarted })
  start(@CurrentSession() session: Session): Promise<TotpStarted> {
    return this.totp.start(session.account);
  }

  @Post('totp/confirm')
  @Allow('self')
  @FreshSignIn()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Confirm the app with its first code',
    description:
      'From now on it is asked for at sign-in. The first second factor brings ten recovery codes, this once. The session goes on with a ' +
      `new cookie. ${FRESH}`,
  })
  @ApiResponse({ status: 200, standardSchema: FactorAdded })
  async confirm(
    @CurrentSession() session: Session,
    @Body({ schema: ConfirmTotp }) { code }: ConfirmTotp,
    @Req() request: FastifyRequest & SignedInRequest,
    @Res({ passthrough: true }) reply: CookieReply,
  ): Promise<FactorAdded> {
    const added = await this.factors.confirmTotp(session.account.id, code, request.ip);
    if (!added) {
      const message = 'is not the code of this secret and this moment; look at the clock of the app’s device';
      throw new InvalidInput([{ path: 'code', code: 'code_refused', message }]);
    }
    await this.door.stepUp(reply, request.sessionToken!, true);
    return added;
  }

  @Delete('totp')
  @Allow('self')
  @FreshSignIn()
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove the app that makes codes', description: FRESH })
  @ApiResponse({ status: 204, description: 'It is asked for no more; without another factor recovery codes go too.' })
  async remove(@CurrentSession() session: Session, @Req() request: FastifyRequest): Promise<void> {
    if (!(await this.factors.removeTotp(session.account.id, request.ip))) throw new NotFound('second factor');
  }

  @Post('recovery-codes')
  @Allow('self')
  @FreshSignIn()
  @ApiOperation({ summary: 'Make new recovery codes', description: `The older ones are void. ${FRESH}` })
  @ApiResponse({ status: 201, standardSchema: RecoveryCodes })
  async renew(@CurrentSession() session: Session, @Req() request: FastifyRequest): Promise<RecoveryCodes> {
    return { codes: await this.factors.renewRecoveryCodes(session.account.id, request.ip) };
  }
}
