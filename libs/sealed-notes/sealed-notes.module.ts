import { Module } from '@nestjs/common';
import { registerEntities } from '@libs/platform/database';
import { DataKeysService } from './data-keys.service.ts';
import { SealedNote } from './sealed-note.entity.ts';
import { SealedNotesController } from './sealed-notes.controller.ts';
import { SealedNotesService } from './sealed-notes.service.ts';
import { DataKey } from './sealing-key.entity.ts';

registerEntities(SealedNote, DataKey);

@Module({
  controllers: [SealedNotesController],
  providers: [SealedNotesService, DataKeysService],
  exports: [DataKeysService],
})
export class SealedNotesModule {}
