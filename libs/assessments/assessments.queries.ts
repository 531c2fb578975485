import type { RecordAssessment, RecordRef } from '@libs/contracts';
import { shortNumber, type RecordStatus } from '@libs/domain/vocabulary';
import { NotFound } from '@libs/platform/errors';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';
import { shortened } from '@libs/sources';

export type Evidence = RecordAssessment['evidence'][number];

/** The findings or the statements among the evidence. */
export function idsOf(evidence: Evidence[], key: 'findingId' | 'statementId'): string[] {
  return [...new Set(evidence.flatMap((item) => item[key] ?? []))];
}

/** A claim, finding or statement that an assessment names. */
export interface Parent {
  kind: 'claim' | 'finding' | 'statement';
  id: string;
  number: number;
  audience_id: string;
  status: RecordStatus;
}

const PARENT_TABLES = { claim: 'app.claim', finding: 'app.finding', statement: 'app.statement' } as const;

/**
 * The records of a kind by id, kept from changing while the transaction runs.
 * @throws NotFound for one that is not there or not visible
 */
export async function requireParents(tx: WorkspaceTransaction, kind: Parent['kind'], ids: string[]): Promise<Parent[]> {
  if (ids.length === 0) return [];
  const rows = await tx.query<Parent>(
    `select $3::text as kind, id, number, audience_id, status from ${PARENT_TABLES[kind]}
     where workspace_id = $1 and id = any($2) order by id for share`,
    [tx.workspaceId, ids, kind],
  );
  if (rows.length < new Set(ids).size) throw new NotFound(kind);
  return rows;
}

/** Evidence of each assessment, in order; an entry for every id asked for. */
export async function evidenceOf(tx: WorkspaceTransaction, ids: string[]): Promise<Map<string, Evidence[]>> {
  const evidence = new Map<string, Evidence[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return evidence;
  const rows = await tx.query<{ assessment_id: string } & Evidence>(
    `select assessment_id, finding_id as "findingId", statement_id as "statementId", stance,
       weight_note as "weightNote"
     from app.assessment_evidence where workspace_id = $1 and assessment_id = any($2) order by assessment_id, ordinal`,
    [tx.workspaceId, ids],
  );
  for (const { assessment_id: id, ...item } of rows) evidence.get(id)!.push(item);
  return evidence;
}

export async function replaceEvidence(tx: WorkspaceTransaction, id: string, evidence: Evidence[]): Promise<void> {
  const key = [tx.workspaceId, id];
  await tx.query('delete from app.assessment_evidence where workspace_id = $1 and assessment_id = $2', key);
  if (evidence.length === 0) return;
  await tx.query(
    `insert into app.assessment_evidence
       (workspace_id, assessment_id, audience_id, ordinal, finding_id, statement_id, stance, weight_note)
     select a.workspace_id, a.id, a.audience_id, e.ordinal - 1, (e.value->>'findingId')::uuid,
       (e.value->>'statementId')::uuid, e.value->>'stance', e.value->>'weightNote'
     from app.assessment a, jsonb_array_elements($3::jsonb) with ordinality as e (value, ordinal)
     where a.workspace_id = $1 and a.id = $2`,
    [...key, JSON.stringify(evidence)],
  );
}

/** Claims as assessments refer to them, with their companies. */
export async function claimRefs(
  tx: WorkspaceTransaction,
  ids: string[],
): Promise<Map<string, { ref: RecordRef; companyId: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<{ id: string; number: number; claim_text: string; company_id: string }>(
    'select id, number, claim_text, company_id from app.claim where workspace_id = $1 and id = any($2)',
    [tx.workspaceId, ids],
  );
  return new Map(
    rows.map(({ id, number, claim_text: label, company_id: companyId }) => [
      id,
      { ref: { id, number: shortNumber('claim', number), label }, companyId },
    ]),
  );
}

/** Ids of every version of a claim, in order. */
export async function seriesOf(tx: WorkspaceTransaction, seriesId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select id from app.claim
     where workspace_id = $1 and claim_series_id = $2 and status <> 'withdrawn' order by series_version`,
    [tx.workspaceId, seriesId],
  );
  return rows.map(({ id }) => id);
}

/** Statements as assessments refer to them: the beginning of their words. */
export async function statementRefs(tx: WorkspaceTransaction, ids: string[]): Promise<Map<string, RecordRef>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<{ id: string; number: number; exact: string }>(
    `select s.id, s.number, e.exact from app.statement s
     join app.excerpt e on e.workspace_id = $1 and e.id = s.excerpt_id
     where s.workspace_id = $1 and s.id = any($2)`,
    [tx.workspaceId, ids],
  );
  return new Map(
    rows.map(({ id, number, exact }) => [
      id,
      { id, number: shortNumber('statement', number), label: shortened(exact) },
    ]),
  );
}

/** Ids of the assessments that stand or are being made, of a company or a claim, by number, and how many. */
export async function listedIds(
  tx: WorkspaceTransaction,
  query: { company?: string | undefined; claim?: string | undefined; limit: number; offset: number },
): Promise<{ ids: string[]; total: number }> {
  const live = `from app.assessment a
     where a.workspace_id = $1 and a.status not in ('withdrawn', 'superseded')
       and ($2::uuid is null or exists (
         select from app.claim c where c.workspace_id = $1 and c.id = a.claim_id and c.company_id = $2))
       and ($3::uuid is null or a.claim_id = $3)`;
  const filter = [tx.workspaceId, query.company ?? null, query.claim ?? null];
  const [counted] = await tx.query<{ total: string }>(`select count(*) as total ${live}`, filter);
  const page = [...filter, query.limit, query.offset];
  const rows = await tx.query<{ id: string }>(`select a.id ${live} order by a.number limit $4 offset $5`, page);
  return { ids: rows.map(({ id }) => id), total: Number(counted!.total) };
}

/** Whether a member wrote any version of an assessment. */
export async function wroteAny(tx: WorkspaceTransaction, id: string, memberId: string): Promise<boolean> {
  const rows = await tx.query<{ wrote: boolean }>(
    `select exists (
       select from app.record_version where workspace_id = $1 and kind = 'assessment' and record_id = $2
         and snapshot::jsonb->>'recordedById' = $3) as wrote`,
    [tx.workspaceId, id, memberId],
  );
  return rows[0]!.wrote;
}

/** How many live claims and assessments each company has. */
export async function countsByCompany(
  tx: WorkspaceTransaction,
): Promise<Map<string, { claims: number; assessments: number }>> {
  const rows = await tx.query<{ company_id: string; claims: string; assessments: string }>(
    `select c.company_id, count(*) filter (where c.status in ('draft', 'published')) as claims,
       coalesce(sum(a.readings), 0) as assessments
     from app.claim c
     left join (
       select claim_id, count(*) as readings from app.assessment
       where workspace_id = $1 and status not in ('withdrawn', 'superseded') group by claim_id
     ) a on a.claim_id = c.id
     where c.workspace_id = $1 group by c.company_id`,
    [tx.workspaceId],
  );
  return new Map(
    rows.map((row) => [row.company_id, { claims: Number(row.claims), assessments: Number(row.assessments) }]),
  );
}
