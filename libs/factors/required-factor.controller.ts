import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { RequiredFactorView, RequireFactor } from '@libs/contracts';
import { Allow, CurrentSession, type Session } from '@libs/platform/access';
import { CurrentActor, OwnTransactions, type Actor } from '@libs/platform/tenancy';
import { RequiredFactorService } from './required-factor.service.ts';

@ApiTags('Workspace')
@Controller('api/workspaces/:workspace/second-factor')
export class RequiredFactorController {
  constructor(private readonly required: RequiredFactorService) {}

  @Get()
  @Allow('second_factor.require')
  @OwnTransactions()
  @ApiOperation({ summary: 'Whether the workspace requires a second factor' })
  @ApiResponse({ status: 200, standardSchema: RequiredFactorView })
  read(@CurrentActor() actor: Actor): Promise<RequiredFactorView> {
    return this.required.view(actor);
  }

  @Put()
  @Allow('second_factor.require')
  @OwnTransactions()
  @ApiOperation({
    summary: 'Require a second factor, or no longer',
    description:
      'While it is required, every route of the workspace answers 403 (`second_factor_required`) until the session has ' +
      'shown one, and to tokens of members without one. Refused (`own_factor_first`) to an admin whose session has shown ' +
      'none.',
  })
  @ApiResponse({ status: 200, standardSchema: RequiredFactorView })
  require(
    @CurrentActor() actor: Actor,
    @CurrentSession() session: Session,
    @Body({ schema: RequireFactor }) { required }: RequireFactor,
  ): Promise<RequiredFactorView> {
    return this.required.set(actor, session, required);
  }
}
