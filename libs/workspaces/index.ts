export { WorkspacesModule } from './workspaces.module.ts';
export { ClosingService } from './closing.service.ts';
export { MembersService } from './members.service.ts';
export { ERASED_NAME, insertAccount, MembershipsService, type Joining } from './memberships.service.ts';
export { SessionDoor, type Exchange } from './session-door.service.ts';
export { namesIn, WorkspacesService, type NewUser, type NewWorkspace } from './workspaces.service.ts';
export { DemoSignIns, type DemoSignIn } from './demo-sign-ins.ts';
