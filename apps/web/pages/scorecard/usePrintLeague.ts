import type { ScorecardView } from '@libs/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { comparisonQuery, sourceQuery, statementsOfSourceQuery } from '../../client/records.ts';
import { useWorkspace } from '../../client/session.ts';
import { chosenOf, recordsOfCell } from './CellSentences.tsx';
import { rowsWithNotes } from './ScorecardNotes.tsx';

/** Prints once everything that the notes quote is here. What could not be fetched is left for its own message. */
export function usePrintLeague(card: ScorecardView): () => Promise<void> {
  const { slug } = useWorkspace();
  const client = useQueryClient();
  return async () => {
    const sources = await Promise.all(
      rowsWithNotes(card).map(async (row) => {
        const view = await client.ensureQueryData(comparisonQuery(slug, row.company.id));
        return chosenOf(view, new Set(row.cells.flatMap(recordsOfCell).map(({ id }) => id))).sourceIds;
      }),
    );
    const texts = [...new Set(sources.flat())].flatMap((id) => [
      client.ensureQueryData(sourceQuery(slug, id)),
      client.ensureQueryData(statementsOfSourceQuery(slug, id)),
    ]);
    await Promise.all(texts as Promise<unknown>[]);
    window.print();
  };
}
