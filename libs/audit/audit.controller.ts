import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AuditPage, AuditVerification, ListAudit } from '@libs/contracts';
import { Allow } from '@libs/platform/access';
import { Tx, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { AuditTrailService } from './audit-trail.service.ts';
import { TrailListService } from './trail-list.service.ts';

@ApiTags('Audit')
@Controller('api/workspaces/:workspace/audit')
export class AuditController {
  constructor(
    private readonly trail: AuditTrailService,
    private readonly events: TrailListService,
  ) {}

  @Get()
  @Allow('audit.read')
  @ApiOperation({
    summary: 'List audit events',
    description:
      'Newest first; ask for the next page with `before`. Only owners of the workspace read them. An event on a record ' +
      'that you may not see gives its time alone, and no filter finds it but that of the time.',
  })
  @ApiResponse({ status: 200, standardSchema: AuditPage })
  list(@Tx() tx: WorkspaceTransaction, @Query({ schema: ListAudit }) query: ListAudit): Promise<AuditPage> {
    return this.events.page(tx, query);
  }

  @Get('verification')
  @Allow('audit.read')
  @ApiOperation({
    summary: 'Check the audit chain',
    description:
      'Recomputes every hash of the workspace’s chain, compares it with the signed checkpoints, and every version that ' +
      'you may see with the hash in its event.',
  })
  @ApiResponse({ status: 200, standardSchema: AuditVerification })
  verification(@Tx() tx: WorkspaceTransaction): Promise<AuditVerification> {
    return this.trail.verify(tx);
  }
}
