import { shortNumber, type NumberedKind } from '@libs/domain/vocabulary';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';

/** A record by its id, as people name it. */
export interface NamedRecord {
  id: string;
  kind: string;
  name: string;
}

interface Row {
  id: string;
  kind: string;
  number: number | null;
  name: string | null;
}

const NUMBERED: [NumberedKind, string][] = [
  ['source', 'app.source_document'],
  ['excerpt', 'app.excerpt'],
  ['statement', 'app.statement'],
  ['claim', 'app.claim'],
  ['finding', 'app.finding'],
  ['assessment', 'app.assessment'],
  ['letter', 'app.letter'],
];

/** The records of these ids that the reader may see, withdrawn ones too. The others are left out, whatever they are. */
export async function namesOfRecords(tx: WorkspaceTransaction, ids: string[]): Promise<NamedRecord[]> {
  const numbered = NUMBERED.map(
    ([kind, table]) =>
      `select t.id, '${kind}' as kind, t.number, null as name from ${table} t
       where t.workspace_id = $1 and t.id = any($2::uuid[])`,
  );
  const rows = await tx.query<Row>(
    `${numbered.join(' union all ')}
     union all select o.id, 'organisation', null, o.short_name from app.organisation o
     where o.workspace_id = $1 and o.id = any($2::uuid[])
     union all select a.id, 'audience', null, a.name from app.audience a
     where a.workspace_id = $1 and a.id = any($2::uuid[]) and a.id = any($3::uuid[])
     union all select m.id, 'member', null, m.name from app.member m
     where m.workspace_id = $1 and m.id = any($2::uuid[])`,
    [tx.workspaceId, ids, tx.actor.audiences],
  );
  return rows.map(({ id, kind, number, name }) => {
    return { id, kind, name: number === null ? (name ?? '') : shortNumber(kind as NumberedKind, number) };
  });
}
