import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  AudienceList,
  AudienceView,
  Id,
  MakeAudience,
  Moved,
  MoveRecord,
  ReviseAudience,
  sentOf,
  type SentOf,
} from '@libs/contracts';
import { Allow } from '@libs/platform/access';
import { IfMatch } from '@libs/platform/http';
import { CurrentActor, OwnTransactions, type Actor } from '@libs/platform/tenancy';
import { MovesService } from './moves.service.ts';
import { AudiencesService } from './audiences.service.ts';

const KEEPERS = 'By its keeper or an admin. Where you neither are in it nor keep it, the audience is not found.';

@ApiTags('Audiences')
@Controller('api/workspaces/:workspace/audiences')
export class AudiencesController {
  constructor(
    private readonly audiences: AudiencesService,
    private readonly moves: MovesService,
  ) {}

  @Get()
  @Allow('audience.read')
  @OwnTransactions()
  @ApiOperation({
    summary: 'List audiences',
    description: 'Those that you are in or keep; an admin sees all of them, not what is recorded for them.',
  })
  @ApiResponse({ status: 200, standardSchema: AudienceList })
  async list(@CurrentActor() actor: Actor): Promise<AudienceList> {
    return { items: await this.audiences.list(actor) };
  }

  @Post()
  @Allow('audience.make')
  @OwnTransactions()
  @ApiOperation({ summary: 'Make an audience', description: 'A team is made by an admin, named people by any writer.' })
  @ApiResponse({ status: 201, standardSchema: AudienceView })
  make(@CurrentActor() actor: Actor, @Body({ schema: MakeAudience }) input: MakeAudience): Promise<AudienceView> {
    return this.audiences.make(actor, input);
  }

  @Patch(':id')
  @Allow('audience.revise')
  @OwnTransactions()
  @ApiOperation({ summary: 'Change name or keeper', description: KEEPERS })
  @ApiResponse({ status: 200, standardSchema: AudienceView })
  revise(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: sentOf(ReviseAudience) }) input: SentOf<typeof ReviseAudience>,
  ): Promise<AudienceView> {
    return this.audiences.revise(actor, id, { ...input, version });
  }

  @Post(':id/records')
  @Allow('record.move')
  @OwnTransactions()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Move a record to an audience',
    description:
      'With everything that rests on it, every kept version and its words in search; nothing stays where it was. ' +
      'Refused where it would be for more people than what it rests on (`wider_than_grounds`), where something that ' +
      'rests on it rests on another narrow record as well (`mixed_audiences`), and where answers of a scorecard cite ' +
      'it (`cited_by_answers`). A record that leaves what is for everybody gets a drawn number, one that joins it the ' +
      'next in the row; a letter keeps the one that it printed.',
  })
  @ApiResponse({ status: 200, standardSchema: Moved })
  move(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: MoveRecord }) input: MoveRecord,
  ): Promise<Moved> {
    return this.moves.move(actor, id, input);
  }

  @Put(':id/members/:memberId')
  @Allow('audience.revise')
  @OwnTransactions()
  @ApiOperation({ summary: 'Let a member into an audience', description: KEEPERS })
  @ApiResponse({ status: 200, standardSchema: AudienceView })
  admit(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Param('memberId', { schema: Id }) memberId: string,
  ): Promise<AudienceView> {
    return this.audiences.admit(actor, id, memberId);
  }

  @Delete(':id/members/:memberId')
  @Allow('audience.revise')
  @OwnTransactions()
  @ApiOperation({
    summary: 'Take a member out of an audience',
    description: `${KEEPERS} The last one stays (\`last_of_audience\`): what it holds would be seen by nobody.`,
  })
  @ApiResponse({ status: 200, standardSchema: AudienceView })
  dismiss(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Param('memberId', { schema: Id }) memberId: string,
  ): Promise<AudienceView> {
    return this.audiences.dismiss(actor, id, memberId);
  }
}
