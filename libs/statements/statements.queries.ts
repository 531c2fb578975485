import type { ListClaims, ListStatements, RecordRef } from '@libs/contracts';
import { shortNumber } from '@libs/domain/vocabulary';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';
import type { Reliant } from '@libs/sources';
import { claimRefOf } from './statement.view.ts';

export interface FoundIds {
  ids: string[];
  total: number;
}

const LIVE_STATEMENTS = `from app.statement s
  join app.excerpt x on x.workspace_id = $1 and x.id = s.excerpt_id
  where s.workspace_id = $1 and s.status <> 'withdrawn' and ($2::uuid is null or x.source_id = $2)
    and ($3::uuid is null or s.speaker_organisation_id = $3 or s.via_organisation_id = $3)`;

const LIVE_CLAIMS = `from app.claim c
  join app.excerpt x on x.workspace_id = $1 and x.id = c.excerpt_id
  where c.workspace_id = $1 and c.status <> 'withdrawn' and ($2::uuid is null or x.source_id = $2)
    and ($3::uuid is null or c.company_id = $3)`;

/** One page of live statements by number; in the order of its text where one source is asked for. */
export async function findStatements(tx: WorkspaceTransaction, query: ListStatements): Promise<FoundIds> {
  const key = [tx.workspaceId, query.source ?? null, query.organisation ?? null];
  const order = query.source ? 'x.start_utf16, s.number' : 's.number';
  return page(tx, `select s.id ${LIVE_STATEMENTS} order by ${order}`, `select count(*) ${LIVE_STATEMENTS}`, key, query);
}

/** One page of live claims by number; in the order of its text where one source is asked for. */
export async function findClaims(tx: WorkspaceTransaction, query: ListClaims): Promise<FoundIds> {
  const key = [tx.workspaceId, query.source ?? null, query.company ?? null];
  const order = query.source ? 'x.start_utf16, c.number' : 'c.number';
  return page(tx, `select c.id ${LIVE_CLAIMS} order by ${order}`, `select count(*) ${LIVE_CLAIMS}`, key, query);
}

async function page(
  tx: WorkspaceTransaction,
  select: string,
  count: string,
  key: unknown[],
  { limit, offset }: { limit: number; offset: number },
): Promise<FoundIds> {
  const rows = await tx.query<{ id: string }>(`${select} limit $4 offset $5`, [...key, limit, offset]);
  const [counted] = await tx.query<{ count: string }>(count, key);
  return { ids: rows.map(({ id }) => id), total: Number(counted!.count) };
}

/** The live statements of some sources, in the order of their texts. */
export async function statementsOfSources(tx: WorkspaceTransaction, sourceIds: string[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select s.id from app.statement s join app.excerpt x on x.workspace_id = $1 and x.id = s.excerpt_id
     where s.workspace_id = $1 and s.status <> 'withdrawn' and x.source_id = any($2)
     order by x.source_id, x.start_utf16, s.number`,
    [tx.workspaceId, sourceIds],
  );
  return rows.map(({ id }) => id);
}

export async function claimsOfCompany(tx: WorkspaceTransaction, companyId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select id from app.claim where workspace_id = $1 and company_id = $2 and status <> 'withdrawn' order by number`,
    [tx.workspaceId, companyId],
  );
  return rows.map(({ id }) => id);
}

/** A live claim that rests on a statement. */
export interface RestingClaim extends RecordRef {
  companyId: string;
}

/** The live claims on each statement, by number. */
export async function claimsOnStatements(
  tx: WorkspaceTransaction,
  statementIds: string[],
): Promise<Map<string, RestingClaim[]>> {
  const claims = new Map<string, RestingClaim[]>(statementIds.map((id) => [id, []]));
  if (statementIds.length === 0) return claims;
  const rows = await tx.query<{
    statementId: string;
    companyId: string;
    id: string;
    number: number;
    claimText: string;
  }>(
    `select l.statement_id as "statementId", c.company_id as "companyId", c.id, c.number, c.claim_text as "claimText"
     from app.claim_statement l join app.claim c on c.workspace_id = $1 and c.id = l.claim_id
     where l.workspace_id = $1 and l.statement_id = any($2) and c.status <> 'withdrawn' order by c.number`,
    [tx.workspaceId, statementIds],
  );
  for (const row of rows) claims.get(row.statementId)!.push({ ...claimRefOf(row), companyId: row.companyId });
  return claims;
}

