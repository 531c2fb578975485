import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  HistoryView,
  Id,
  ListOrganisations,
  OrganisationPage,
  OrganisationView,
  RecordOrganisation,
  ReviseOrganisation,
  Withdraw,
  sentOf,
  type SentOf,
} from '@libs/contracts';
import { Allow } from '@libs/platform/access';
import { IfMatch } from '@libs/platform/http';
import { historyOf, Tx, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { OrganisationsService } from './organisations.service.ts';

@ApiTags('Organisations')
@Controller('api/workspaces/:workspace/organisations')
export class OrganisationsController {
  constructor(private readonly organisations: OrganisationsService) {}

  @Get()
  @Allow('organisation.read')
  @ApiOperation({ summary: 'List organisations', description: 'By legal name; withdrawn ones are left out.' })
  @ApiResponse({ status: 200, standardSchema: OrganisationPage })
  list(@Tx() tx: WorkspaceTransaction, @Query({ schema: ListOrganisations }) query: ListOrganisations) {
    return this.organisations.list(tx, query);
  }

  @Post()
  @Allow('organisation.record')
  @ApiOperation({ summary: 'Record an organisation', description: 'Owners and other links are findings, not fields.' })
  @ApiResponse({ status: 201, standardSchema: OrganisationView })
  record(@Tx() tx: WorkspaceTransaction, @Body({ schema: RecordOrganisation }) input: RecordOrganisation) {
    return this.organisations.record(tx, input);
  }

  @Get(':id')
  @Allow('organisation.read')
  @ApiOperation({ summary: 'Read an organisation' })
  @ApiResponse({ status: 200, standardSchema: OrganisationView })
  read(@Tx() tx: WorkspaceTransaction, @Param('id', { schema: Id }) id: string) {
    return this.organisations.read(tx, id);
  }

  @Patch(':id')
  @Allow('organisation.revise')
  @ApiOperation({ summary: 'Revise an organisation', description: 'Fields that are left out stay as they are.' })
  @ApiResponse({ status: 200, standardSchema: OrganisationView })
  revise(
    @Tx() tx: WorkspaceTransaction,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: sentOf(ReviseOrganisation) }) input: SentOf<typeof ReviseOrganisation>,
  ) {
    return this.organisations.revise(tx, id, { ...input, version });
  }

  @Post(':id/withdraw')
  @Allow('organisation.withdraw')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Withdraw an organisation',
    description: 'Refused with a list while other records refer to it.',
  })
  @ApiResponse({ status: 200, standardSchema: OrganisationView })
  withdraw(
    @Tx() tx: WorkspaceTransaction,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: sentOf(Withdraw) }) input: SentOf<typeof Withdraw>,
  ) {
    return this.organisations.withdraw(tx, id, { ...input, version });
  }

  @Get(':id/history')
  @Allow('organisation.read')
  @ApiOperation({ summary: 'History of an organisation', description: 'Every kept version, newest first.' })
  @ApiResponse({ status: 200, standardSchema: HistoryView })
  history(@Tx() tx: WorkspaceTransaction, @Param('id', { schema: Id }) id: string) {
    return historyOf(tx, 'organisation', id);
  }
}
