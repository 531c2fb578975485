import { Readable } from 'node:stream';
import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CheckpointPage, ListCheckpoints } from '@libs/contracts';
import { Allow } from '@libs/platform/access';
import { CurrentActor, OwnTransactions, type Actor } from '@libs/platform/tenancy';
import { CheckpointsService } from './checkpoints.service.ts';

@ApiTags('Audit')
@Controller('api/workspaces/:workspace/audit/checkpoints')
export class CheckpointsController {
  constructor(private readonly checkpoints: CheckpointsService) {}

  @Get()
  @Allow('audit.read')
  @OwnTransactions()
  @ApiOperation({
    summary: 'List signed checkpoints',
    description: 'Newest first, with the public keys that they are checked with. They are kept outside the database.',
  })
  @ApiResponse({ status: 200, standardSchema: CheckpointPage })
  list(@CurrentActor() actor: Actor, @Query({ schema: ListCheckpoints }) query: ListCheckpoints) {
    return this.checkpoints.page(actor, query);
  }

  @Get('file')
  @Allow('audit.read')
  @OwnTransactions()
  @ApiOperation({
    summary: 'Download the checkpoints',
    description: 'JSON lines as they were signed. Keep them where nobody who runs this server can change them.',
  })
  @ApiProduces('application/jsonl')
  @ApiResponse({ status: 200, description: 'The checkpoints of the workspace, as a file' })
  file(@CurrentActor() actor: Actor): StreamableFile {
    return new StreamableFile(Readable.from(this.checkpoints.download(actor)), {
      type: 'application/jsonl; charset=utf-8',
      disposition: `attachment; filename="${actor.slug}.checkpoints.jsonl"`,
    });
  }

  @Get('public-key')
  @Allow('audit.read')
  @OwnTransactions()
  @ApiOperation({
    summary: 'Download the public keys',
    description: 'PEM, oldest first. Keep them before you need them: they are what a forged trail cannot change.',
  })
  @ApiProduces('application/x-pem-file')
  @ApiResponse({ status: 200, description: 'The public keys, as a file' })
  async publicKey(): Promise<StreamableFile> {
    return new StreamableFile(Buffer.from(await this.checkpoints.file.publicKeys()), {
      type: 'application/x-pem-file',
      disposition: 'attachment; filename="public-key.pem"',
    });
  }
}