/** The statements of each claim, in the order they were given. */
export async function statementsOfClaims(tx: WorkspaceTransaction, claimIds: string[]): Promise<Map<string, string[]>> {
  const statements = new Map<string, string[]>(claimIds.map((id) => [id, []]));
  if (claimIds.length === 0) return statements;
  const rows = await tx.query<{ claim_id: string; statement_id: string }>(
    `select claim_id, statement_id from app.claim_statement
     where workspace_id = $1 and claim_id = any($2) order by claim_id, ordinal`,
    [tx.workspaceId, claimIds],
  );
  for (const row of rows) statements.get(row.claim_id)!.push(row.statement_id);
  return statements;
}

export async function linkStatements(tx: WorkspaceTransaction, claimId: string, statementIds: string[]): Promise<void> {
  await tx.query('delete from app.claim_statement where workspace_id = $1 and claim_id = $2', [
    tx.workspaceId,
    claimId,
  ]);
  await tx.query(
    `insert into app.claim_statement (workspace_id, claim_id, statement_id, ordinal)
     select $1::uuid, $2::uuid, s.id, s.ordinal - 1 from unnest($3::uuid[]) with ordinality as s (id, ordinal)`,
    [tx.workspaceId, claimId, statementIds],
  );
}

/** The assessments of each claim that stand, by number. */
export async function assessmentsOfClaims(
  tx: WorkspaceTransaction,
  claimIds: string[],
): Promise<Map<string, RecordRef[]>> {
  const assessments = new Map<string, RecordRef[]>(claimIds.map((id) => [id, []]));
  if (claimIds.length === 0) return assessments;
  const rows = await tx.query<{ id: string; claim_id: string; number: number; verdict: string }>(
    `select id, claim_id, number, verdict from app.assessment
     where workspace_id = $1 and claim_id = any($2) and status not in ('withdrawn', 'superseded') order by number`,
    [tx.workspaceId, claimIds],
  );
  for (const { id, claim_id: claimId, number, verdict } of rows) {
    const label = verdict.replaceAll('_', ' ');
    assessments.get(claimId)!.push({ id, number: shortNumber('assessment', number), label });
  }
  return assessments;
}

/** Another live claim that already follows this one in its series. */
export async function successorOf(tx: WorkspaceTransaction, claimId: string, exceptId: string): Promise<string | null> {
  const rows = await tx.query<{ number: number }>(
    `select number from app.claim
     where workspace_id = $1 and supersedes_claim_id = $2 and id <> $3 and status <> 'withdrawn'`,
    [tx.workspaceId, claimId, exceptId],
  );
  return rows[0] ? shortNumber('claim', rows[0].number) : null;
}

export async function reliantsOnStatement(tx: WorkspaceTransaction, id: string): Promise<Reliant[]> {
  return tx.query<Reliant>(
    `select 'claim' as kind, c.number, null as indicator from app.claim_statement l
       join app.claim c on c.workspace_id = $1 and c.id = l.claim_id
       where l.workspace_id = $1 and l.statement_id = $2 and c.status <> 'withdrawn'
     union all select 'finding', f.number, null from app.finding_answer fa
       join app.finding f on f.workspace_id = $1 and f.id = fa.finding_id
       where fa.workspace_id = $1 and fa.statement_id = $2 and f.status <> 'withdrawn'
     union all select 'assessment', a.number, null from app.assessment_evidence e
       join app.assessment a on a.workspace_id = $1 and a.id = e.assessment_id
       where e.workspace_id = $1 and e.statement_id = $2 and a.status not in ('withdrawn', 'superseded')
     union all select 'letter', l.number, null from app.letter_citation lc
       join app.letter l on l.workspace_id = $1 and l.id = lc.letter_id
       where lc.workspace_id = $1 and lc.statement_id = $2 and l.withdrawn_at is null
     order by kind, number`,
    [tx.workspaceId, id],
  );
}

export async function reliantsOnClaim(tx: WorkspaceTransaction, id: string): Promise<Reliant[]> {
  return tx.query<Reliant>(
    `select 'assessment' as kind, number, null as indicator from app.assessment
       where workspace_id = $1 and claim_id = $2 and status not in ('withdrawn', 'superseded')
     union all select 'claim', number, null from app.claim
       where workspace_id = $1 and supersedes_claim_id = $2 and status <> 'withdrawn'
     union all select 'answer', null, m.key || '.' || a.indicator from app.answer_claim ac
       join app.answer a on a.workspace_id = $1 and a.id = ac.answer_id
       join app.round r on r.workspace_id = $1 and r.id = a.round_id
       join app.method m on m.workspace_id = $1 and m.id = r.method_id
       where ac.workspace_id = $1 and ac.claim_id = $2 and a.status <> 'withdrawn'
     order by kind, number`,
    [tx.workspaceId, id],
  );
}
