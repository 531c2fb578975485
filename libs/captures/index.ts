export { CapturesModule } from './captures.module.ts';
export { DocumentsService } from './documents.service.ts';
export { FilesService, type FileGiven } from './files.service.ts';
