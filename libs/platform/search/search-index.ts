import type { WorkspaceTransaction } from '@libs/platform/tenancy';
import { searchWords } from './words.ts';

/** What of a record can be found by typing: short fields only. Long texts have a text-search vector. */
export interface Searchable {
  kind: string;
  recordId: string;
  audienceId: string;
  /** Text by field name: `{ name: 'Intel Corp.', number: 'C-115' }`. */
  fields: Record<string, string | null>;
}

/** Replaces the search words of a record, in the transaction that wrote it. */
export async function indexForSearch(tx: WorkspaceTransaction, record: Searchable): Promise<void> {
  const words: string[] = [];
  const fields: string[] = [];
  for (const [field, text] of Object.entries(record.fields)) {
    for (const word of searchWords(text ?? '')) {
      words.push(word);
      fields.push(field);
    }
  }
  // The two leave together: one round trip.
  await Promise.all([
    forgetInSearch(tx, record.kind, record.recordId),
    words.length > 0 &&
      tx.query(
        `insert into app.search_token (workspace_id, token, kind, record_id, field, audience_id)
         select $1::uuid, word, $2, $3::uuid, field, $4::uuid from unnest($5::text[], $6::text[]) as pair (word, field)`,
        [tx.workspaceId, record.kind, record.recordId, record.audienceId, words, fields],
      ),
  ]);
}

export async function forgetInSearch(tx: WorkspaceTransaction, kind: string, recordId: string): Promise<void> {
  await tx.query('delete from app.search_token where workspace_id = $1 and kind = $2 and record_id = $3', [
    tx.workspaceId,
    kind,
    recordId,
  ]);
}

/** Puts another short number in the place of a record's own, where the record is found by typing. */
export async function reindexNumber(
  tx: WorkspaceTransaction,
  { kind, recordId, audienceId, number }: Omit<Searchable, 'fields'> & { number: string },
): Promise<void> {
  const gone = await tx.query(
    `delete from app.search_token t where t.workspace_id = $1 and t.kind = $2 and t.record_id = $3
       and t.field = 'number' returning t.token`,
    [tx.workspaceId, kind, recordId],
  );
  if (gone.length === 0) return;
  await tx.query(
    `insert into app.search_token (workspace_id, token, kind, record_id, field, audience_id)
     select $1::uuid, word, $2, $3::uuid, 'number', $4::uuid from unnest($5::text[]) as word`,
    [tx.workspaceId, kind, recordId, audienceId, [...searchWords(number)]],
  );
}
