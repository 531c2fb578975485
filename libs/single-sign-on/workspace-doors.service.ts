import { Injectable } from '@nestjs/common';
import type { Actor } from '@libs/platform/tenancy';
import { MembershipsService, WorkspacesService } from '@libs/workspaces';

/** The way into a workspace for somebody who is no member yet. */
@Injectable()
export class WorkspaceDoors {
  constructor(
    private readonly workspaces: WorkspacesService,
    readonly memberships: MembershipsService,
  ) {}

  async actorOf(workspace: string): Promise<Actor | null> {
    const found = await this.workspaces.find(workspace);
    return found ? this.workspaces.actorFor(found.workspaceId, found.slug, 'single_sign_on') : null;
  }
}
