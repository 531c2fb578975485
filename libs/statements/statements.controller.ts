import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  HistoryView,
  Id,
  ListStatements,
  RecordStatement,
  ReviseStatement,
  StatementPage,
  StatementView,
  Withdraw,
  sentOf,
  type SentOf,
} from '@libs/contracts';
import { Allow } from '@libs/platform/access';
import { IfMatch } from '@libs/platform/http';
import { historyOf, Tx, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { StatementsService } from './statements.service.ts';

@ApiTags('Statements')
@Controller('api/workspaces/:workspace/statements')
export class StatementsController {
  constructor(private readonly statements: StatementsService) {}

  @Get()
  @Allow('statement.read')
  @ApiOperation({
    summary: 'List statements',
    description: 'In the order of its text for one source, else by number; withdrawn ones are left out.',
  })
  @ApiResponse({ status: 200, standardSchema: StatementPage })
  list(@Tx() tx: WorkspaceTransaction, @Query({ schema: ListStatements }) query: ListStatements) {
    return this.statements.list(tx, query);
  }

  @Post()
  @Allow('statement.record')
  @ApiOperation({
    summary: 'Record a statement',
    description: 'Who said what, through whom. The speaker may stay empty: a wrong speaker is worse than none.',
  })
  @ApiResponse({ status: 201, standardSchema: StatementView })
  record(@Tx() tx: WorkspaceTransaction, @Body({ schema: RecordStatement }) input: RecordStatement) {
    return this.statements.record(tx, input);
  }

  @Get(':id')
  @Allow('statement.read')
  @ApiOperation({ summary: 'Read a statement' })
  @ApiResponse({ status: 200, standardSchema: StatementView })
  read(@Tx() tx: WorkspaceTransaction, @Param('id', { schema: Id }) id: string) {
    return this.statements.read(tx, id);
  }

  @Patch(':id')
  @Allow('statement.revise')
  @ApiOperation({
    summary: 'Revise a statement',
    description: 'Fields that are left out stay as they are. The speaker may not change under a claim of that company.',
  })
  @ApiResponse({ status: 200, standardSchema: StatementView })
  revise(
    @Tx() tx: WorkspaceTransaction,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: sentOf(ReviseStatement) }) input: SentOf<typeof ReviseStatement>,
  ) {
    return this.statements.revise(tx, id, { ...input, version });
  }

  @Post(':id/withdraw')
  @Allow('statement.withdraw')
  @HttpCode(200)
  @ApiOperation({ summary: 'Withdraw a statement', description: 'Refused with a list while live records rely on it.' })
  @ApiResponse({ status: 200, standardSchema: StatementView })
  withdraw(
    @Tx() tx: WorkspaceTransaction,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: sentOf(Withdraw) }) input: SentOf<typeof Withdraw>,
  ) {
    return this.statements.withdraw(tx, id, { ...input, version });
  }

  @Get(':id/history')
  @Allow('statement.read')
  @ApiOperation({ summary: 'History of a statement', description: 'Every kept version, newest first.' })
  @ApiResponse({ status: 200, standardSchema: HistoryView })
  history(@Tx() tx: WorkspaceTransaction, @Param('id', { schema: Id }) id: string) {
    return historyOf(tx, 'statement', id);
  }
}
