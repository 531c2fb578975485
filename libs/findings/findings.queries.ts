import { evidenceGrade } from '@libs/domain/evidence';
import type { Report } from '@libs/domain/evidence';
import { shortNumber } from '@libs/domain/vocabulary';
import type { AnchorStatus, EvidenceGrade, FindingBasis, RecordStatus } from '@libs/domain/vocabulary';
import { NotFound } from '@libs/platform/errors';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';
import type { Reliant } from '@libs/sources';
import type { BasisGrounds, Parent } from './finding.rules.ts';

export interface ExcerptParent extends Parent {
  anchorStatus: AnchorStatus;
}

/**
 * The excerpts a finding rests on, in the order named, kept from changing while the transaction runs.
 * @throws NotFound for one that is not there or not visible
 */
export async function requireExcerpts(tx: WorkspaceTransaction, ids: string[]): Promise<ExcerptParent[]> {
  const rows = await tx.query<{
    id: string;
    number: number;
    audience_id: string;
    status: RecordStatus;
    anchor_status: AnchorStatus;
  }>(
    `select id, number, audience_id, status, anchor_status from app.excerpt
     where workspace_id = $1 and id = any($2) order by id for share`,
    [tx.workspaceId, ids],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => {
    const row = byId.get(id);
    if (!row) throw new NotFound('excerpt');
    const { number, audience_id: audienceId, status, anchor_status: anchorStatus } = row;
    return { label: shortNumber('excerpt', number), audienceId, status, anchorStatus };
  });
}

export interface FindingLinks {
  excerptIds: string[];
  answerStatementIds: string[];
}

/** Excerpts and answers of findings, in order; an entry for every id asked for. */
export async function linksOf(tx: WorkspaceTransaction, ids: string[]): Promise<Map<string, FindingLinks>> {
  const links = new Map<string, FindingLinks>(ids.map((id) => [id, { excerptIds: [], answerStatementIds: [] }]));
  if (ids.length === 0) return links;
  const rows = await tx.query<{ finding_id: string; excerpt_id: string | null; statement_id: string | null }>(
    `select finding_id, excerpt_id, null::uuid as statement_id, ordinal from app.finding_excerpt
       where workspace_id = $1 and finding_id = any($2)
     union all select finding_id, null, statement_id, ordinal from app.finding_answer
       where workspace_id = $1 and finding_id = any($2)
     order by ordinal`,
    [tx.workspaceId, ids],
  );
  for (const row of rows) {
    if (row.excerpt_id !== null) links.get(row.finding_id)!.excerptIds.push(row.excerpt_id);
    if (row.statement_id !== null) links.get(row.finding_id)!.answerStatementIds.push(row.statement_id);
  }
  return links;
}

export async function replaceLinks(tx: WorkspaceTransaction, id: string, links: FindingLinks): Promise<void> {
  const key = [tx.workspaceId, id];
  await tx.query('delete from app.finding_excerpt where workspace_id = $1 and finding_id = $2', key);
  await tx.query('delete from app.finding_answer where workspace_id = $1 and finding_id = $2', key);
  await tx.query(
    `insert into app.finding_excerpt (workspace_id, finding_id, excerpt_id, ordinal)
     select $1::uuid, $2::uuid, link.id, link.ordinal - 1
     from unnest($3::uuid[]) with ordinality as link (id, ordinal)`,
    [...key, links.excerptIds],
  );
  if (links.answerStatementIds.length === 0) return;
  await tx.query(
    `insert into app.finding_answer (workspace_id, finding_id, statement_id, ordinal)
     select $1::uuid, $2::uuid, link.id, link.ordinal - 1
     from unnest($3::uuid[]) with ordinality as link (id, ordinal)`,
    [...key, links.answerStatementIds],
  );
}

/**
 * What those whom findings accuse say of it in the same source: the answers linked to any finding on the same words,
 * and every live statement by or through the accused that a claim marks as an answer or a denial, or that denies.
 * The accused are the subjects of all live findings on those words: "Seagate and Western Digital have sold …" is two.
 */
