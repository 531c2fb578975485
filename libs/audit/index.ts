export { AuditModule } from './audit.module.ts';
export { AuditTrailService } from './audit-trail.service.ts';
export { CheckpointsService, type CheckpointOptions } from './checkpoints.service.ts';
export { TrailExportService } from './trail-export.service.ts';
