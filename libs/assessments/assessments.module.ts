import { Module } from '@nestjs/common';
import { FindingsModule } from '@libs/findings';
import { OrganisationsModule } from '@libs/organisations';
import { registerEntities } from '@libs/platform/database';
import { StatementsModule } from '@libs/statements';
import { Assessment } from './assessment.entity.ts';
import { AssessmentGrounds } from './assessment-grounds.ts';
import { AssessmentsController } from './assessments.controller.ts';
import { AssessmentsService } from './assessments.service.ts';
import { CompaniesController } from './companies.controller.ts';
import { ComparisonService } from './comparison.service.ts';

registerEntities(Assessment);

@Module({
  imports: [OrganisationsModule, StatementsModule, FindingsModule],
  controllers: [AssessmentsController, CompaniesController],
  providers: [AssessmentGrounds, AssessmentsService, ComparisonService],
  exports: [AssessmentsService, ComparisonService],
})
export class AssessmentsModule {}
