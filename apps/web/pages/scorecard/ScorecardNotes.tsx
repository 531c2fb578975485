import type { CellView, ScorecardView, ScoreRowView } from '@libs/contracts';
import { useQueries } from '@tanstack/react-query';
import { ArchiveContext, useSourceTexts } from '../../client/archive.ts';
import { comparisonQuery } from '../../client/records.ts';
import { useWorkspace } from '../../client/session.ts';
import { PrintedSources } from '../../components/print/PrintedSources.tsx';
import { cellWords } from '../../components/score/ScoreCell.tsx';
import { dateInWords } from '../../words/dates.ts';
import { printWords } from '../../words/print.ts';
import { scorecardWords } from '../../words/scorecard.ts';
import { chosenOf, recordsOfCell, Sentences } from './CellSentences.tsx';
import { bareIndicator } from './league-model.ts';
import classes from './Scorecard.module.css';

const restsOn = (row: ScoreRowView) => row.cells.flatMap(recordsOfCell);
/** Up to here the notes are fetched with the page, so that Ctrl P has them; beyond, the button Print fetches first. */
export const mostReadAhead = 20;
export const rowsWithNotes = (card: ScorecardView) => card.rows.filter((row) => restsOn(row).length > 0);

/** On paper the notes replace the drawer: for each company what its cells rest on, with the company's answers. */
export function ScorecardNotes({ card, printing }: { card: ScorecardView; printing: boolean }) {
  const { slug } = useWorkspace();
  const rows = rowsWithNotes(card);
  const enabled = printing || rows.length <= mostReadAhead;
  const views = useQueries({ queries: rows.map((row) => ({ ...comparisonQuery(slug, row.company.id), enabled })) });
  const notes = rows.map((row, index) => {
    const view = views[index]?.data;
    return { row, view, ...chosenOf(view, new Set(restsOn(row).map(({ id }) => id))) };
  });
  const sourceIds = [...new Set(notes.flatMap((note) => note.sourceIds))];
  const archive = useSourceTexts(slug, sourceIds);
  if (!printing) return null;
  const { method } = card;
  const cellLine = (cell: CellView) => {
    const indicator = method.indicators.find(({ id }) => id === bareIndicator(cell.indicator));
    const numbers = recordsOfCell(cell).map(({ number }) => number);
    return scorecardWords.cellNote(indicator?.qualifiedId ?? cell.indicator, cellWords(cell), numbers.join(', '));
  };
  return (
    <ArchiveContext.Provider value={archive}>
      <footer className={classes.notes}>
        <ol>
          {notes.map(({ row, view, claims, findings }) => (
            <li key={row.company.id}>
              <strong>{row.company.name}</strong>,{' '}
              {row.cells
                .filter((cell) => recordsOfCell(cell).length > 0)
                .map(cellLine)
                .join('; ')}
              .
              <Sentences view={view} claims={claims} findings={findings} />
            </li>
          ))}
          <PrintedSources sources={sourceIds.flatMap((id) => archive.source(id) ?? [])} />
          <li>{printWords.method(`${method.key} ${method.version}`, method.fileSha256)}</li>
          <li>{printWords.printed(dateInWords(new Date().toISOString()))}</li>
        </ol>
      </footer>
    </ArchiveContext.Provider>
  );
}
