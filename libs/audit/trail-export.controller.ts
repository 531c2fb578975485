import { Readable } from 'node:stream';
import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ExportAudit } from '@libs/contracts';
import { Allow } from '@libs/platform/access';
import { CurrentActor, OwnTransactions, type Actor } from '@libs/platform/tenancy';
import { TrailExportService } from './trail-export.service.ts';

const MEDIA_TYPES = { jsonl: 'application/jsonl', csv: 'text/csv' } as const;

@ApiTags('Audit')
@Controller('api/workspaces/:workspace/audit/export')
export class TrailExportController {
  constructor(private readonly exports: TrailExportService) {}

  @Get()
  @Allow('audit.export')
  @OwnTransactions()
  @ApiOperation({
    summary: 'Export the audit trail',
    description:
      'Oldest first. `jsonl` holds every stored text with its hashes, for `plumbline audit verify --export`; `csv` is ' +
      'for people. The export is itself an event of the trail, and a checkpoint is signed with it. An event on a ' +
      'record that you may not see is there by its hash alone.',
  })
  @ApiProduces('application/jsonl', 'text/csv')
  @ApiResponse({ status: 200, description: 'The trail, as a file' })
  async export(@CurrentActor() actor: Actor, @Query({ schema: ExportAudit }) { format }: ExportAudit) {
    const { text } = await this.exports.begin(actor, format);
    return new StreamableFile(Readable.from(text), {
      type: `${MEDIA_TYPES[format]}; charset=utf-8`,
      disposition: `attachment; filename="${actor.slug}.audit.${format}"`,
    });
  }
}
