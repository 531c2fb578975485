import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  FindingPage,
  FindingView,
  HistoryView,
  Id,
  ListFindings,
  RecordFinding,
  ReviseFinding,
  Withdraw,
  sentOf,
  type SentOf,
} from '@libs/contracts';
import { Allow } from '@libs/platform/access';
import { IfMatch } from '@libs/platform/http';
import { historyOf, Tx, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { FindingsService } from './findings.service.ts';

@ApiTags('Findings')
@Controller('api/workspaces/:workspace/findings')
export class FindingsController {
  constructor(private readonly findings: FindingsService) {}

  @Get()
  @Allow('finding.read')
  @ApiOperation({
    summary: 'List findings',
    description: 'By number, of one organisation (as subject or object) or one source; withdrawn ones are left out.',
  })
  @ApiResponse({ status: 200, standardSchema: FindingPage })
  list(@Tx() tx: WorkspaceTransaction, @Query({ schema: ListFindings }) query: ListFindings) {
    return this.findings.list(tx, query);
  }

  @Post()
  @Allow('finding.record')
  @ApiOperation({
    summary: 'Record a finding',
    description: 'What was done, according to whom. The evidence grade is computed from its basis and its sources.',
  })
  @ApiResponse({ status: 201, standardSchema: FindingView })
  record(@Tx() tx: WorkspaceTransaction, @Body({ schema: RecordFinding }) input: RecordFinding) {
    return this.findings.record(tx, input);
  }

  @Get(':id')
  @Allow('finding.read')
  @ApiOperation({ summary: 'Read a finding', description: 'A withdrawn one too, with its reason.' })
  @ApiResponse({ status: 200, standardSchema: FindingView })
  read(@Tx() tx: WorkspaceTransaction, @Param('id', { schema: Id }) id: string) {
    return this.findings.read(tx, id);
  }

  @Patch(':id')
  @Allow('finding.revise')
  @ApiOperation({ summary: 'Revise a finding', description: 'Fields that are left out stay as they are.' })
  @ApiResponse({ status: 200, standardSchema: FindingView })
  revise(
    @Tx() tx: WorkspaceTransaction,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: sentOf(ReviseFinding) }) input: SentOf<typeof ReviseFinding>,
  ) {
    return this.findings.revise(tx, id, { ...input, version });
  }

  @Post(':id/withdraw')
  @Allow('finding.withdraw')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Withdraw a finding',
    description: 'It stays readable with its reason. Refused with a list while live records rest on it.',
  })
  @ApiResponse({ status: 200, standardSchema: FindingView })
  withdraw(
    @Tx() tx: WorkspaceTransaction,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: sentOf(Withdraw) }) input: SentOf<typeof Withdraw>,
  ) {
    return this.findings.withdraw(tx, id, { ...input, version });
  }

  @Get(':id/history')
  @Allow('finding.read')
  @ApiOperation({ summary: 'History of a finding', description: 'Every kept version, newest first.' })
  @ApiResponse({ status: 200, standardSchema: HistoryView })
  history(@Tx() tx: WorkspaceTransaction, @Param('id', { schema: Id }) id: string) {
    return historyOf(tx, 'finding', id);
  }
}
