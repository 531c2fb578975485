import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { SearchQuery, SearchView } from '@libs/contracts';
import { Allow } from '@libs/platform/access';
import { Tx, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { SearchService } from './search.service.ts';

@ApiTags('Search')
@Controller('api/workspaces/:workspace/search')
export class SearchController {
  constructor(private readonly searching: SearchService) {}

  @Get()
  @Allow('search.read')
  @ApiOperation({
    summary: 'Search all records',
    description: 'By the beginnings of words, sources also by their text; a short number such as C-115 comes first.',
  })
  @ApiResponse({ status: 200, standardSchema: SearchView })
  search(@Tx() tx: WorkspaceTransaction, @Query({ schema: SearchQuery }) query: SearchQuery) {
    return this.searching.search(tx, query);
  }
}
