export { FindingsModule } from './findings.module.ts';
export { FindingsService, type FindingReference } from './findings.service.ts';
