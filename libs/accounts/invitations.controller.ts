import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import {
  Id,
  InvitationList,
  InvitationMade,
  InvitationToken,
  InvitationView,
  InvitePerson,
  JoinByInvitation,
  Joined,
  OpenInvitation,
} from '@libs/contracts';
import {
  Allow,
  CurrentSession,
  deviceHint,
  giveSession,
  Public,
  SESSION_COOKIE,
  SessionsService,
  type CookieReply,
  type Session,
  type SessionCookie,
} from '@libs/platform/access';
import { IfMatch } from '@libs/platform/http';
import {
  CurrentActor,
  OwnTransactions,
  SecretAnswer,
  Tx,
  type Actor,
  type WorkspaceTransaction,
} from '@libs/platform/tenancy';
import { InvitationsService } from './invitations.service.ts';

@ApiTags('Invitations')
@Controller('api/workspaces/:workspace/invitations')
export class InvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  @Get()
  @Allow('invitation.read')
  @ApiOperation({ summary: 'List invitations', description: 'The newest 200, with those that are used or revoked.' })
  @ApiResponse({ status: 200, standardSchema: InvitationList })
  async list(@Tx() tx: WorkspaceTransaction): Promise<InvitationList> {
    return { items: await this.invitations.list(tx) };
  }

  @Post()
  @Allow('invitation.make')
  @OwnTransactions()
  @SecretAnswer()
  @ApiOperation({
    summary: 'Invite a person',
    description: 'The answer has the link, this once. It opens the workspace to one person within seven days.',
  })
  @ApiResponse({ status: 201, standardSchema: InvitationMade })
  invite(@CurrentActor() actor: Actor, @Body({ schema: InvitePerson }) input: InvitePerson): Promise<InvitationMade> {
    return this.invitations.invite(actor, input);
  }

  @Post(':id/revoke')
  @Allow('invitation.revoke')
  @OwnTransactions()
  @HttpCode(200)
  @ApiOperation({ summary: 'Take an invitation back', description: 'Its link opens nothing from now on.' })
  @ApiResponse({ status: 200, standardSchema: InvitationView })
  revoke(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
  ): Promise<InvitationView> {
    return this.invitations.revoke(actor, id, version);
  }
}

/** For whoever holds a link: the secret comes in the body, never in an address. */
@ApiTags('Invitations')
@Controller('api')
export class InvitationLinksController {
  constructor(
    private readonly invitations: InvitationsService,
    private readonly sessions: SessionsService,
    @Inject(SESSION_COOKIE) private readonly cookie: SessionCookie,
  ) {}

  @Post('invitations/look')
  @Public()
  @HttpCode(200)
  @ApiOperation({
    summary: 'See what an invitation opens',
    description: 'The same answer for a link that is made up, used, revoked or too old.',
  })
  @ApiResponse({ status: 200, standardSchema: OpenInvitation })
  look(@Body({ schema: InvitationToken }) { token }: InvitationToken): Promise<OpenInvitation> {
    return this.invitations.look(token);
  }

  @Post('invitations/join')
  @Public()
  @ApiOperation({
    summary: 'Join a workspace as a new person',
    description: 'Makes the account, uses the link up and sets the session cookie.',
  })
  @ApiResponse({ status: 201, standardSchema: Joined })
  async join(
    @Body({ schema: JoinByInvitation }) input: JoinByInvitation,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: CookieReply,
  ): Promise<Joined> {
    const { account, workspace } = await this.invitations.joinAsNew(input);
    const device = deviceHint(request.headers['user-agent']);
    giveSession(reply, this.cookie, await this.sessions.begin(account, device));
    return { workspace };
  }

  @Post('me/invitations')
  @Allow('self')
  @ApiOperation({ summary: 'Take an invitation', description: 'For the address that you are signed in with.' })
  @ApiResponse({ status: 201, standardSchema: Joined })
  async accept(
    @CurrentSession() session: Session,
    @Body({ schema: InvitationToken }) { token }: InvitationToken,
  ): Promise<Joined> {
    return { workspace: await this.invitations.accept(session.account, token) };
  }
}
