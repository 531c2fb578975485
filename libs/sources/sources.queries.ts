import type { EntityTarget } from 'typeorm';
import { In } from 'typeorm';
import type { RecordRef } from '@libs/contracts';
import type { Passage } from '@libs/domain/anchoring';
import { shortNumber, type NumberedKind } from '@libs/domain/vocabulary';
import { NotFound, RuleBroken } from '@libs/platform/errors';
import { FIRST_DRAWN_NUMBER, type WorkspaceRecord, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { SourceDocument } from './source.entity.ts';
import type { Reliant } from './source.rules.ts';
import { sourceRefOf } from './source.view.ts';

/**
 * The number that a case pack gives, where it is free in the workspace; else the next one of the kind. Neither a record
 * that not everybody sees nor a number from their range is counted.
 */
export async function takeNumber(
  tx: WorkspaceTransaction,
  kind: NumberedKind,
  entity: EntityTarget<WorkspaceRecord & { number: number }>,
  audienceId: string,
  given: number | undefined,
): Promise<number> {
  const isCounted = audienceId === tx.actor.everyoneAudienceId;
  if (given === undefined || given >= FIRST_DRAWN_NUMBER || !isCounted) return tx.nextNumber(kind, audienceId);
  const taken = await tx.of(entity).existsBy({ workspaceId: tx.workspaceId, number: given });
  if (taken) return tx.nextNumber(kind, audienceId);
  await tx.reserveNumber(kind, given);
  return given;
}

/**
 * The record, kept from changing until the transaction ends: `use` where another record will rely on it, `change`
 * where it will itself be written. So nothing is recorded on a record that is being withdrawn.
 */
export async function requireLocked<Entity extends WorkspaceRecord>(
  tx: WorkspaceTransaction,
  entity: EntityTarget<Entity>,
  id: string,
  what: string,
  purpose: 'use' | 'change',
): Promise<Entity> {
  const found = await tx.of(entity).findOne({
    where: { workspaceId: tx.workspaceId, id } as never,
    lock: { mode: purpose === 'use' ? 'pessimistic_read' : 'pessimistic_write' },
  });
  if (!found) throw new NotFound(what);
  return found;
}

export async function textOf(tx: WorkspaceTransaction, id: string): Promise<string | null> {
  const rows = await tx.query<{ captured_text: string | null }>(
    'select captured_text from app.source_document where workspace_id = $1 and id = $2',
    [tx.workspaceId, id],
  );
  return rows[0]?.captured_text ?? null;
}

/** The passages of each source, in order; an entry for every id asked for. */
export async function passagesOf(tx: WorkspaceTransaction, ids: string[]): Promise<Map<string, Passage[]>> {
  const passages = new Map<string, Passage[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return passages;
  const rows = await tx.query<Passage & { source_id: string }>(
    `select source_id, ordinal, start_utf16 as start, end_utf16 as "end", original_start_utf16 as "originalStart"
     from app.source_passage where workspace_id = $1 and source_id = any($2) order by source_id, ordinal`,
    [tx.workspaceId, ids],
  );
  for (const { source_id: id, ...passage } of rows) passages.get(id)!.push(passage);
  return passages;
}

export async function keepPassages(tx: WorkspaceTransaction, id: string, passages: readonly Passage[]): Promise<void> {
  if (passages.length === 0) return;
  await tx.query(
    `insert into app.source_passage (workspace_id, source_id, ordinal, start_utf16, end_utf16, original_start_utf16)
     select $1::uuid, $2::uuid, p.ordinal, p.start, p."end", p."originalStart"
     from jsonb_to_recordset($3::jsonb) as p (ordinal int, start int, "end" int, "originalStart" int)`,
    [tx.workspaceId, id, JSON.stringify(passages)],
  );
}

/** Short references by id. Withdrawn sources are included: records still name them. */
export async function sourceRefs(
  tx: WorkspaceTransaction,
  ids: readonly (string | null)[],
): Promise<Map<string, RecordRef>> {
  const wanted = [...new Set(ids.filter((id): id is string => id !== null))];
  if (wanted.length === 0) return new Map();
  const found = await tx.of(SourceDocument).find({
    where: { workspaceId: tx.workspaceId, id: In(wanted) },
    select: { id: true, number: true, title: true },
  });
  return new Map(found.map((source) => [source.id, sourceRefOf(source)]));
}

export async function excerptCounts(tx: WorkspaceTransaction, ids: string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<{ source_id: string; count: string }>(
    `select source_id, count(*) from app.excerpt
     where workspace_id = $1 and source_id = any($2) and status <> 'withdrawn' group by source_id`,
    [tx.workspaceId, ids],
  );
  return new Map(rows.map((row) => [row.source_id, Number(row.count)]));
}

/** The sources that speak of invented organisations only: a mark on an organisation reaches what is said of it. */
export async function sampleAmong(tx: WorkspaceTransaction, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx.query<{ source_id: string }>(
    `select named.source_id from (
       select x.source_id, s.speaker_organisation_id as organisation_id from app.excerpt x
         join app.statement s on s.workspace_id = $1 and s.excerpt_id = x.id
         where x.workspace_id = $1 and x.source_id = any($2)
       union all select x.source_id, f.subject_id from app.excerpt x
         join app.finding_excerpt fe on fe.workspace_id = $1 and fe.excerpt_id = x.id
         join app.finding f on f.workspace_id = $1 and f.id = fe.finding_id
         where x.workspace_id = $1 and x.source_id = any($2)
     ) named
     join app.organisation o on o.workspace_id = $1 and o.id = named.organisation_id
     group by named.source_id having bool_and(o.sample)`,
    [tx.workspaceId, ids],
  );
  return new Set(rows.map((row) => row.source_id));
}

/** The first capture of the document that each source is a capture of. Captures of one document share it. */
export async function firstCaptures(tx: WorkspaceTransaction, ids: string[]): Promise<Map<string, string>> {
  const rows = await tx.query<{ source_id: string; first_id: string }>(
    `with recursive back as (
       select s.id as source_id, s.id, s.previous_capture_id from app.source_document s
         where s.workspace_id = $1 and s.id = any($2)
       union all
       select back.source_id, p.id, p.previous_capture_id from back
         join app.source_document p on p.workspace_id = $1 and p.id = back.previous_capture_id
     )
     select source_id, id as first_id from back where previous_capture_id is null`,
    [tx.workspaceId, ids],
  );
  return new Map(rows.map((row) => [row.source_id, row.first_id]));
}

const DOCUMENT = `with recursive document as (
    select s.id, s.previous_capture_id from app.source_document s where s.workspace_id = $1 and s.id = $2
    union
    select o.id, o.previous_capture_id from document d
      join app.source_document o on o.workspace_id = $1
        and (o.id = d.previous_capture_id or o.previous_capture_id = d.id)
  )`;

/** Every capture of the document that this one is a capture of. */
export async function capturesOf(tx: WorkspaceTransaction, id: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(`${DOCUMENT} select id from document order by id`, [tx.workspaceId, id]);
  return rows.map((row) => row.id);
}

/**
 * Every capture of the document, none of which is added, withdrawn or relied on by another until the transaction ends.
 */
export async function lockCaptures(tx: WorkspaceTransaction, id: string): Promise<string[]> {
  await tx.query('select from app.source_document where workspace_id = $1 and id = any($2) order by id for update', [
    tx.workspaceId,
    await capturesOf(tx, id),
  ]);
  // Whoever held the lock before may have added one.
  return capturesOf(tx, id);
}

/** The document's newest capture with a text that is not withdrawn, or null. Ids grow with time. */
export async function newestCapture(
  tx: WorkspaceTransaction,
  id: string,
  exceptId: string | null = null,
): Promise<string | null> {
  const rows = await tx.query<{ newest: string | null }>(
    `${DOCUMENT} select max(c.id::text) as newest from document join app.source_document c on c.workspace_id = $1
       and c.id = document.id and c.status <> 'withdrawn' and c.captured_text is not null and c.id is distinct from $3`,
    [tx.workspaceId, id, exceptId],
  );
  return rows[0]!.newest;
}

/** The text of the document's newest capture, or null where this one is the newest. */
export async function newerText(tx: WorkspaceTransaction, id: string): Promise<string | null> {
  const newest = await newestCapture(tx, id);
  return newest === null || newest === id ? null : textOf(tx, newest);
}

/** Whether following the syndication from one document leads to the other. */
export async function repeats(tx: WorkspaceTransaction, fromId: string, otherId: string): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    `with recursive back as (
       select s.id, s.syndicated_from_id from app.source_document s where s.workspace_id = $1 and s.id = $2
       union
       select p.id, p.syndicated_from_id from back
         join app.source_document p on p.workspace_id = $1 and p.id = back.syndicated_from_id
     )
     select id from back where id = $3`,
    [tx.workspaceId, fromId, otherId],
  );
  return rows.length > 0;
}

