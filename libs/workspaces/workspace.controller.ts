import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ReviseWorkspace, WorkspaceView } from '@libs/contracts';
import { Allow } from '@libs/platform/access';
import { CurrentActor, OwnTransactions, Tx, type Actor, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { WorkspacesService } from './workspaces.service.ts';

@ApiTags('Workspace')
@Controller('api/workspaces/:workspace')
export class WorkspaceController {
  constructor(private readonly workspaces: WorkspacesService) {}

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
    @Body({ schema: ReviseWorkspace }) input: ReviseWorkspace,
  ): Promise<WorkspaceView> {
    return this.workspaces.rename(actor, input);
  }
}
