import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  AnswerView,
  CompanyScoresView,
  HistoryView,
  Id,
  IndicatorName,
  MethodList,
  MethodView,
  RecordAnswer,
  RecordRound,
  RoundList,
  RoundName,
  RoundView,
  ScorecardCitations,
  ScorecardView,
  Withdraw,
  sentOf,
  type SentOf,
} from '@libs/contracts';
import { Allow } from '@libs/platform/access';
import { IfMatch, IfMatchOrNew } from '@libs/platform/http';
import { Tx, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { AnswersService } from './answers.service.ts';
import { MethodsService } from './methods.service.ts';
import { RoundsService } from './rounds.service.ts';
import { ScorecardsService } from './scorecards.service.ts';

const ANSWER = 'rounds/:id/companies/:companyId/answers/:indicator';

@ApiTags('Scorecards')
@Controller('api/workspaces/:workspace')
export class ScorecardsController {
  constructor(
    private readonly methods: MethodsService,
    private readonly rounds: RoundsService,
    private readonly answers: AnswersService,
    private readonly scorecards: ScorecardsService,
  ) {}

  @Get('methods')
  @Allow('scorecard.read')
  @ApiOperation({ summary: 'List methods', description: 'Every stored version. A version never changes.' })
  @ApiResponse({ status: 200, standardSchema: MethodList })
  listMethods(@Tx() tx: WorkspaceTransaction) {
    return this.methods.list(tx);
  }

  @Get('methods/:id')
  @Allow('scorecard.read')
  @ApiOperation({ summary: 'Read a method', description: 'Indicators, points as earned, pairs and thresholds.' })
  @ApiResponse({ status: 200, standardSchema: MethodView })
  readMethod(@Tx() tx: WorkspaceTransaction, @Param('id', { schema: Id }) id: string) {
    return this.methods.read(tx, id);
  }

  @Get('rounds')
  @Allow('scorecard.read')
  @ApiOperation({ summary: 'List rounds', description: 'The latest period first.' })
  @ApiResponse({ status: 200, standardSchema: RoundList })
  listRounds(@Tx() tx: WorkspaceTransaction) {
    return this.rounds.list(tx);
  }

  @Post('rounds')
  @Allow('round.record')
  @ApiOperation({ summary: 'Record a round', description: 'A method version, a period and a set of companies.' })
  @ApiResponse({ status: 201, standardSchema: RoundView })
  recordRound(@Tx() tx: WorkspaceTransaction, @Body({ schema: RecordRound }) input: RecordRound) {
    return this.rounds.record(tx, input);
  }

  @Get('rounds/:id')
  @Allow('scorecard.read')
  @ApiOperation({ summary: 'Read a round', description: 'By its id or its key.' })
  @ApiResponse({ status: 200, standardSchema: RoundView })
  readRound(@Tx() tx: WorkspaceTransaction, @Param('id', { schema: RoundName }) id: string) {
    return this.rounds.read(tx, id);
  }

  @Get('rounds/:id/scorecard')
  @Allow('scorecard.read')
  @ApiOperation({
    summary: 'The scorecard of a round',
    description: 'Computed from the answers as they stand. Policy and conduct are two numbers, never added.',
  })
  @ApiResponse({ status: 200, standardSchema: ScorecardView })
  scorecard(@Tx() tx: WorkspaceTransaction, @Param('id', { schema: RoundName }) id: string) {
    return this.scorecards.scorecard(tx, id);
  }

  @Get('rounds/:id/citations')
  @Allow('scorecard.read')
  @ApiOperation({
    summary: 'What the scorecard of a round cites',
    description: 'Every cited finding with who reported it and every answer that the same sources give.',
  })
  @ApiResponse({ status: 200, standardSchema: ScorecardCitations })
  async citations(@Tx() tx: WorkspaceTransaction, @Param('id', { schema: RoundName }) id: string) {
    return { items: await this.scorecards.citations(tx, id) };
  }

  @Get('companies/:id/scores')
  @Allow('scorecard.read')
  @ApiOperation({ summary: 'The scores of a company', description: 'Its row in every round that has it.' })
  @ApiResponse({ status: 200, standardSchema: CompanyScoresView })
  companyScores(@Tx() tx: WorkspaceTransaction, @Param('id', { schema: Id }) id: string) {
    return this.scorecards.companyScores(tx, id);
  }

  @Put(ANSWER)
  @Allow('answer.record')
  @ApiOperation({
    summary: 'Record an answer',
    description: 'What is found rests on evidence; an absence takes no answer key. A first answer sends no version.',
  })
  @ApiResponse({ status: 200, standardSchema: AnswerView })
  recordAnswer(
    @Tx() tx: WorkspaceTransaction,
    @Param('id', { schema: RoundName }) id: string,
    @Param('companyId', { schema: Id }) companyId: string,
    @Param('indicator', { schema: IndicatorName }) indicator: string,
    @IfMatchOrNew() version: number | null,
    @Body({ schema: sentOf(RecordAnswer) }) input: SentOf<typeof RecordAnswer>,
  ) {
    return this.answers.record(tx, id, companyId, indicator, { ...input, version });
  }

  @Post(`${ANSWER}/withdraw`)
  @Allow('answer.withdraw')
  @HttpCode(200)
  @ApiOperation({ summary: 'Withdraw an answer', description: 'The indicator then reads as not researched.' })
  @ApiResponse({ status: 200, standardSchema: AnswerView })
  withdrawAnswer(
    @Tx() tx: WorkspaceTransaction,
    @Param('id', { schema: RoundName }) id: string,
    @Param('companyId', { schema: Id }) companyId: string,
    @Param('indicator', { schema: IndicatorName }) indicator: string,
    @IfMatch() version: number,
    @Body({ schema: sentOf(Withdraw) }) input: SentOf<typeof Withdraw>,
  ) {
    return this.answers.withdraw(tx, id, companyId, indicator, { ...input, version });
  }

  @Get(`${ANSWER}/history`)
  @Allow('scorecard.read')
  @ApiOperation({ summary: 'History of an answer', description: 'Every kept version, newest first.' })
  @ApiResponse({ status: 200, standardSchema: HistoryView })
  answerHistory(
    @Tx() tx: WorkspaceTransaction,
    @Param('id', { schema: RoundName }) id: string,
    @Param('companyId', { schema: Id }) companyId: string,
    @Param('indicator', { schema: IndicatorName }) indicator: string,
  ) {
    return this.answers.history(tx, id, companyId, indicator);
  }
}
