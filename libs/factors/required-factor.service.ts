import { Injectable } from '@nestjs/common';
import type { RequiredFactorView } from '@libs/contracts';
import { ActorsService, hasFactor, IdentityStore, type Session } from '@libs/platform/access';
import { RuleBroken } from '@libs/platform/errors';
import { Tenancy, type Actor, type WorkspaceTransaction } from '@libs/platform/tenancy';

/** Whether a workspace lets only those in who have shown a second factor (security bar A6). */
@Injectable()
export class RequiredFactorService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly store: IdentityStore,
    private readonly actors: ActorsService,
  ) {}

  async view(actor: Actor): Promise<RequiredFactorView> {
    const required = await this.tenancy.inWorkspace(actor, isRequired);
    const rows = await this.store.query<{ without: number }>(
      `select count(*)::int as without from identity.user_workspace m
       join identity.user_account u on u.id = m.user_id and u.disabled_at is null
       where m.workspace_id = $1 and not ${hasFactor('u.id')}`,
      [actor.workspaceId],
    );
    return { required, membersWithout: rows[0]!.without };
  }

  /** @throws RuleBroken `own_factor_first` where the admin would lock the door behind themselves */
  async set(actor: Actor, session: Session, required: boolean): Promise<RequiredFactorView> {
    if (required && !session.hasFactor) {
      const message = 'Show a second factor in this session first: else this would keep you out, too.';
      throw new RuleBroken('own_factor_first', message);
    }
    await this.tenancy.inWorkspace(actor, async (tx) => {
      if ((await isRequired(tx)) === required) return;
      await tx.query('update app.workspace set requires_factor = $2 where workspace_id = $1', [
        tx.workspaceId,
        required,
      ]);
      tx.audit(required ? 'require_second_factor' : 'no_longer_require_second_factor', 'workspace', tx.workspaceId);
    });
    // Afterwards: a request in between would have remembered how it was.
    this.actors.forget(actor.workspaceId);
    return this.view(actor);
  }
}

async function isRequired(tx: WorkspaceTransaction): Promise<boolean> {
  const rows = await tx.query<{ required: boolean }>(
    'select requires_factor as required from app.workspace where workspace_id = $1',
    [tx.workspaceId],
  );
  return rows[0]!.required;
}
