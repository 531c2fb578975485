import { Body, Controller, Get, HttpCode, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CloseWorkspace, ReviseWorkspace, WorkspaceView, sentOf, type SentOf } from '@libs/contracts';
import { Allow, FreshSignIn } from '@libs/platform/access';
import { IfMatch } from '@libs/platform/http';
import { CurrentActor, OwnTransactions, Tx, type Actor, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { ClosingService } from './closing.service.ts';
import { WorkspacesService } from './workspaces.service.ts';

@ApiTags('Workspace')
@Controller('api/workspaces/:workspace')
export class WorkspaceController {
  constructor(
    private readonly workspaces: WorkspacesService,
    private readonly closing: ClosingService,
  ) {}

  @Get()
  @Allow('workspace.read')
  @ApiOperation({ summary: 'Read the workspace' })
  @ApiResponse({ status: 200, standardSchema: WorkspaceView })
  read(@Tx() tx: WorkspaceTransaction): Promise<WorkspaceView> {
    return this.workspaces.read(tx);
  }

  @Patch()
  @Allow('workspace.revise')
  @OwnTransactions()
  @ApiOperation({ summary: 'Rename the workspace', description: 'Its name in addresses stays as it is.' })
  @ApiResponse({ status: 200, standardSchema: WorkspaceView })
  rename(
    @CurrentActor() actor: Actor,
    @IfMatch() version: number,
    @Body({ schema: sentOf(ReviseWorkspace) }) input: SentOf<typeof ReviseWorkspace>,
  ): Promise<WorkspaceView> {
    return this.workspaces.rename(actor, { ...input, version });
  }

  @Post('close')
  @Allow('workspace.close')
  @FreshSignIn()
  @OwnTransactions()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Close the workspace',
    description:
      'It is not there for anybody from now on: members, API tokens and invitations. Nothing in it is changed or deleted; ' +
      'whoever runs the installation opens it again, or removes it with a backup. Needs a sign-in or a confirmation ' +
      'within the last ten minutes (`fresh_sign_in_needed`).',
  })
  @ApiResponse({ status: 204, description: 'It is closed.' })
  async close(
    @CurrentActor() actor: Actor,
    @IfMatch() version: number,
    @Body({ schema: sentOf(CloseWorkspace) }) input: SentOf<typeof CloseWorkspace>,
  ): Promise<void> {
    await this.closing.close(actor, { ...input, version });
  }
}
