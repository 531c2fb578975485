import { Module } from '@nestjs/common';
import { registerEntities } from '@libs/platform/database';
import { Audience } from './audience.entity.ts';
import { AudiencesController } from './audiences.controller.ts';
import { MovesService } from './moves.service.ts';
import { AudiencesService } from './audiences.service.ts';

registerEntities(Audience);

@Module({
  controllers: [AudiencesController],
  providers: [AudiencesService, MovesService],
})
export class AudiencesModule {}
