import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  AssessmentPage,
  AssessmentView,
  ConfirmAssessment,
  HistoryView,
  Id,
  ListAssessments,
  RecordAssessment,
  ReviseAssessment,
  Withdraw,
  sentOf,
  type SentOf,
} from '@libs/contracts';
import { Allow } from '@libs/platform/access';
import { IfMatch } from '@libs/platform/http';
import { historyOf, Tx, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { AssessmentsService } from './assessments.service.ts';

@ApiTags('Assessments')
@Controller('api/workspaces/:workspace/assessments')
export class AssessmentsController {
  constructor(private readonly assessments: AssessmentsService) {}

  @Get()
  @Allow('assessment.read')
  @ApiOperation({
    summary: 'List assessments',
    description: 'By number, of one company or one claim; withdrawn and superseded ones are left out.',
  })
  @ApiResponse({ status: 200, standardSchema: AssessmentPage })
  list(@Tx() tx: WorkspaceTransaction, @Query({ schema: ListAssessments }) query: ListAssessments) {
    return this.assessments.list(tx, query);
  }

  @Post()
  @Allow('assessment.record')
  @ApiOperation({
    summary: 'Hold a claim against the evidence',
    description: 'A draft until a second reader gives the same verdict. The reason is asked for before the verdict.',
  })
  @ApiResponse({ status: 201, standardSchema: AssessmentView })
  record(@Tx() tx: WorkspaceTransaction, @Body({ schema: RecordAssessment }) input: RecordAssessment) {
    return this.assessments.record(tx, input);
  }

  @Get(':id')
  @Allow('assessment.read')
  @ApiOperation({ summary: 'Read an assessment', description: 'A withdrawn or superseded one too.' })
  @ApiResponse({ status: 200, standardSchema: AssessmentView })
  read(@Tx() tx: WorkspaceTransaction, @Param('id', { schema: Id }) id: string) {
    return this.assessments.read(tx, id);
  }

  @Patch(':id')
  @Allow('assessment.revise')
  @ApiOperation({
    summary: 'Revise an assessment',
    description: 'Fields that are left out stay as they are. A published one is not revised: record a new one.',
  })
  @ApiResponse({ status: 200, standardSchema: AssessmentView })
  revise(
    @Tx() tx: WorkspaceTransaction,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: sentOf(ReviseAssessment) }) input: SentOf<typeof ReviseAssessment>,
  ) {
    return this.assessments.revise(tx, id, { ...input, version });
  }

  @Post(':id/confirm')
  @Allow('assessment.confirm')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Read an assessment a second time',
    description:
      'Not by its writer. The same verdict publishes; another one, or a rule that is not met, sends it to review.',
  })
  @ApiResponse({ status: 200, standardSchema: AssessmentView })
  confirm(
    @Tx() tx: WorkspaceTransaction,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: sentOf(ConfirmAssessment) }) input: SentOf<typeof ConfirmAssessment>,
  ) {
    return this.assessments.confirm(tx, id, { ...input, version });
  }

  @Post(':id/withdraw')
  @Allow('assessment.withdraw')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Withdraw an assessment',
    description: 'It stays readable with its reason.',
  })
  @ApiResponse({ status: 200, standardSchema: AssessmentView })
  withdraw(
    @Tx() tx: WorkspaceTransaction,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: sentOf(Withdraw) }) input: SentOf<typeof Withdraw>,
  ) {
    return this.assessments.withdraw(tx, id, { ...input, version });
  }

  @Get(':id/history')
  @Allow('assessment.read')
  @ApiOperation({ summary: 'History of an assessment', description: 'Every kept version, newest first.' })
  @ApiResponse({ status: 200, standardSchema: HistoryView })
  history(@Tx() tx: WorkspaceTransaction, @Param('id', { schema: Id }) id: string) {
    return historyOf(tx, 'assessment', id);
  }
}
