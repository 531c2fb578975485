import { Module } from '@nestjs/common';
import { OrganisationsModule } from '@libs/organisations';
import { registerEntities } from '@libs/platform/database';
import { SourcesModule } from '@libs/sources';
import { StatementsModule } from '@libs/statements';
import { Finding } from './finding.entity.ts';
import { FindingsController } from './findings.controller.ts';
import { FindingsService } from './findings.service.ts';
import { ListingController } from './listing.controller.ts';
import { ListingService } from './listing.service.ts';

registerEntities(Finding);

@Module({
  imports: [OrganisationsModule, SourcesModule, StatementsModule],
  controllers: [FindingsController, ListingController],
  providers: [FindingsService, ListingService],
  exports: [FindingsService],
})
export class FindingsModule {}
