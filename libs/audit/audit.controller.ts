import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AuditPage, AuditVerification, ListAudit } from '@libs/contracts';
import { Allow } from '@libs/platform/access';
import { Tx, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { AuditTrailService } from './audit-trail.service.ts';

@ApiTags('Audit')
@Controller('api/workspaces/:workspace/audit')
export class AuditController {
  constructor(private readonly trail: AuditTrailService) {}

  @Get()
  @Allow('audit.read')
  @ApiOperation({
    summary: 'List audit events',
    description:
      'Newest first. Only the owner of the workspace reads them. An event on a record that the owner may not see gives its time alone.',
  })
  @ApiResponse({ status: 200, standardSchema: AuditPage })
  list(@Tx() tx: WorkspaceTransaction, @Query({ schema: ListAudit }) query: ListAudit): Promise<AuditPage> {
    return this.trail.page(tx, query);
  }

  @Get('verification')
  @Allow('audit.read')
  @ApiOperation({
    summary: 'Check the audit chain',
    description: 'Recomputes every hash of the workspace’s chain, and of every version that you may see.',
  })
  @ApiResponse({ status: 200, standardSchema: AuditVerification })
  verification(@Tx() tx: WorkspaceTransaction): Promise<AuditVerification> {
    return this.trail.verify(tx);
  }
}
