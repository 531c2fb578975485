import type { ListAudit, RecordTold } from '@libs/contracts';
import { shortNumber, shortNumberIn, SHORT_NUMBER_LETTERS, type NumberedKind } from '@libs/domain/vocabulary';
import type { AuditRow } from '@libs/platform/audit';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';

/** Events that are read at once. */
const PAGE = 1000;

/**
 * The events behind one, in their order, up to another: at most a page, and none at the end. Each statement names numbers
 * of one page only. Left to a limit, a database that does not yet know how long the trail is sorts the rest of it for
 * every page.
 */
export async function trailPage(tx: WorkspaceTransaction, after: number, upTo: number): Promise<AuditRow[]> {
  const rows = await numbered(tx, after, Math.min(upTo, after + PAGE));
  if (rows.length > 0 || after + PAGE >= upTo) return rows;
  // More than a page of numbers is gone: go on where there are some again.
  const [next] = await tx.query<{ seq: string | null }>(
    `select min(e.seq)::text as seq from app.audit_event e where e.workspace_id = $1 and e.seq > $2 and e.seq <= $3`,
    [tx.workspaceId, after, upTo],
  );
  if (next!.seq === null) return [];
  const before = Number(next!.seq) - 1;
  return numbered(tx, before, Math.min(upTo, before + PAGE));
}

function numbered(tx: WorkspaceTransaction, after: number, upTo: number): Promise<AuditRow[]> {
  return tx.query<AuditRow>(
    `select seq::text, canonical, previous_hash, hash from app.audit_event
     where workspace_id = $1 and audit_event.seq > $2 and audit_event.seq <= $3 order by audit_event.seq`,
    [tx.workspaceId, after, upTo],
  );
}

/** The events of the trail in their order, up to one, read in pages. */
export async function* trailRows(tx: WorkspaceTransaction, upTo: number): AsyncIterable<AuditRow> {
  for (let after = 0; after < upTo;) {
    const rows = await trailPage(tx, after, upTo);
    if (rows.length === 0) return;
    yield* rows;
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

/** What a page is narrowed to, with the record by its id. */
export type Wanted = Pick<ListAudit, 'by' | 'act' | 'kind' | 'from' | 'until'> & { recordId?: string };

export interface StoredEvent {
  seq: string;
  canonical: string;
  hash: string;
}

/**
 * Events below one number and not below another that can be what is wanted, newest first. The text is looked through for
 * the members as they are written; a batch is judged by the caller, record by record. Its time stands first in an event.
 */
export function eventsLike(
  tx: WorkspaceTransaction,
  wanted: Wanted,
  { below, floor, limit }: { below: number; floor: number; limit: number },
): Promise<StoredEvent[]> {
  const fragments = (['by', 'act', 'kind', 'recordId'] as const).flatMap((name) =>
    wanted[name] === undefined ? [] : [`"${name}":${JSON.stringify(wanted[name])}`],
  );
  return tx.query<StoredEvent>(
    `select seq::text, canonical, hash from app.audit_event e
     where e.workspace_id = $1 and e.seq < $2 and e.seq >= $3
       and not exists (select from unnest($4::text[]) as part where strpos(e.canonical, part) = 0)
       and ($5::text is null or substr(split_part(e.canonical, E'\\n', 4), 8, 24) collate "C" >= $5)
       and ($6::text is null or substr(split_part(e.canonical, E'\\n', 4), 8, 24) collate "C" < $6)
     order by e.seq desc limit $7`,
    [tx.workspaceId, below, floor, fragments, wanted.from ?? null, wanted.until ?? null, limit],
  );
}

/** The record of a short number or an id, as far as the reader may see it; null where there is none. */
export async function recordNamed(tx: WorkspaceTransaction, given: string): Promise<string | null> {
  const typed = shortNumberIn(given);
  if (!typed) return given.toLowerCase();
  const rows = await tx.query<{ id: string }>(
    `select record_id as id from app.record_version
     where workspace_id = $1 and kind = $2 and strpos(snapshot, $3) > 0 and (snapshot::jsonb ->> 'number')::bigint = $4
     order by version desc limit 1`,
    [tx.workspaceId, typed.kind, `"number":${typed.number}`, typed.number],
  );
  return rows[0]?.id ?? null;
}

interface ToldRow {
  kind: string;
  id: string;
  number: string | null;
  name: string | null;
  organisationKind: string | null;
  excerptId: string | null;
  key: string | null;
}

/** What to call records by, and where they are read: from their newest version that the reader may see. */
export async function recordsTold(
  tx: WorkspaceTransaction,
  places: readonly { kind: string; id: string }[],
): Promise<Record<string, RecordTold>> {
  if (places.length === 0) return {};
  const rows = await tx.query<ToldRow>(
    `select v.kind, v.record_id as id, s ->> 'number' as number, coalesce(s ->> 'shortName', s ->> 'title') as name,
       s ->> 'kind' as "organisationKind", s ->> 'excerptId' as "excerptId", s ->> 'key' as key
     from (
       select distinct on (r.kind, r.record_id) r.kind, r.record_id, r.snapshot::jsonb as s from app.record_version r
       where r.workspace_id = $1 and (r.kind, r.record_id) in (select * from unnest($2::text[], $3::uuid[]))
       order by r.kind, r.record_id, r.version desc
     ) as v`,
    [tx.workspaceId, places.map(({ kind }) => kind), places.map(({ id }) => id)],
  );
  return Object.fromEntries(rows.map((row) => [row.id, toldOf(row)]));
}

function toldOf(row: ToldRow): RecordTold {
  const { kind, number, name } = row;
  return {
    number: number !== null && kind in SHORT_NUMBER_LETTERS ? shortNumber(kind as NumberedKind, Number(number)) : null,
    name: kind === 'organisation' || kind === 'round' ? name : null,
    page: pageOf(row),
  };
}

function pageOf({ kind, id, organisationKind, excerptId, key }: ToldRow): RecordTold['page'] {
  if (kind === 'organisation') return organisationKind === 'company' ? { kind: 'company', id } : null;
  if (kind === 'statement') return excerptId === null ? null : { kind: 'excerpt', id: excerptId };
  if (kind === 'round') return key === null ? null : { kind: 'scorecard', id: key };
  return kind in SHORT_NUMBER_LETTERS ? { kind: kind as Exclude<NumberedKind, 'statement'>, id } : null;
}
