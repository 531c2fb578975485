export { CasesModule } from './cases.module.ts';
export { CasesService } from './cases.service.ts';
