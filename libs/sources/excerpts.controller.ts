import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  ExcerptPage,
  ExcerptView,
  HistoryView,
  Id,
  ListExcerpts,
  ReviseExcerpt,
  Withdraw,
  sentOf,
  type SentOf,
} from '@libs/contracts';
import { Allow } from '@libs/platform/access';
import { IfMatch } from '@libs/platform/http';
import { historyOf, Tx, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { ExcerptsService } from './excerpts.service.ts';

@ApiTags('Excerpts')
@Controller('api/workspaces/:workspace/excerpts')
export class ExcerptsController {
  constructor(private readonly excerpts: ExcerptsService) {}

  @Get()
  @Allow('excerpt.read')
  @ApiOperation({
    summary: 'List excerpts',
    description: 'Of one source in the order of its text, or all by number. Withdrawn ones are left out.',
  })
  @ApiResponse({ status: 200, standardSchema: ExcerptPage })
  list(@Tx() tx: WorkspaceTransaction, @Query({ schema: ListExcerpts }) query: ListExcerpts) {
    return this.excerpts.list(tx, query);
  }

  @Get(':id')
  @Allow('excerpt.read')
  @ApiOperation({ summary: 'Read an excerpt' })
  @ApiResponse({ status: 200, standardSchema: ExcerptView })
  read(@Tx() tx: WorkspaceTransaction, @Param('id', { schema: Id }) id: string) {
    return this.excerpts.read(tx, id);
  }

  @Patch(':id')
  @Allow('excerpt.revise')
  @ApiOperation({
    summary: 'Choose other words for an excerpt',
    description: 'Within the same capture. Refused while records rely on the words as they are.',
  })
  @ApiResponse({ status: 200, standardSchema: ExcerptView })
  revise(
    @Tx() tx: WorkspaceTransaction,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: sentOf(ReviseExcerpt) }) input: SentOf<typeof ReviseExcerpt>,
  ) {
    return this.excerpts.revise(tx, id, { ...input, version });
  }

  @Post(':id/withdraw')
  @Allow('excerpt.withdraw')
  @HttpCode(200)
  @ApiOperation({ summary: 'Withdraw an excerpt', description: 'Refused with a list while live records rely on it.' })
  @ApiResponse({ status: 200, standardSchema: ExcerptView })
  withdraw(
    @Tx() tx: WorkspaceTransaction,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: sentOf(Withdraw) }) input: SentOf<typeof Withdraw>,
  ) {
    return this.excerpts.withdraw(tx, id, { ...input, version });
  }

  @Get(':id/history')
  @Allow('excerpt.read')
  @ApiOperation({ summary: 'History of an excerpt', description: 'Every kept version, newest first.' })
  @ApiResponse({ status: 200, standardSchema: HistoryView })
  history(@Tx() tx: WorkspaceTransaction, @Param('id', { schema: Id }) id: string) {
    return historyOf(tx, 'excerpt', id);
  }
}
