import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { registerEntities } from '@libs/platform/database';
import { ClosingService } from './closing.service.ts';
import { DemoSignIns } from './demo-sign-ins.ts';
import { MembersController } from './members.controller.ts';
import { MembersService } from './members.service.ts';
import { MembershipsService } from './memberships.service.ts';
import { SessionController } from './session.controller.ts';
import { WorkspaceController } from './workspace.controller.ts';
import { SessionDoor } from './session-door.service.ts';
import { Member } from './workspace.entity.ts';
import { WorkspacesService } from './workspaces.service.ts';

registerEntities(Member);

@Module({})
export class WorkspacesModule {
  static forRoot(options: { demo: boolean }): DynamicModule {
    return {
      module: WorkspacesModule,
      // Made with options, so the rooms above cannot import it by name.
      global: true,
      controllers: [SessionController, WorkspaceController, MembersController],
      providers: [
        WorkspacesService,
        ClosingService,
        MembershipsService,
        MembersService,
        SessionDoor,
        { provide: DemoSignIns, useFactory: () => new DemoSignIns(options.demo) },
      ],
      exports: [WorkspacesService, ClosingService, MembershipsService, MembersService, SessionDoor, DemoSignIns],
    };
  }
}
