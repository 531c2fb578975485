import { Module } from '@nestjs/common';
import { registerEntities } from '@libs/platform/database';
import { Organisation } from './organisation.entity.ts';
import { OrganisationsController } from './organisations.controller.ts';
import { OrganisationsService } from './organisations.service.ts';

registerEntities(Organisation);

@Module({
  controllers: [OrganisationsController],
  providers: [OrganisationsService],
  exports: [OrganisationsService],
})
export class OrganisationsModule {}
