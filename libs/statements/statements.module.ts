import { Module } from '@nestjs/common';
import { OrganisationsModule } from '@libs/organisations';
import { registerEntities } from '@libs/platform/database';
import { SourcesModule } from '@libs/sources';
import { Claim } from './claim.entity.ts';
import { ClaimsController } from './claims.controller.ts';
import { ClaimsService } from './claims.service.ts';
import { Statement } from './statement.entity.ts';
import { StatementsController } from './statements.controller.ts';
import { StatementsService } from './statements.service.ts';

registerEntities(Statement, Claim);

@Module({
  imports: [OrganisationsModule, SourcesModule],
  controllers: [StatementsController, ClaimsController],
  providers: [StatementsService, ClaimsService],
  exports: [StatementsService, ClaimsService],
})
export class StatementsModule {}
