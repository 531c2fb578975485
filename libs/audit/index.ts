export { AuditModule } from './audit.module.ts';
export { AuditTrailService } from './audit-trail.service.ts';