export async function reliantsOnSource(tx: WorkspaceTransaction, id: string): Promise<Reliant[]> {
  return tx.query<Reliant>(
    `select 'excerpt' as kind, number, null as indicator from app.excerpt
       where workspace_id = $1 and source_id = $2 and status <> 'withdrawn'
     union all select 'source', number, null from app.source_document
       where workspace_id = $1 and syndicated_from_id = $2 and status <> 'withdrawn'
     order by kind, number`,
    [tx.workspaceId, id],
  );
}

export async function reliantsOnExcerpt(tx: WorkspaceTransaction, id: string): Promise<Reliant[]> {
  return tx.query<Reliant>(
    `select 'statement' as kind, number, null as indicator from app.statement
       where workspace_id = $1 and excerpt_id = $2 and status <> 'withdrawn'
     union all select 'claim', number, null from app.claim
       where workspace_id = $1 and excerpt_id = $2 and status <> 'withdrawn'
     union all select 'finding', f.number, null from app.finding_excerpt fe
       join app.finding f on f.workspace_id = $1 and f.id = fe.finding_id
       where fe.workspace_id = $1 and fe.excerpt_id = $2 and f.status <> 'withdrawn'
     union all select 'answer', null, m.key || '.' || a.indicator from app.answer_excerpt ae
       join app.answer a on a.workspace_id = $1 and a.id = ae.answer_id
       join app.round r on r.workspace_id = $1 and r.id = a.round_id
       join app.method m on m.workspace_id = $1 and m.id = r.method_id
       where ae.workspace_id = $1 and ae.excerpt_id = $2 and a.status <> 'withdrawn'
     union all select 'letter', l.number, null from app.letter_citation lc
       join app.letter l on l.workspace_id = $1 and l.id = lc.letter_id
       where lc.workspace_id = $1 and lc.excerpt_id = $2 and l.withdrawn_at is null
     order by kind, number`,
    [tx.workspaceId, id],
  );
}

