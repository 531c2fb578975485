import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  ClaimPage,
  ClaimView,
  HistoryView,
  Id,
  ListClaims,
  RecordClaim,
  ReviseClaim,
  Withdraw,
  sentOf,
  type SentOf,
} from '@libs/contracts';
import { Allow } from '@libs/platform/access';
import { IfMatch } from '@libs/platform/http';
import { historyOf, Tx, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { ClaimsService } from './claims.service.ts';

@ApiTags('Claims')
@Controller('api/workspaces/:workspace/claims')
export class ClaimsController {
  constructor(private readonly claims: ClaimsService) {}

  @Get()
  @Allow('claim.read')
  @ApiOperation({
    summary: 'List claims',
    description: 'In the order of its text for one source, else by number; withdrawn ones are left out.',
  })
  @ApiResponse({ status: 200, standardSchema: ClaimPage })
  list(@Tx() tx: WorkspaceTransaction, @Query({ schema: ListClaims }) query: ListClaims) {
    return this.claims.list(tx, query);
  }

  @Post()
  @Allow('claim.record')
  @ApiOperation({
    summary: 'Record a claim',
    description: 'The checkable part of what a company said. Its words lie within a statement of that company.',
  })
  @ApiResponse({ status: 201, standardSchema: ClaimView })
  record(@Tx() tx: WorkspaceTransaction, @Body({ schema: RecordClaim }) input: RecordClaim) {
    return this.claims.record(tx, input);
  }

  @Get(':id')
  @Allow('claim.read')
  @ApiOperation({ summary: 'Read a claim' })
  @ApiResponse({ status: 200, standardSchema: ClaimView })
  read(@Tx() tx: WorkspaceTransaction, @Param('id', { schema: Id }) id: string) {
    return this.claims.read(tx, id);
  }

  @Patch(':id')
  @Allow('claim.revise')
  @ApiOperation({
    summary: 'Revise a claim',
    description:
      'Fields that are left out stay as they are. Company, words and series stay while records rely on them.',
  })
  @ApiResponse({ status: 200, standardSchema: ClaimView })
  revise(
    @Tx() tx: WorkspaceTransaction,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: sentOf(ReviseClaim) }) input: SentOf<typeof ReviseClaim>,
  ) {
    return this.claims.revise(tx, id, { ...input, version });
  }

  @Post(':id/withdraw')
  @Allow('claim.withdraw')
  @HttpCode(200)
  @ApiOperation({ summary: 'Withdraw a claim', description: 'Refused with a list while live records rely on it.' })
  @ApiResponse({ status: 200, standardSchema: ClaimView })
  withdraw(
    @Tx() tx: WorkspaceTransaction,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: sentOf(Withdraw) }) input: SentOf<typeof Withdraw>,
  ) {
    return this.claims.withdraw(tx, id, { ...input, version });
  }

  @Get(':id/history')
  @Allow('claim.read')
  @ApiOperation({ summary: 'History of a claim', description: 'Every kept version, newest first.' })
  @ApiResponse({ status: 200, standardSchema: HistoryView })
  history(@Tx() tx: WorkspaceTransaction, @Param('id', { schema: Id }) id: string) {
    return historyOf(tx, 'claim', id);
  }
}
