import { Module } from '@nestjs/common';
import { registerEntities } from '@libs/platform/database';
import { Audience } from './audience.entity.ts';
import { AudiencesController } from './audiences.controller.ts';
import { MovesService } from './moves.service.ts';
import { Restriction } from './restriction.entity.ts';
import { RestrictionsController } from './restrictions.controller.ts';
import { RestrictionsService } from './restrictions.service.ts';
import { AudiencesService } from './audiences.service.ts';

registerEntities(Audience, Restriction);

@Module({
  controllers: [AudiencesController, RestrictionsController],
  providers: [AudiencesService, MovesService, RestrictionsService],
})
export class AudiencesModule {}
