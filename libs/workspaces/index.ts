export { WorkspacesModule } from './workspaces.module.ts';
export { WorkspacesService, type NewUser, type NewWorkspace } from './workspaces.service.ts';
export { AuditTrailService } from './audit-trail.service.ts';
export { DemoSignIns, type DemoSignIn } from './demo-sign-ins.ts';
