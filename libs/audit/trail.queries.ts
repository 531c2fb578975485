import type { AuditRow } from '@libs/platform/audit';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';

/** Events that are read at once. */
export const PAGE = 1000;

/** The events behind one, in their order, up to another: at most a page. */
export function trailPage(tx: WorkspaceTransaction, after: number, upTo: number): Promise<AuditRow[]> {
  return tx.query<AuditRow>(
    `select seq::text, canonical, previous_hash, hash from app.audit_event
     where workspace_id = $1 and audit_event.seq > $2 and audit_event.seq <= $3 order by audit_event.seq limit $4`,
    [tx.workspaceId, after, upTo, PAGE],
  );
}

/** The events of the trail in their order, up to one, read in pages. */
export async function* trailRows(tx: WorkspaceTransaction, upTo: number): AsyncIterable<AuditRow> {
  for (let after = 0; ;) {
    const rows = await trailPage(tx, after, upTo);
    yield* rows;
    if (rows.length < PAGE) return;
    after = Number(rows.at(-1)!.seq);
  }
}

/** Where the trail stands; seq -1 where the head itself is gone. */
export async function headOf(tx: WorkspaceTransaction): Promise<{ seq: number; hash: string }> {
  const heads = await tx.query<{ seq: string; hash: string }>(
    'select seq::text, hash from app.audit_head where workspace_id = $1',
    [tx.workspaceId],
  );
  return heads[0] ? { seq: Number(heads[0].seq), hash: heads[0].hash } : { seq: -1, hash: 'none' };
}

/** Asked in one statement, so that events appended meanwhile are counted with their head. */
export async function hasMoreThanHead(tx: WorkspaceTransaction): Promise<boolean> {
  const rows = await tx.query<{ more: boolean }>(
    `select coalesce(max(e.seq), 0) > coalesce((select h.seq from app.audit_head h where h.workspace_id = $1), 0) as more
     from app.audit_event e where e.workspace_id = $1`,
    [tx.workspaceId],
  );
  return rows[0]!.more;
}
