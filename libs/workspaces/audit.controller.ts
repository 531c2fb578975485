import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AuditPage, AuditVerification, ListAudit } from '@libs/contracts';
import { Allow } from '@libs/platform/access';
import { Tx, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { WorkspacesService } from './workspaces.service.ts';

@ApiTags('Audit')
@Controller('api/workspaces/:workspace/audit')
export class AuditController {
  constructor(private readonly workspaces: WorkspacesService) {}

  @Get()
  @Allow('audit.read')
  @ApiOperation({
    summary: 'List audit events',
    description: 'Newest first. Only the owner of the workspace reads them.',
  })
  @ApiResponse({ status: 200, standardSchema: AuditPage })
  async list(@Tx() tx: WorkspaceTransaction, @Query({ schema: ListAudit }) query: ListAudit): Promise<AuditPage> {
    const rows = await tx.query<{ seq: string; canonical: string; hash: string }>(
      `select seq::text, canonical, hash from app.audit_event
       where workspace_id = $1 order by audit_event.seq desc limit $2 offset $3`,
      [tx.workspaceId, query.limit, query.offset],
    );
    const counted = await tx.query<{ total: string }>(
      'select seq::text as total from app.audit_head where workspace_id = $1',
      [tx.workspaceId],
    );
    const items = rows.map((row) => ({
      seq: Number(row.seq),
      hash: row.hash,
      event: JSON.parse(row.canonical.split('\n').slice(3).join('\n')) as Record<string, unknown>,
    }));
    return { items, total: Number(counted[0]?.total ?? 0) };
  }

  @Get('verification')
  @Allow('audit.read')
  @ApiOperation({
    summary: 'Check the audit chain',
    description: 'Recomputes every hash of the workspace’s chain, and of every version that you may see.',
  })
  @ApiResponse({ status: 200, standardSchema: AuditVerification })
  verification(@Tx() tx: WorkspaceTransaction): Promise<AuditVerification> {
    return this.workspaces.verifyAudit(tx);
  }
}
