import { Body, Controller, Get, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AccountErased, EraseAccount, PersonalData } from '@libs/contracts';
import {
  Allow,
  CurrentSession,
  FreshSignIn,
  SESSION_COOKIE,
  SessionsService,
  takeSession,
  type CookieReply,
  type Session,
  type SessionCookie,
} from '@libs/platform/access';
import { InvalidInput, NotAllowed } from '@libs/platform/errors';
import { PrivacyService } from './privacy.service.ts';

/** What a person may ask about the own data: a copy, and to be forgotten. */
@ApiTags('Account')
@Controller('api/me')
export class PrivacyController {
  constructor(
    private readonly privacy: PrivacyService,
    private readonly sessions: SessionsService,
    @Inject(SESSION_COOKIE) private readonly cookie: SessionCookie,
  ) {}

  @Get('export')
  @Allow('self')
  @ApiOperation({
    summary: 'Export what is kept about me',
    description:
      'The account, its sessions and ways in without their secrets, and in each workspace the member, invitations and ' +
      'acts. Records are the workspace’s and not in it.',
  })
  @ApiResponse({ status: 200, standardSchema: PersonalData })
  async export(
    @CurrentSession() session: Session,
    @Res({ passthrough: true }) reply: CookieReply,
  ): Promise<PersonalData> {
    // Through the provider of one workspace nobody reads what others keep about the person.
    if (session.boundTo !== null && !(await this.sessions.isFresh(session.id))) {
      throw new NotAllowed('Show again who you are, then repeat this.', 'fresh_sign_in_needed');
    }
    void reply.header('content-disposition', 'attachment; filename="plumbline-my-data.json"');
    return this.privacy.export(await this.privacy.find(session.account.email));
  }

  @Post('erase')
  @Allow('self')
  @FreshSignIn()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Erase my account',
    description:
      'Ends every membership, takes my name and addresses out of every workspace, and the account with its ways in. ' +
      'What I recorded stays under nobody’s name. Refused where a workspace would be left without an admin. Backups ' +
      'that were made before keep what they hold until they are deleted. Needs a sign-in or a confirmation within the ' +
      'last ten minutes (`fresh_sign_in_needed`).',
  })
  @ApiResponse({ status: 200, standardSchema: AccountErased })
  async erase(
    @CurrentSession() session: Session,
    @Body({ schema: EraseAccount }) input: EraseAccount,
    @Res({ passthrough: true }) reply: CookieReply,
  ): Promise<AccountErased> {
    if (input.confirmEmail.trim().toLowerCase() !== session.account.email.toLowerCase()) {
      throw new InvalidInput([{ path: 'confirmEmail', code: 'other', message: 'is not the address of this account' }]);
    }
    const person = await this.privacy.find(session.account.email);
    const workspaces = await this.privacy.erase(person, 'self');
    takeSession(reply, this.cookie);
    void reply.header('clear-site-data', '"cache", "storage"');
    return { workspaces };
  }
}
