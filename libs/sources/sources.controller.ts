import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  CaptureAgain,
  CaptureAgainView,
  ExcerptView,
  HistoryView,
  Id,
  ListSources,
  RecordExcerpt,
  RecordSource,
  ReviseSource,
  SourcePage,
  SourceView,
  Withdraw,
  sentOf,
  type SentOf,
} from '@libs/contracts';
import { Allow } from '@libs/platform/access';
import { IfMatch } from '@libs/platform/http';
import {
  CurrentActor,
  historyOf,
  OwnTransactions,
  Tx,
  type Actor,
  type WorkspaceTransaction,
} from '@libs/platform/tenancy';
import { CapturesService } from './captures.service.ts';
import { ExcerptsService } from './excerpts.service.ts';
import { SourcesService } from './sources.service.ts';

@ApiTags('Sources')
@Controller('api/workspaces/:workspace/sources')
export class SourcesController {
  constructor(
    private readonly sources: SourcesService,
    private readonly excerpts: ExcerptsService,
    private readonly captures: CapturesService,
  ) {}

  @Get()
  @Allow('source.read')
  @ApiOperation({ summary: 'List sources', description: 'Newest publication first; withdrawn ones are left out.' })
  @ApiResponse({ status: 200, standardSchema: SourcePage })
  list(@Tx() tx: WorkspaceTransaction, @Query({ schema: ListSources }) query: ListSources) {
    return this.sources.list(tx, query);
  }

  @Post()
  @Allow('source.record')
  @ApiOperation({
    summary: 'Record a source document',
    description: 'The pasted text is kept to the character and never changes: a new capture is a new source.',
  })
  @ApiResponse({ status: 201, standardSchema: SourceView })
  record(@Tx() tx: WorkspaceTransaction, @Body({ schema: RecordSource }) input: RecordSource) {
    return this.sources.record(tx, input);
  }

  @Get(':id')
  @Allow('source.read')
  @ApiOperation({ summary: 'Read a source', description: 'With its captured text and passages.' })
  @ApiResponse({ status: 200, standardSchema: SourceView })
  read(@Tx() tx: WorkspaceTransaction, @Param('id', { schema: Id }) id: string) {
    return this.sources.read(tx, id);
  }

  @Patch(':id')
  @Allow('source.revise')
  @ApiOperation({ summary: 'Revise a source', description: 'What is said about the document; never its text.' })
  @ApiResponse({ status: 200, standardSchema: SourceView })
  revise(
    @Tx() tx: WorkspaceTransaction,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: sentOf(ReviseSource) }) input: SentOf<typeof ReviseSource>,
  ) {
    return this.sources.revise(tx, id, { ...input, version });
  }

  @Post(':id/withdraw')
  @Allow('source.withdraw')
  @OwnTransactions()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Withdraw a source',
    description:
      'Refused with a list while live records rely on it. Excerpts then stand as in the newest capture that is left.',
  })
  @ApiResponse({ status: 200, standardSchema: SourceView })
  withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: sentOf(Withdraw) }) input: SentOf<typeof Withdraw>,
  ) {
    return this.captures.withdraw(actor, id, { ...input, version });
  }

  @Get(':id/history')
  @Allow('source.read')
  @ApiOperation({ summary: 'History of a source', description: 'Every kept version, newest first.' })
  @ApiResponse({ status: 200, standardSchema: HistoryView })
  history(@Tx() tx: WorkspaceTransaction, @Param('id', { schema: Id }) id: string) {
    return historyOf(tx, 'source', id);
  }

  @Post(':id/captures')
  @Allow('source.capture')
  @OwnTransactions()
  @ApiOperation({
    summary: 'Capture a document again',
    description: 'Makes a new source that points to this one, and says how every excerpt stands in the new text.',
  })
  @ApiResponse({ status: 201, standardSchema: CaptureAgainView })
  captureAgain(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: CaptureAgain }) input: CaptureAgain,
  ) {
    return this.captures.captureAgain(actor, id, input);
  }

  @Post(':id/excerpts')
  @Allow('excerpt.record')
  @ApiOperation({
    summary: 'Record an excerpt',
    description: 'Chosen by offsets in UTF-16 units. Refused unless the words sent along stand there exactly.',
  })
  @ApiResponse({ status: 201, standardSchema: ExcerptView })
  recordExcerpt(
    @Tx() tx: WorkspaceTransaction,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: RecordExcerpt }) input: RecordExcerpt,
  ) {
    return this.excerpts.record(tx, id, input);
  }
}
