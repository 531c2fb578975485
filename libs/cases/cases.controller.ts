import { Body, Controller, Get, Param, Post, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CaseImported, CaseList, GivenCasePack } from '@libs/contracts';
import { Allow } from '@libs/platform/access';
import { Tx, type WorkspaceTransaction } from '@libs/platform/tenancy';
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
  @ApiOperation({
    summary: 'Export a case as a pack',
    description: 'In its canonical text: a case that was imported and not changed since gives the bytes it came as.',
  })
  @ApiProduces('application/json')
  @ApiResponse({ status: 200, description: 'The case pack, as a file' })
  async export(@Tx() tx: WorkspaceTransaction, @Param('key', { schema: CaseKey }) key: string) {
    const text = await this.cases.exportPack(tx, key);
    return new StreamableFile(Buffer.from(text, 'utf8'), {
      type: 'application/json; charset=utf-8',
      disposition: `attachment; filename="${key}.case.json"`,
    });
  }
}