export async function answersInSources(
  tx: WorkspaceTransaction,
  ids: string[],
): Promise<{ findingId: string; statementId: string }[]> {
  return tx.query<{ findingId: string; statementId: string }>(
    `with cited as (
       select fe.finding_id, x.source_id, x.start_utf16, x.end_utf16
       from app.finding_excerpt fe join app.excerpt x on x.workspace_id = $1 and x.id = fe.excerpt_id
       where fe.workspace_id = $1 and fe.finding_id = any($2)
     ), accusing as (
       select distinct c.finding_id, c.source_id, f.id as sharing_id, f.subject_id
       from cited c
       join app.excerpt x on x.workspace_id = $1 and x.source_id = c.source_id
         and x.start_utf16 >= c.start_utf16 and x.end_utf16 <= c.end_utf16
       join app.finding_excerpt fe on fe.workspace_id = $1 and fe.excerpt_id = x.id
       join app.finding f on f.workspace_id = $1 and f.id = fe.finding_id and f.status in ('draft', 'published')
     )
     select distinct a.finding_id as "findingId", s.id as "statementId"
     from accusing a
     join app.excerpt x on x.workspace_id = $1 and x.source_id = a.source_id
     join app.statement s on s.workspace_id = $1 and s.excerpt_id = x.id and s.status <> 'withdrawn'
     where exists (select from app.finding_answer fa
         where fa.workspace_id = $1 and fa.finding_id = a.sharing_id and fa.statement_id = s.id)
       or ((s.speaker_organisation_id = a.subject_id or s.via_organisation_id = a.subject_id)
         and (s.negated or exists (select from app.claim_statement l
           join app.claim c on c.workspace_id = $1 and c.id = l.claim_id and c.status <> 'withdrawn'
           where l.workspace_id = $1 and l.statement_id = s.id
             and (c.answers_allegation or c.claim_type = 'denial'))))`,
    [tx.workspaceId, ids],
  );
}

/** What stands behind the basis of a finding: a register among its sources, and a live statement of a company in it. */
export async function basisGrounds(
  tx: WorkspaceTransaction,
  parties: { subjectId: string; objectId: string | null },
  { excerptIds, answerStatementIds }: FindingLinks,
): Promise<BasisGrounds> {
  const [grounds] = await tx.query<BasisGrounds>(
    `select exists (
       select from app.excerpt e join app.source_document s on s.workspace_id = $1 and s.id = e.source_id
       where e.workspace_id = $1 and e.id = any($2) and 'officialRegister' = any(s.source_types)) as "fromRegister",
     exists (
       select from app.statement st
       join app.excerpt x on x.workspace_id = $1 and x.id = st.excerpt_id
       join app.organisation o on o.workspace_id = $1 and o.kind = 'company'
         and o.id in (st.speaker_organisation_id, st.via_organisation_id)
       where st.workspace_id = $1 and st.status <> 'withdrawn' and o.id in ($4, $5) and (st.id = any($3) or exists (
         select from app.excerpt e where e.workspace_id = $1 and e.id = any($2) and e.source_id = x.source_id
           and e.start_utf16 < x.end_utf16 and x.start_utf16 < e.end_utf16))) as "companySpeaks"`,
    [tx.workspaceId, excerptIds, answerStatementIds, parties.subjectId, parties.objectId],
  );
  return grounds!;
}

function gradeOfOne(basis: FindingBasis): EvidenceGrade {
  return basis === 'report' ? 'one_report' : basis;
}

/**
 * The evidence grade of each finding, from its basis and the documents of its excerpts. A later capture of a document
 * counts with the document that it repeats, like a syndicated copy: neither is a second report.
 */
export async function gradesOf(
  tx: WorkspaceTransaction,
  findings: { id: string; basis: FindingBasis }[],
): Promise<Map<string, EvidenceGrade>> {
  if (findings.length === 0) return new Map();
  const rows = await tx.query<{ finding_id: string; id: string; repeats: string | null }>(
    `with recursive carrier as (
       select fe.finding_id, s.id, coalesce(s.syndicated_from_id, s.previous_capture_id) as repeats
       from app.finding_excerpt fe
       join app.excerpt e on e.workspace_id = $1 and e.id = fe.excerpt_id
       join app.source_document s on s.workspace_id = $1 and s.id = e.source_id
       where fe.workspace_id = $1 and fe.finding_id = any($2)
       union
       select c.finding_id, s.id, coalesce(s.syndicated_from_id, s.previous_capture_id)
       from carrier c join app.source_document s on s.workspace_id = $1 and s.id = c.repeats
     )
     select finding_id, id, repeats from carrier`,
    [tx.workspaceId, findings.map(({ id }) => id)],
  );
  const reports = new Map<string, Report[]>(findings.map(({ id }) => [id, []]));
  const basisOf = new Map(findings.map(({ id, basis }) => [id, basis]));
  for (const { finding_id: finding, id, repeats } of rows) {
    reports.get(finding)!.push({ id, basis: basisOf.get(finding)!, syndicatedFrom: repeats });
  }
  return new Map(findings.map(({ id, basis }) => [id, evidenceGrade(reports.get(id)!) ?? gradeOfOne(basis)]));
}

