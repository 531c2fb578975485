import { Module } from '@nestjs/common';
import { registerEntities } from '@libs/platform/database';
import { CapturesService } from './captures.service.ts';
import { Excerpt } from './excerpt.entity.ts';
import { ExcerptsController } from './excerpts.controller.ts';
import { ExcerptsService } from './excerpts.service.ts';
import { SourceDocument } from './source.entity.ts';
import { SourcesController } from './sources.controller.ts';
import { SourcesService } from './sources.service.ts';

registerEntities(SourceDocument, Excerpt);

@Module({
  controllers: [SourcesController, ExcerptsController],
  providers: [SourcesService, ExcerptsService, CapturesService],
  exports: [SourcesService, ExcerptsService, CapturesService],
})
export class SourcesModule {}