const WEIGHED_BY = 'from app.assessment_evidence e where e.workspace_id = $1 and e.assessment_id = a.id';

/** When a reading `a` rests on the record $2. A source carries what its copies and later captures say. */
const RESTS_ON = {
  claim: 'a.claim_id = $2',
  finding: `exists (select ${WEIGHED_BY} and e.finding_id = $2)`,
  statement: `exists (select ${WEIGHED_BY} and e.statement_id = $2) or exists (
    select from app.claim_statement l where l.workspace_id = $1 and l.claim_id = a.claim_id and l.statement_id = $2)`,
  followed: `exists (
    with recursive line as (
      select $2::uuid as id
      union select f.id from line l join app.finding f on f.workspace_id = $1 and f.follows_finding_id = l.id
    ) select ${WEIGHED_BY} and e.finding_id in (select id from line))`,
  source: `exists (
    with recursive carrier as (
      select $2::uuid as id
      union select s.id from carrier c join app.source_document s
        on s.workspace_id = $1 and (s.syndicated_from_id = c.id or s.previous_capture_id = c.id)
    ) select from app.excerpt x where x.workspace_id = $1 and x.source_id in (select id from carrier) and (
        exists (select from app.claim c where c.workspace_id = $1 and c.id = a.claim_id and c.excerpt_id = x.id)
        or exists (select ${WEIGHED_BY} and e.finding_id in (
          select fe.finding_id from app.finding_excerpt fe where fe.workspace_id = $1 and fe.excerpt_id = x.id))
        or exists (select ${WEIGHED_BY} and e.statement_id in (
          select s.id from app.statement s where s.workspace_id = $1 and s.excerpt_id = x.id))))`,
};

/**
 * Refuses to change what a published reading weighs, under its readers: corrections append (I7), and later evidence
 * makes a new assessment (D4). `followed` is a finding, for the fields by which acts of others follow from it.
 */
export async function refuseUnderReading(
  tx: WorkspaceTransaction,
  restsOn: keyof typeof RESTS_ON,
  { id, number }: { id: string; number: number },
  changed: readonly string[],
): Promise<void> {
  if (changed.length === 0) return;
  const rows = await tx.query<{ number: number }>(
    `select a.number from app.assessment a
     where a.workspace_id = $1 and a.status in ('published', 'appealed') and (${RESTS_ON[restsOn]}) order by a.number`,
    [tx.workspaceId, id],
  );
  if (rows.length === 0) return;
  const readings = rows.map((row) => shortNumber('assessment', row.number)).join(', ');
  const name = shortNumber(restsOn === 'followed' ? 'finding' : restsOn, number);
  const message = `${readings} is published and rests on ${name} as it is: ${changed.join(', ')}.`;
  throw new RuleBroken('reading_published', `${message} Withdraw or supersede it first; corrections append (I7, D4).`);
}
