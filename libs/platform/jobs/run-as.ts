import { Injectable } from '@nestjs/common';
import { Tenancy, type Actor } from '@libs/platform/tenancy';

/** Work of the program itself, as the runtime login, in one workspace. */
@Injectable()
export class RunAs {
  constructor(private readonly tenancy: Tenancy) {}

  /**
   * Runs work as somebody who sees what everybody in the workspace sees.
   * @param auditName printed in the audit trail: `system:jobs`
   * @returns null where there is no such workspace (any more)
   */
  async runAs<Result>(
    workspaceId: string,
    auditName: string,
    work: (actor: Actor) => Promise<Result>,
  ): Promise<Result | null> {
    const [place] = await this.tenancy.queryDirectory<{ slug: string }>(
      'select slug from app.workspace_directory where workspace_id = $1',
      [workspaceId],
    );
    if (!place) return null;
    const nobody: Actor = {
      workspaceId,
      slug: place.slug,
      memberId: null,
      name: auditName,
      role: 'admin',
      legal: false,
      auditName,
      audiences: [],
      everyoneAudienceId: '',
    };
    const [everyone] = await this.tenancy.inWorkspace(nobody, (tx) =>
      tx.query<{ id: string }>(`select id from app.audience where workspace_id = $1 and kind = 'workspace'`, [
        workspaceId,
      ]),
    );
    if (!everyone) return null;
    return work({ ...nobody, audiences: [everyone.id], everyoneAudienceId: everyone.id });
  }
}
