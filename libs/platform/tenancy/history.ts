import type { HistoryView } from '@libs/contracts';
import { NotFound } from '@libs/platform/errors';
import { namesOf } from './attribution.ts';
import type { WorkspaceTransaction } from './workspace-transaction.ts';

interface VersionRow {
  version: number;
  changed_at: Date;
  changed_by: string;
  reason: string | null;
  snapshot: string;
}

/** Every kept version of a record, newest first. Nothing visible answers like a record that does not exist. */
export async function historyOf(tx: WorkspaceTransaction, kind: string, recordId: string): Promise<HistoryView> {
  const rows = await tx.query<VersionRow>(
    `select version, changed_at, changed_by, reason, snapshot from app.record_version
     where workspace_id = $1 and kind = $2 and record_id = $3 order by version desc`,
    [tx.workspaceId, kind, recordId],
  );
  if (rows.length === 0) throw new NotFound(kind);
  const nameOf = await namesOf(
    tx,
    rows.map((row) => row.changed_by),
  );
  return {
    items: rows.map((row) => ({
      version: row.version,
      changedAt: row.changed_at.toISOString(),
      changedBy: nameOf(row.changed_by),
      reason: row.reason,
      snapshot: JSON.parse(row.snapshot) as Record<string, unknown>,
    })),
  };
}
