import type { RecordRef } from '@libs/contracts';
import { shortNumber } from '@libs/domain/vocabulary';
import type { RecordStatus } from '@libs/domain/vocabulary';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';
import type { CitedKind, CitedRecord } from './answer.rules.ts';
import type { Answer } from './scorecard.entities.ts';

export interface CitationIds {
  excerptIds: string[];
  claimIds: string[];
  findingIds: string[];
}

interface CitedRow {
  kind: CitedKind;
  id: string;
  number: number;
  audience_id: string;
  status: RecordStatus;
  company_id: string | null;
}

/** The records that an answer wants to cite, as far as the writer may see them, each with whom it speaks of. */
export async function citedRecords(tx: WorkspaceTransaction, ids: CitationIds): Promise<CitedRecord[]> {
  const rows = await tx.query<CitedRow>(
    `select 'excerpt' as kind, id, number, audience_id, status, null::uuid as company_id from app.excerpt
       where workspace_id = $1 and id = any($2::uuid[])
     union all select 'claim', id, number, audience_id, status, company_id from app.claim
       where workspace_id = $1 and id = any($3::uuid[])
     union all select 'finding', id, number, audience_id, status, subject_id from app.finding
       where workspace_id = $1 and id = any($4::uuid[])`,
    [tx.workspaceId, ids.excerptIds, ids.claimIds, ids.findingIds],
  );
  return rows.map((row) => ({
    kind: row.kind,
    id: row.id,
    number: shortNumber(row.kind, row.number),
    audienceId: row.audience_id,
    status: row.status,
    companyId: row.company_id,
  }));
}

export async function replaceCitations(tx: WorkspaceTransaction, answerId: string, ids: CitationIds): Promise<void> {
  const lists = [
    ['app.answer_excerpt', 'excerpt_id', ids.excerptIds],
    ['app.answer_claim', 'claim_id', ids.claimIds],
    ['app.answer_finding', 'finding_id', ids.findingIds],
  ] as const;
  for (const [table, column, list] of lists) {
    await tx.query(`delete from ${table} where workspace_id = $1 and answer_id = $2`, [tx.workspaceId, answerId]);
    if (list.length === 0) continue;
    await tx.query(
      `insert into ${table} (workspace_id, answer_id, ${column}, ordinal)
       select $1::uuid, $2::uuid, id, ordinal - 1 from unnest($3::uuid[]) with ordinality as cited (id, ordinal)`,
      [tx.workspaceId, answerId, list],
    );
  }
}

/** What an answer rests on, as far as the reader may see it, in the order in which it was cited. */
export interface Citations {
  excerpts: RecordRef[];
  claims: RecordRef[];
  findingIds: string[];
}

/** What answers rest on; an entry for every id asked for. */
export async function citationsOf(tx: WorkspaceTransaction, answerIds: string[]): Promise<Map<string, Citations>> {
  const none = (): Citations => ({ excerpts: [], claims: [], findingIds: [] });
  const citations = new Map(answerIds.map((id) => [id, none()]));
  if (answerIds.length === 0) return citations;
  const rows = await tx.query<{ answer_id: string; kind: CitedKind; id: string; number: number; label: string }>(
    `select c.answer_id, 'excerpt' as kind, e.id, e.number, e.exact as label, c.ordinal from app.answer_excerpt c
       join app.excerpt e on e.workspace_id = $1 and e.id = c.excerpt_id
       where c.workspace_id = $1 and c.answer_id = any($2)
     union all select c.answer_id, 'claim', m.id, m.number, m.claim_text, c.ordinal from app.answer_claim c
       join app.claim m on m.workspace_id = $1 and m.id = c.claim_id
       where c.workspace_id = $1 and c.answer_id = any($2)
     union all select c.answer_id, 'finding', f.id, f.number, '', c.ordinal from app.answer_finding c
       join app.finding f on f.workspace_id = $1 and f.id = c.finding_id
       where c.workspace_id = $1 and c.answer_id = any($2)
     order by ordinal`,
    [tx.workspaceId, answerIds],
  );
  for (const { answer_id: answerId, kind, id, number, label } of rows) {
    const own = citations.get(answerId)!;
    if (kind === 'finding') own.findingIds.push(id);
    else own[kind === 'excerpt' ? 'excerpts' : 'claims'].push({ id, number: shortNumber(kind, number), label });
  }
  return citations;
}

/** Ids of the companies of rounds; an entry for every round asked for. */
export async function companiesOf(tx: WorkspaceTransaction, roundIds: string[]): Promise<Map<string, string[]>> {
  const companies = new Map<string, string[]>(roundIds.map((id) => [id, []]));
  if (roundIds.length === 0) return companies;
  const rows = await tx.query<{ round_id: string; organisation_id: string }>(
    `select round_id, organisation_id from app.round_company
     where workspace_id = $1 and round_id = any($2) order by organisation_id`,
    [tx.workspaceId, roundIds],
  );
  for (const row of rows) companies.get(row.round_id)!.push(row.organisation_id);
  return companies;
}

/** Ids of the rounds that hold a company. */
export async function roundsWith(tx: WorkspaceTransaction, companyId: string): Promise<string[]> {
  const rows = await tx.query<{ round_id: string }>(
    'select round_id from app.round_company where workspace_id = $1 and organisation_id = $2',
    [tx.workspaceId, companyId],
  );
  return rows.map((row) => row.round_id);
}

export function keyOf({ roundId, organisationId }: Pick<Answer, 'roundId' | 'organisationId'>): string {
  return `${roundId} ${organisationId}`;
}
