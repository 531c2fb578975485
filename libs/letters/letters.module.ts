import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { AssessmentsModule } from '@libs/assessments';
import { FindingsModule } from '@libs/findings';
import { OrganisationsModule } from '@libs/organisations';
import { registerEntities } from '@libs/platform/database';
import { Tenancy } from '@libs/platform/tenancy';
import { SourcesModule } from '@libs/sources';
import { StatementsModule } from '@libs/statements';
import { Letter, LetterProfile } from './letter.entity.ts';
import { LetterChecksService } from './letter-citations.service.ts';
import { LetterFilesService } from './letter-files.service.ts';
import { LetterProfilesService } from './letter-profiles.service.ts';
import { LettersController } from './letters.controller.ts';
import { LetterRecords, LettersService } from './letters.service.ts';

registerEntities(Letter, LetterProfile);

@Module({})
export class LettersModule {
  /** @param options.processes child processes that set PDFs */
  static forRoot(options: { processes: number }): DynamicModule {
    return {
      module: LettersModule,
      imports: [OrganisationsModule, SourcesModule, StatementsModule, FindingsModule, AssessmentsModule],
      controllers: [LettersController],
      providers: [
        LettersService,
        LetterRecords,
        LetterProfilesService,
        LetterChecksService,
        {
          provide: LetterFilesService,
          inject: [Tenancy, LetterChecksService],
          useFactory: (tenancy: Tenancy, checks: LetterChecksService) =>
            new LetterFilesService(tenancy, checks, options.processes),
        },
      ],
      exports: [LettersService, LetterProfilesService, LetterFilesService],
    };
  }
}
