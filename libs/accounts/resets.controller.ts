import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Id, ResetLink, ResetPassword } from '@libs/contracts';
import { Allow, Public } from '@libs/platform/access';
import { CurrentActor, OwnTransactions, SecretAnswer, Tenancy, type Actor } from '@libs/platform/tenancy';
import { MembersService } from '@libs/workspaces';
import { ResetsService } from './resets.service.ts';

@ApiTags('Password reset')
@Controller('api')
export class ResetsController {
  constructor(
    private readonly resets: ResetsService,
    private readonly members: MembersService,
    private readonly tenancy: Tenancy,
  ) {}

  @Post('workspaces/:workspace/members/:id/reset-link')
  @Allow('member.reset')
  @OwnTransactions()
  @SecretAnswer()
  @ApiOperation({
    summary: 'Make a link to a new password for a member',
    description:
      'The answer has the link, this once; it opens once within 30 minutes. Refused (`reset_elsewhere`) for an account ' +
      'that does not belong to this workspace alone.',
  })
  @ApiResponse({ status: 201, standardSchema: ResetLink })
  async make(@CurrentActor() actor: Actor, @Param('id', { schema: Id }) id: string): Promise<ResetLink> {
    return this.resets.forMember(actor.workspaceId, (link) =>
      this.tenancy.inWorkspace(actor, async (tx) => {
        const userId = await this.members.requireAccountOf(tx, id);
        tx.audit('make_reset_link', 'member', id);
        return link(userId);
      }),
    );
  }

  @Post('resets')
  @Public()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Set a new password with a link',
    description:
      'Uses the link up and ends every session; it signs nobody in. The same answer for a link that is made up, used or ' +
      'too old.',
  })
  @ApiResponse({ status: 204, description: 'The new password holds.' })
  use(@Body({ schema: ResetPassword }) input: ResetPassword, @Req() request: FastifyRequest): Promise<void> {
    return this.resets.use(input, request.ip);
  }
}
