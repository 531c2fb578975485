export { LettersModule } from './letters.module.ts';
export { LettersService } from './letters.service.ts';
export { LetterProfilesService } from './letter-profiles.service.ts';
export { FORMATS, LetterFilesService, type Format, type LetterFile } from './letter-files.service.ts';
