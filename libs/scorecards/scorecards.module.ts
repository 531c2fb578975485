import { Module } from '@nestjs/common';
import { AssessmentsModule } from '@libs/assessments';
import { FindingsModule } from '@libs/findings';
import { OrganisationsModule } from '@libs/organisations';
import { registerEntities } from '@libs/platform/database';
import { AnswersService } from './answers.service.ts';
import { MethodsService } from './methods.service.ts';
import { RoundsService } from './rounds.service.ts';
import { Answer, Method, Round } from './scorecard.entities.ts';
import { ScorecardsController } from './scorecards.controller.ts';
import { ScorecardsService } from './scorecards.service.ts';

registerEntities(Method, Round, Answer);

@Module({
  imports: [OrganisationsModule, FindingsModule, AssessmentsModule],
  controllers: [ScorecardsController],
  providers: [MethodsService, RoundsService, AnswersService, ScorecardsService],
  exports: [MethodsService, RoundsService, AnswersService, ScorecardsService],
})
export class ScorecardsModule {}
