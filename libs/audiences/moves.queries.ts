import type { MovableKind } from '@libs/contracts';
import { NotFound } from '@libs/platform/errors';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';

export const TABLES: Record<MovableKind, string> = {
  source: 'app.source_document',
  excerpt: 'app.excerpt',
  statement: 'app.statement',
  claim: 'app.claim',
  finding: 'app.finding',
  assessment: 'app.assessment',
  letter: 'app.letter',
};

/** A record that moves or that one of them rests on. */
export interface Placed {
  kind: MovableKind;
  id: string;
  number: number;
  version: number;
  audienceId: string;
}

interface Edge {
  /** What is rested on. */
  ground: MovableKind;
  /** What rests on it. */
  upper: MovableKind;
  table: string;
  groundColumn: string;
  upperColumn: string;
}

const edge = (ground: MovableKind, upper: MovableKind, table: string, groundColumn: string, upperColumn = 'id') => ({
  ground,
  upper,
  table: `app.${table}`,
  groundColumn,
  upperColumn,
});

/** Which records repeat what others say. Captures of one document and versions of one claim go together, both ways. */
const EDGES: readonly Edge[] = [
  edge('source', 'source', 'source_document', 'syndicated_from_id'),
  edge('source', 'source', 'source_document', 'previous_capture_id'),
  edge('source', 'source', 'source_document', 'id', 'previous_capture_id'),
  edge('source', 'excerpt', 'excerpt', 'source_id'),
  edge('excerpt', 'statement', 'statement', 'excerpt_id'),
  edge('excerpt', 'claim', 'claim', 'excerpt_id'),
  edge('statement', 'claim', 'claim_statement', 'statement_id', 'claim_id'),
  edge('claim', 'claim', 'claim', 'supersedes_claim_id'),
  edge('claim', 'claim', 'claim', 'id', 'supersedes_claim_id'),
  edge('excerpt', 'finding', 'finding_excerpt', 'excerpt_id', 'finding_id'),
  edge('statement', 'finding', 'finding_answer', 'statement_id', 'finding_id'),
  edge('finding', 'finding', 'finding', 'follows_finding_id'),
  edge('claim', 'assessment', 'assessment', 'claim_id'),
  edge('finding', 'assessment', 'assessment_evidence', 'finding_id', 'assessment_id'),
  edge('statement', 'assessment', 'assessment_evidence', 'statement_id', 'assessment_id'),
  edge('excerpt', 'letter', 'letter_citation', 'excerpt_id', 'letter_id'),
  edge('finding', 'letter', 'letter_citation', 'finding_id', 'letter_id'),
  edge('statement', 'letter', 'letter_citation', 'statement_id', 'letter_id'),
];

export interface Resting {
  upper: { kind: MovableKind; id: string };
  ground: { kind: MovableKind; id: string };
}

/** What rests directly on the given records of a kind, or with `downwards` what they rest on. */
async function neighbours(
  tx: WorkspaceTransaction,
  { ground, upper, table, groundColumn, upperColumn }: Edge,
  ids: string[],
  downwards: boolean,
): Promise<Resting[]> {
  const rows = await tx.query<{ ground_id: string; upper_id: string }>(
    `select distinct ${groundColumn} as ground_id, ${upperColumn} as upper_id from ${table}
     where workspace_id = $1 and ${downwards ? upperColumn : groundColumn} = any($2)
       and ${groundColumn} is not null and ${upperColumn} is not null`,
    [tx.workspaceId, ids],
  );
  return rows.map((row) => ({
    upper: { kind: upper, id: row.upper_id },
    ground: { kind: ground, id: row.ground_id },
  }));
}

/** The record and everything that rests on it, step by step, each locked. The record itself is first. */
export async function restingOn(tx: WorkspaceTransaction, kind: MovableKind, id: string): Promise<Placed[]> {
  const found = new Map<string, Placed>();
  let next = [await placeOf(tx, kind, id)];
  while (next.length > 0) {
    for (const record of next) found.set(record.id, record);
    const uppers = new Map<MovableKind, Set<string>>();
    for (const one of EDGES) {
      const ids = next.filter((record) => record.kind === one.ground).map((record) => record.id);
      const rows = ids.length === 0 ? [] : await neighbours(tx, one, ids, false);
      for (const { upper } of rows) {
        if (!found.has(upper.id)) uppers.set(upper.kind, (uppers.get(upper.kind) ?? new Set()).add(upper.id));
      }
    }
    next = [];
    for (const [upperKind, ids] of uppers) next.push(...(await lockAll(tx, upperKind, [...ids])));
  }
  return [...found.values()];
}

