import type { PlaceView } from '@libs/contracts';
import type { CaptureKind, RecordStatus } from '@libs/domain/vocabulary';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';

/** Bytes of one row. Rows are read and backed up many at a time. */
const PART_BYTES = 64 * 1024;

/** Stores the bytes of a file in its parts. */
export async function keepBytes(
  tx: WorkspaceTransaction,
  file: { id: string; audienceId: string },
  bytes: Uint8Array,
): Promise<void> {
  const writing: Promise<unknown>[] = [];
  for (let part = 0; part * PART_BYTES < bytes.length; part += 1) {
    const piece = Buffer.from(bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES));
    writing.push(
      tx.query(
        'insert into app.file_part (workspace_id, file_id, part, audience_id, bytes) values ($1, $2, $3, $4, $5)',
        [tx.workspaceId, file.id, part, file.audienceId, piece],
      ),
    );
  }
  await Promise.all(writing);
}

/** The bytes of a file, as they came. */
export async function bytesOf(tx: WorkspaceTransaction, fileId: string): Promise<Buffer> {
  const rows = await tx.query<{ bytes: Buffer }>(
    'select bytes from app.file_part where workspace_id = $1 and file_id = $2 order by part',
    [tx.workspaceId, fileId],
  );
  return Buffer.concat(rows.map(({ bytes }) => bytes));
}

/** The number of the source that a file was captured as, or null while it waits. */
export async function sourceOfFile(tx: WorkspaceTransaction, fileId: string): Promise<number | null> {
  const rows = await tx.query<{ number: number }>(
    'select number from app.source_document where workspace_id = $1 and file_id = $2',
    [tx.workspaceId, fileId],
  );
  return rows[0]?.number ?? null;
}

const WAITING = `from app.file f where f.workspace_id = $1 and not exists (
  select from app.source_document s where s.workspace_id = $1 and s.file_id = f.id)`;

/** How many files wait to be captured. */
export async function waitingFiles(tx: WorkspaceTransaction): Promise<number> {
  const rows = await tx.query<{ count: string }>(`select count(*) ${WAITING}`, [tx.workspaceId]);
  return Number(rows[0]!.count);
}

/** Drops files that nobody captured within a day. Their ids are told, for the trail. */
export async function dropForgotten(tx: WorkspaceTransaction): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select f.id ${WAITING} and f.kept_at < $2::timestamptz - interval '1 day' limit 20`,
    [tx.workspaceId, tx.now],
  );
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  await tx.query('delete from app.file_part p where p.workspace_id = $1 and p.file_id = any($2)', [
    tx.workspaceId,
    ids,
  ]);
  await tx.query('delete from app.file f where f.workspace_id = $1 and f.id = any($2)', [tx.workspaceId, ids]);
  return ids;
}

/** Puts a waiting file and its parts where the source is that it was captured as. */
export async function bringFile(tx: WorkspaceTransaction, fileId: string, audienceId: string): Promise<void> {
  const key = [tx.workspaceId, fileId, audienceId];
  await tx.query('update app.file set audience_id = $3 where workspace_id = $1 and id = $2', key);
  await tx.query('update app.file_part set audience_id = $3 where workspace_id = $1 and file_id = $2', key);
  await tx.query(
    `update app.record_version set audience_id = $3 where workspace_id = $1 and record_id = $2 and kind = 'file'`,
    key,
  );
}

export async function keepPlaces(
  tx: WorkspaceTransaction,
  sourceId: string,
  places: readonly PlaceView[],
): Promise<void> {
  await tx.query(
    `insert into app.source_place (workspace_id, source_id, ordinal, kind, label, start_utf16, end_utf16)
     select $1::uuid, $2::uuid, p.ordinal, p.kind, p.label, p.start_utf16, p.end_utf16
     from unnest($3::text[], $4::text[], $5::int[], $6::int[])
       with ordinality as p (kind, label, start_utf16, end_utf16, ordinal)`,
    [
      tx.workspaceId,
      sourceId,
      places.map(({ kind }) => kind),
      places.map(({ label }) => label),
      places.map(({ startUtf16 }) => startUtf16),
      places.map(({ endUtf16 }) => endUtf16),
    ],
  );
}

export async function placesOf(tx: WorkspaceTransaction, sourceId: string): Promise<PlaceView[]> {
  return tx.query<PlaceView>(
    `select kind, label, start_utf16 as "startUtf16", end_utf16 as "endUtf16" from app.source_place
     where workspace_id = $1 and source_id = $2 order by ordinal`,
    [tx.workspaceId, sourceId],
  );
}

export interface CaptureRow {
  id: string;
  number: number;
  title: string;
  capture_kind: CaptureKind;
  status: RecordStatus;
  retrieved_at: Date | null;
  final_address: string | null;
  text_sha256: string | null;
}

/** Captures by their ids, the earliest first, without their texts. */
export async function captureRows(tx: WorkspaceTransaction, ids: readonly string[]): Promise<CaptureRow[]> {
  return tx.query<CaptureRow>(
    `select s.id, s.number, s.title, s.capture_kind, s.status, s.retrieved_at, s.text_sha256, f.final_address
     from app.source_document s left join app.file f on f.workspace_id = $1 and f.id = s.file_id
     where s.workspace_id = $1 and s.id = any($2) order by s.id`,
    [tx.workspaceId, ids],
  );
}

export async function keepRendering(
  tx: WorkspaceTransaction,
  { sourceId, audienceId, html }: { sourceId: string; audienceId: string; html: string },
): Promise<void> {
  await tx.query(
    'insert into app.source_rendering (workspace_id, source_id, audience_id, html) values ($1, $2, $3, $4)',
    [tx.workspaceId, sourceId, audienceId, html],
  );
}

export async function renderingOf(tx: WorkspaceTransaction, sourceId: string): Promise<string | null> {
  const rows = await tx.query<{ html: string }>(
    'select html from app.source_rendering where workspace_id = $1 and source_id = $2',
    [tx.workspaceId, sourceId],
  );
  return rows[0]?.html ?? null;
}

/** Whether there is a rendering, without reading it. */
export async function hasRendering(tx: WorkspaceTransaction, sourceId: string): Promise<boolean> {
  const rows = await tx.query('select from app.source_rendering where workspace_id = $1 and source_id = $2', [
    tx.workspaceId,
    sourceId,
  ]);
  return rows.length > 0;
}
