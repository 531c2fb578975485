import { Module } from '@nestjs/common';
import { AssessmentsModule } from '@libs/assessments';
import { FindingsModule } from '@libs/findings';
import { LetterProfilesService } from '@libs/letters';
import { OrganisationsModule } from '@libs/organisations';
import { registerEntities } from '@libs/platform/database';
import { ScorecardsModule } from '@libs/scorecards';
import { SourcesModule } from '@libs/sources';
import { StatementsModule } from '@libs/statements';
import { CaseDocuments } from './case-documents.ts';
import { CaseEvidence } from './case-evidence.ts';
import { CaseFile } from './case-file.entity.ts';
import { CaseRounds } from './case-rounds.ts';
import { CasesController } from './cases.controller.ts';
import { CasesService } from './cases.service.ts';

registerEntities(CaseFile);

@Module({
  imports: [OrganisationsModule, SourcesModule, StatementsModule, FindingsModule, AssessmentsModule, ScorecardsModule],
  controllers: [CasesController],
  // Letter profiles hold no state; their own module is made with options for setting PDFs, which cases do not need.
  providers: [CaseDocuments, CaseEvidence, CaseRounds, CasesService, LetterProfilesService],
  exports: [CasesService],
})
export class CasesModule {}
