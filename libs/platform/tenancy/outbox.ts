import type { WorkspaceTransaction } from './workspace-transaction.ts';

/** Where the application says which workspace has something to send. Heard by the login `queue`. */
export const OUTBOX_CHANNEL = 'plumbline_outbox';

/** Something to do after a transaction, outside of it. */
export interface Message {
  /** Names the handler: `invitation_mail`. */
  kind: string;
  /** Ids of what it is about. Never a secret, nor text that only some may read: both are read when it is done. */
  payload: Record<string, string | number | boolean | null>;
}

/** Writes a message in the transaction that causes it, with the state in which people of the workspace see it. */
export async function writeMessage(tx: WorkspaceTransaction, id: string, { kind, payload }: Message): Promise<void> {
  const { workspaceId, now, actor } = tx;
  await Promise.all([
    tx.query(
      `insert into app.outbox (workspace_id, id, kind, payload, created_by, created_at) values ($1, $2, $3, $4, $5, $6)`,
      [workspaceId, id, kind, JSON.stringify(payload), actor.auditName, now],
    ),
    tx.query(`insert into app.job_run (workspace_id, id, state) values ($1, $2, 'waiting')`, [workspaceId, id]),
  ]);
}

/** Has the queue told of a message once more, at once: it does not count how often that was tried before. */
export async function writeAgain(tx: WorkspaceTransaction, id: string): Promise<void> {
  await tx.query('update app.outbox set relayed_at = null where workspace_id = $1 and id = $2', [tx.workspaceId, id]);
}
