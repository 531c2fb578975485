import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  Id,
  ListRestrictions,
  RestrictionPage,
  RestrictionView,
  ReviseRestriction,
  ShowRestriction,
  sentOf,
  type SentOf,
} from '@libs/contracts';
import { Allow } from '@libs/platform/access';
import { IfMatch } from '@libs/platform/http';
import { Tx, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { RestrictionsService } from './restrictions.service.ts';

const READERS = 'By those who read the record; refused with 403 for all others.';

@ApiTags('Audiences')
@Controller('api/workspaces/:workspace/restrictions')
export class RestrictionsController {
  constructor(private readonly restrictions: RestrictionsService) {}

  @Get()
  @Allow('restriction.read')
  @ApiOperation({
    summary: 'List the lines of restricted records',
    description:
      'Newest first. Everybody reads the line; only readers of the record are told which it is. Locked records, those ' +
      'that few may read and for which no line stands, are in no list of the others.',
  })
  @ApiResponse({ status: 200, standardSchema: RestrictionPage })
  list(@Tx() tx: WorkspaceTransaction, @Query({ schema: ListRestrictions }) query: ListRestrictions) {
    return this.restrictions.list(tx, query);
  }

  @Post()
  @Allow('restriction.show')
  @ApiOperation({
    summary: 'Show a line for a locked record',
    description:
      'The record is restricted from then on. Refused for one that everybody reads (`open_to_all`) and where a line ' +
      'stands already (`restricted_already`). The line goes when the record is opened to everybody, and stays when it ' +
      'is withdrawn: the others do not learn of it.',
  })
  @ApiResponse({ status: 201, standardSchema: RestrictionView })
  show(@Tx() tx: WorkspaceTransaction, @Body({ schema: ShowRestriction }) input: ShowRestriction) {
    return this.restrictions.show(tx, input);
  }

  @Patch(':id')
  @Allow('restriction.show')
  @ApiOperation({ summary: 'Change a line', description: READERS })
  @ApiResponse({ status: 200, standardSchema: RestrictionView })
  revise(
    @Tx() tx: WorkspaceTransaction,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: sentOf(ReviseRestriction) }) input: SentOf<typeof ReviseRestriction>,
  ) {
    return this.restrictions.revise(tx, id, { ...input, version });
  }

  @Post(':id/lift')
  @Allow('restriction.lift')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Take a line away',
    description: `The record is locked again, and the words of the line are gone. ${READERS}`,
  })
  @ApiResponse({ status: 204, description: 'The line is gone' })
  lift(@Tx() tx: WorkspaceTransaction, @Param('id', { schema: Id }) id: string, @IfMatch() version: number) {
    return this.restrictions.lift(tx, id, version);
  }
}
