import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ChangePassword, Id, SessionList } from '@libs/contracts';
import {
  Allow,
  CurrentSession,
  deviceHint,
  giveSession,
  SESSION_COOKIE,
  SessionsService,
  type CookieReply,
  type Session,
  type SessionCookie,
} from '@libs/platform/access';
import { NotFound } from '@libs/platform/errors';
import { CurrentActor, OwnTransactions, Tenancy, type Actor } from '@libs/platform/tenancy';
import { MembersService } from '@libs/workspaces';
import { AccountService } from './account.service.ts';

@ApiTags('Account')
@Controller('api/me')
export class AccountController {
  constructor(
    private readonly accounts: AccountService,
    private readonly sessions: SessionsService,
    @Inject(SESSION_COOKIE) private readonly cookie: SessionCookie,
  ) {}

  @Get('sessions')
  @Allow('self')
  @ApiOperation({ summary: 'List my sessions', description: 'Those that have not ended, the one last seen first.' })
  @ApiResponse({ status: 200, standardSchema: SessionList })
  async list(@CurrentSession() session: Session): Promise<SessionList> {
    const items = await this.sessions.list(session.account.id);
    return { items: items.map((one) => ({ ...one, isThis: one.id === session.id })) };
  }

  @Delete('sessions/:id')
  @Allow('self')
  @HttpCode(204)
  @ApiOperation({ summary: 'End one of my sessions' })
  @ApiResponse({ status: 204, description: 'The session is over.' })
  async end(@CurrentSession() session: Session, @Param('id', { schema: Id }) id: string): Promise<void> {
    if (!(await this.sessions.endOne(session.account.id, id))) throw new NotFound('session');
  }

  @Post('sessions/end-others')
  @Allow('self')
  @HttpCode(204)
  @ApiOperation({ summary: 'End all my other sessions' })
  @ApiResponse({ status: 204, description: 'Only the session that asked goes on.' })
  async endOthers(@CurrentSession() session: Session): Promise<void> {
    await this.sessions.endOthers(session.account.id, session.id);
  }

  @Post('password')
  @Allow('self')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Change my password',
    description: 'Needs the present one. Ends all other sessions; this one goes on with a new cookie.',
  })
  @ApiResponse({ status: 204, description: 'The new password holds.' })
  async changePassword(
    @CurrentSession() session: Session,
    @Body({ schema: ChangePassword }) input: ChangePassword,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: CookieReply,
  ): Promise<void> {
    await this.accounts.changePassword(session.account, input, request.ip);
    const device = deviceHint(request.headers['user-agent']);
    giveSession(reply, this.cookie, await this.sessions.begin(session.account, device, session));
  }
}

/** What an admin does about the sign-ins of a member. */
@ApiTags('Members')
@Controller('api/workspaces/:workspace/members/:id')
export class MemberSessionsController {
  constructor(
    private readonly members: MembersService,
    private readonly sessions: SessionsService,
    private readonly tenancy: Tenancy,
  ) {}

  @Post('end-sessions')
  @Allow('member.sign_out')
  @OwnTransactions()
  @HttpCode(204)
  @ApiOperation({ summary: 'End all sessions of a member', description: 'The member has to sign in again everywhere.' })
  @ApiResponse({ status: 204, description: 'All are over.' })
  async endSessions(@CurrentActor() actor: Actor, @Param('id', { schema: Id }) id: string): Promise<void> {
    const userId = await this.tenancy.inWorkspace(actor, async (tx) => {
      tx.audit('end_sessions', 'member', id);
      return this.members.requireAccountOf(tx, id);
    });
    await this.sessions.endAll(userId);
  }
}
