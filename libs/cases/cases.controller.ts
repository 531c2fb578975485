import { Body, Controller, Get, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CaseImported, CaseList, ExportCase, GivenCasePack } from '@libs/contracts';
import { Allow } from '@libs/platform/access';
import { CurrentActor, OwnTransactions, Tx, type Actor, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { CasesService } from './cases.service.ts';

const CaseKey = z.string().min(1).max(80).describe('Key of a case, for example founding');

@ApiTags('Cases')
@Controller('api/workspaces/:workspace/cases')
export class CasesController {
  constructor(private readonly cases: CasesService) {}

  @Get()
  @Allow('case.read')
  @ApiOperation({ summary: 'List cases', description: 'Every case that was imported, by key.' })
  @ApiResponse({ status: 200, standardSchema: CaseList })
  async list(@Tx() tx: WorkspaceTransaction) {
    return { items: await this.cases.list(tx) };
  }

  @Post()
  @Allow('case.import')
  @ApiOperation({
    summary: 'Import a case pack',
    description:
      'Whole or not at all, with every problem by its path in one answer. Only what rests on a record that cannot be used at all is judged when that one is right.',
  })
  @ApiResponse({ status: 201, standardSchema: CaseImported })
  async import(@Tx() tx: WorkspaceTransaction, @Body({ schema: GivenCasePack }) pack: unknown) {
    return { case: await this.cases.importPack(tx, pack) };
  }

  @Get(':key/export')
  @Allow('case.export')
  @OwnTransactions()
  @ApiOperation({
    summary: 'Export a case as a pack',
    description:
      'In its canonical text: a case that was imported and not changed since gives the bytes it came as. Records that ' +
      'not everybody reads are left out, and what rests on them; `Left-Out` says how many, by kind, to the exporter ' +
      'alone. `confidential=include` takes those along that the exporter reads; the trail says so.',
  })
  @ApiProduces('application/json')
  @ApiResponse({
    status: 200,
    description: 'The case pack, as a file',
    headers: {
      'Left-Out': { description: 'What is not in the pack, as `finding=2, source=1`', schema: { type: 'string' } },
    },
  })
  async export(
    @CurrentActor() actor: Actor,
    @Param('key', { schema: CaseKey }) key: string,
    @Query({ schema: ExportCase }) query: ExportCase,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { text, leftOut } = await this.cases.exportPack(actor, key, query);
    const told = Object.entries(leftOut).map(([kind, count]) => `${kind}=${count}`);
    if (told.length > 0) reply.header('left-out', told.join(', '));
    return new StreamableFile(Buffer.from(text, 'utf8'), {
      type: 'application/json; charset=utf-8',
      disposition: `attachment; filename="${key}.case.json"`,
    });
  }
}
