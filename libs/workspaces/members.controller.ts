import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Id, MemberList, MemberView, ReviseMember, sentOf, type SentOf } from '@libs/contracts';
import { ActorsService, Allow, CurrentSession, type Session } from '@libs/platform/access';
import { IfMatch } from '@libs/platform/http';
import { NotFound } from '@libs/platform/errors';
import { CurrentActor, OwnTransactions, type Actor } from '@libs/platform/tenancy';
import { MembersService } from './members.service.ts';
import { MembershipsService } from './memberships.service.ts';

const LAST_ADMIN = 'Refused (`last_admin`) where nobody would be left who looks after the workspace.';

@ApiTags('Members')
@Controller('api')
export class MembersController {
  constructor(
    private readonly members: MembersService,
    private readonly memberships: MembershipsService,
    private readonly actors: ActorsService,
  ) {}

  @Get('workspaces/:workspace/members')
  @Allow('member.read')
  @OwnTransactions()
  @ApiOperation({ summary: 'List members', description: 'By name. Addresses and times are for admins alone.' })
  @ApiResponse({ status: 200, standardSchema: MemberList })
  async list(@CurrentActor() actor: Actor): Promise<MemberList> {
    return { items: await this.members.list(actor) };
  }

  @Patch('workspaces/:workspace/members/:id')
  @Allow('member.revise')
  @OwnTransactions()
  @ApiOperation({ summary: 'Change a member’s role or legal mark', description: LAST_ADMIN })
  @ApiResponse({ status: 200, standardSchema: MemberView })
  revise(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: sentOf(ReviseMember) }) input: SentOf<typeof ReviseMember>,
  ): Promise<MemberView> {
    return this.members.revise(actor, id, { ...input, version });
  }

  @Post('workspaces/:workspace/members/:id/remove')
  @Allow('member.remove')
  @OwnTransactions()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Remove a member',
    description: `The member’s sessions lose this workspace at once; what the member recorded stays. ${LAST_ADMIN}`,
  })
  @ApiResponse({ status: 204, description: 'No longer a member.' })
  remove(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.memberships.end(actor, id, version, 'remove');
  }

  @Delete('me/workspaces/:workspace')
  @Allow('self')
  @HttpCode(204)
  @ApiOperation({ summary: 'Leave a workspace', description: LAST_ADMIN })
  @ApiResponse({ status: 204, description: 'No longer a member.' })
  async leave(@CurrentSession() session: Session, @Param('workspace') workspace: string): Promise<void> {
    const workspaceId = await this.actors.workspaceId(workspace);
    const own = session.memberships.find((one) => one.workspaceId === workspaceId);
    const known = own ? await this.actors.member(own.workspaceId, own.memberId) : null;
    if (!own || !known) throw new NotFound('workspace');
    await this.memberships.end(known.actor, own.memberId, null, 'leave');
  }
}
