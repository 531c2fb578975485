import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AskedNames, NamesView } from '@libs/contracts';
import { Allow } from '@libs/platform/access';
import { Tx, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { namesOfRecords } from './names.queries.ts';

@ApiTags('Search')
@Controller('api/workspaces/:workspace/names')
export class NamesController {
  @Get()
  @Allow('search.read')
  @ApiOperation({
    summary: 'What ids stand for',
    description: 'The short number or name of each record that the reader may see. Other ids are left out.',
  })
  @ApiResponse({ status: 200, standardSchema: NamesView })
  async names(@Tx() tx: WorkspaceTransaction, @Query({ schema: AskedNames }) { ids }: AskedNames): Promise<NamesView> {
    return { items: await namesOfRecords(tx, [...new Set(ids.split(','))]) };
  }
}
