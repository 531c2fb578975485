import type { SealedNotePage } from '@libs/contracts';
import { NotFound } from '@libs/platform/errors';
import { namesOf, type WorkspaceTransaction } from '@libs/platform/tenancy';

interface NoteRow {
  id: string;
  version: number;
  sourceId: string;
  title: string;
  tags: string[];
  written_by: string;
  written_at: Date;
  destroyed_at: Date | null;
  destroyed_by: string | null;
  total: number;
}

/** The source, locked: what is written beside it waits for its move and for the end of its key. @throws NotFound */
export async function lockSource(tx: WorkspaceTransaction, id: string): Promise<{ audienceId: string }> {
  const [source] = await tx.query<{ audienceId: string }>(
    `select audience_id as "audienceId" from app.source_document where workspace_id = $1 and id = $2 for update`,
    [tx.workspaceId, id],
  );
  if (!source) throw new NotFound('source');
  return source;
}

/** Notes without their words, the newest first. */
export async function noteRows(
  tx: WorkspaceTransaction,
  filter: { id?: string; source?: string | undefined; q?: string | undefined },
  limit: number,
  offset: number,
): Promise<SealedNotePage> {
  const rows = await tx.query<NoteRow>(
    `select n.id, n.version, n.source_id as "sourceId", n.title, n.tags, n.written_by, n.written_at,
       k.destroyed_at, k.destroyed_by, count(*) over ()::int as total
     from app.sealed_note n join app.sealing_key k on k.workspace_id = $1 and k.id = n.key_id
     where n.workspace_id = $1 and ($2::uuid is null or n.id = $2) and ($3::uuid is null or n.source_id = $3)
       and ($4::text is null or position(lower($4) in lower(n.title)) > 0
         or exists (select from unnest(n.tags) as tag where lower(tag) = lower($4)))
     order by n.written_at desc, n.id limit $5 offset $6`,
    [tx.workspaceId, filter.id ?? null, filter.source ?? null, filter.q ?? null, limit, offset],
  );
  const nameOf = await namesOf(
    tx,
    rows.flatMap((row) => [row.written_by, row.destroyed_by]),
  );
  const items = rows.map(({ total: _total, written_by, written_at, destroyed_at, destroyed_by, ...row }) => ({
    ...row,
    writtenBy: nameOf(written_by),
    writtenAt: written_at.toISOString(),
    erased: destroyed_at && { at: destroyed_at.toISOString(), by: nameOf(destroyed_by ?? '') },
  }));
  return { items, total: rows[0]?.total ?? 0 };
}