/** Ids of live findings about an organisation or from a source, by number, and how many there are. */
export async function listedIds(
  tx: WorkspaceTransaction,
  query: { organisation?: string | undefined; source?: string | undefined; limit: number; offset: number },
): Promise<{ ids: string[]; total: number }> {
  const live = `from app.finding f
     where f.workspace_id = $1 and f.status in ('draft', 'published')
       and ($2::uuid is null or f.subject_id = $2 or f.object_id = $2)
       and ($3::uuid is null or exists (
         select from app.finding_excerpt fe join app.excerpt e on e.workspace_id = $1 and e.id = fe.excerpt_id
         where fe.workspace_id = $1 and fe.finding_id = f.id and e.source_id = $3))`;
  const filter = [tx.workspaceId, query.organisation ?? null, query.source ?? null];
  const [counted] = await tx.query<{ total: string }>(`select count(*) as total ${live}`, filter);
  const page = [...filter, query.limit, query.offset];
  const rows = await tx.query<{ id: string }>(`select f.id ${live} order by f.number limit $4 offset $5`, page);
  return { ids: rows.map(({ id }) => id), total: Number(counted!.total) };
}

/**
 * Ids of the live findings of a company, and of the acts of others that follow from them, step by step. An act that
 * is the company's own stays among its own.
 */
export async function idsOfCompany(
  tx: WorkspaceTransaction,
  companyId: string,
): Promise<{ own: string[]; others: string[] }> {
  const rows = await tx.query<{ id: string; own: boolean }>(
    `with recursive line as (
       select id, number, subject_id from app.finding
       where workspace_id = $1 and subject_id = $2 and status in ('draft', 'published')
       union
       select f.id, f.number, f.subject_id
       from line l join app.finding f on f.workspace_id = $1 and f.follows_finding_id = l.id
       where f.workspace_id = $1 and f.status in ('draft', 'published')
     )
     select id, subject_id = $2 as own from line order by number`,
    [tx.workspaceId, companyId],
  );
  const ids = (own: boolean) => rows.filter((row) => row.own === own).map(({ id }) => id);
  return { own: ids(true), others: ids(false) };
}

/** Those of the findings that have the company as subject, themselves or in the chain of what they follow. */
export async function leadingFrom(tx: WorkspaceTransaction, companyId: string, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx.query<{ origin: string }>(
    `with recursive line as (
       select id as origin, id, subject_id, follows_finding_id from app.finding
       where workspace_id = $1 and id = any($3)
       union
       select l.origin, f.id, f.subject_id, f.follows_finding_id
       from line l join app.finding f on f.workspace_id = $1 and f.id = l.follows_finding_id
     )
     select distinct origin from line where subject_id = $2`,
    [tx.workspaceId, companyId, ids],
  );
  return rows.map(({ origin }) => origin);
}

/** Whether a chain of findings that starts at `from` and goes back to what each follows meets `target`. */
export async function followsBackTo(tx: WorkspaceTransaction, from: string, target: string): Promise<boolean> {
  const rows = await tx.query<{ met: boolean }>(
    `with recursive line as (
       select id, follows_finding_id from app.finding where workspace_id = $1 and id = $2
       union
       select f.id, f.follows_finding_id
       from line l join app.finding f on f.workspace_id = $1 and f.id = l.follows_finding_id
     )
     select exists (select from line where id = $3) as met`,
    [tx.workspaceId, from, target],
  );
  return rows[0]!.met;
}

/**
 * The live records that rest on a finding. A letter that has gone out does not hold it back: what was wrong in it must
 * stay correctable.
 */
export async function reliantsOnFinding(tx: WorkspaceTransaction, id: string): Promise<Reliant[]> {
  return tx.query<Reliant>(
    `select 'finding' as kind, number, null as indicator from app.finding
       where workspace_id = $1 and follows_finding_id = $2 and status in ('draft', 'published')
     union all select 'assessment', a.number, null from app.assessment_evidence e
       join app.assessment a on a.workspace_id = $1 and a.id = e.assessment_id
       where e.workspace_id = $1 and e.finding_id = $2 and a.status not in ('withdrawn', 'superseded')
     union all select 'answer', null, m.key || '.' || a.indicator from app.answer_finding af
       join app.answer a on a.workspace_id = $1 and a.id = af.answer_id
       join app.round r on r.workspace_id = $1 and r.id = a.round_id
       join app.method m on m.workspace_id = $1 and m.id = r.method_id
       where af.workspace_id = $1 and af.finding_id = $2 and a.status in ('draft', 'published')
     union all select 'letter', l.number, null from app.letter_citation c
       join app.letter l on l.workspace_id = $1 and l.id = c.letter_id
       where c.workspace_id = $1 and c.finding_id = $2 and l.withdrawn_at is null
         and l.state in ('draft', 'in_review', 'approved', 'signing')
     order by kind, number`,
    [tx.workspaceId, id],
  );
}
