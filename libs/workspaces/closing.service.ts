import { Injectable } from '@nestjs/common';
import type { CloseWorkspace } from '@libs/contracts';
import { ActorsService } from '@libs/platform/access';
import { InvalidInput, RuleBroken } from '@libs/platform/errors';
import { staleVersion, Tenancy, type Actor, type WorkspaceTransaction } from '@libs/platform/tenancy';

interface StateRow {
  name: string;
  version: number;
  closed_at: Date | null;
}

/** The end of a workspace, which can be taken back until its rows are removed. */
@Injectable()
export class ClosingService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly actors: ActorsService,
  ) {}

  /**
   * Closes a workspace: from now on it is not there for anybody, sessions, tokens and invitations alike; elsewhere
   * within ten seconds. Nothing in it changes.
   */
  async close(actor: Actor, { confirmName, version }: CloseWorkspace): Promise<void> {
    await this.tenancy.inWorkspace(actor, async (tx) => {
      const state = await stateOf(tx);
      if (confirmName.trim() !== state.name) {
        throw new InvalidInput([{ path: 'confirmName', code: 'other', message: `is not ${state.name}` }]);
      }
      if (state.version !== version) throw staleVersion(state.version, version);
      await setClosed(tx, tx.now, 'close');
    });
    this.actors.forget(actor.workspaceId);
  }

  /** Opens a closed workspace again, to those who were its members. For whoever runs the installation. */
  async reopen(actor: Actor): Promise<void> {
    await this.tenancy.inWorkspace(actor, async (tx) => {
      if (!(await stateOf(tx)).closed_at) throw new RuleBroken('not_closed', `${actor.slug} is open.`);
      await setClosed(tx, null, 'reopen');
    });
    this.actors.forget(actor.workspaceId);
  }

  /** When the workspace was closed, or null. */
  async closedAt(tx: WorkspaceTransaction): Promise<Date | null> {
    return (await stateOf(tx)).closed_at;
  }
}

async function stateOf(tx: WorkspaceTransaction): Promise<StateRow> {
  const rows = await tx.query<StateRow>(
    'select name, version, closed_at from app.workspace where workspace_id = $1 for update',
    [tx.workspaceId],
  );
  return rows[0]!;
}

async function setClosed(tx: WorkspaceTransaction, at: Date | null, act: 'close' | 'reopen'): Promise<void> {
  await tx.query('update app.workspace set closed_at = $2, version = version + 1 where workspace_id = $1', [
    tx.workspaceId,
    at,
  ]);
  tx.audit(act, 'workspace', tx.workspaceId);
}
