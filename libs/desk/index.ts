export { DeskModule } from './desk.module.ts';
export { SearchService } from './search.service.ts';
