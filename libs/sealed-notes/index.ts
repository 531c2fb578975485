export { DataKeysService } from './data-keys.service.ts';
export { SealedNotesModule } from './sealed-notes.module.ts';