/** What each of the records rests on, directly, with the grounds' places. */
export async function groundsOf(
  tx: WorkspaceTransaction,
  records: readonly Placed[],
): Promise<{ resting: Resting[]; grounds: Map<string, Placed> }> {
  const resting: Resting[] = [];
  for (const one of EDGES) {
    const ids = records.filter((record) => record.kind === one.upper).map((record) => record.id);
    if (ids.length > 0) resting.push(...(await neighbours(tx, one, ids, true)));
  }
  const grounds = new Map<string, Placed>();
  for (const kind of Object.keys(TABLES) as MovableKind[]) {
    const ids = resting.filter(({ ground }) => ground.kind === kind).map(({ ground }) => ground.id);
    for (const placed of await lockAll(tx, kind, [...new Set(ids)])) grounds.set(placed.id, placed);
  }
  return { resting, grounds };
}

/** One record, locked. @throws NotFound */
export async function placeOf(tx: WorkspaceTransaction, kind: MovableKind, id: string): Promise<Placed> {
  const [record] = await lockAll(tx, kind, [id]);
  if (!record) throw new NotFound(kind);
  return record;
}

async function lockAll(tx: WorkspaceTransaction, kind: MovableKind, ids: string[]): Promise<Placed[]> {
  if (ids.length === 0) return [];
  return tx.query<Placed>(
    `select $3::text as kind, id, number, version, audience_id as "audienceId" from ${TABLES[kind]}
     where workspace_id = $1 and id = any($2) order by id for update`,
    [tx.workspaceId, ids, kind],
  );
}

/** The answers of scorecards that cite one of the records. Answers are for everybody. */
export async function citingAnswers(tx: WorkspaceTransaction, ids: string[]): Promise<string[]> {
  const rows = await tx.query<{ indicator: string }>(
    `select distinct a.indicator from app.answer a where a.workspace_id = $1 and a.status <> 'withdrawn' and a.id in (
       select answer_id from app.answer_excerpt where workspace_id = $1 and excerpt_id = any($2)
       union select answer_id from app.answer_claim where workspace_id = $1 and claim_id = any($2)
       union select answer_id from app.answer_finding where workspace_id = $1 and finding_id = any($2))
     order by a.indicator`,
    [tx.workspaceId, ids],
  );
  return rows.map(({ indicator }) => indicator);
}

/** Puts a record into an audience, with its kept versions, its words in search and the rows that are part of it. */
export async function place(tx: WorkspaceTransaction, record: Placed, audienceId: string, number: number) {
  const { kind, id, version } = record;
  const key = [tx.workspaceId, id, audienceId];
  await tx.query(
    `update ${TABLES[kind]} set audience_id = $3, number = $4, version = $5 where workspace_id = $1 and id = $2`,
    [...key, number, version + 1],
  );
  await tx.query(
    'update app.record_version set audience_id = $3 where workspace_id = $1 and record_id = $2 and kind = $4',
    [...key, kind],
  );
  await tx.query(
    'update app.search_token set audience_id = $3 where workspace_id = $1 and record_id = $2 and kind = $4',
    [...key, kind],
  );
  await tx.query(
    'update app.restricted_record set audience_id = $3 where workspace_id = $1 and record_id = $2 and kind = $4',
    [...key, kind],
  );
  if (kind === 'assessment') {
    await tx.query(
      'update app.assessment_evidence set audience_id = $3 where workspace_id = $1 and assessment_id = $2',
      key,
    );
  }
}

/** The last kept version of a record, as text. */
export async function lastSnapshot(tx: WorkspaceTransaction, { kind, id }: Placed): Promise<Record<string, unknown>> {
  const [row] = await tx.query<{ snapshot: string }>(
    `select snapshot from app.record_version where workspace_id = $1 and kind = $2 and record_id = $3
     order by version desc limit 1`,
    [tx.workspaceId, kind, id],
  );
  return JSON.parse(row!.snapshot) as Record<string, unknown>;
}
