import type { CellView, ScorecardView, ScoreRowView } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArchiveContext, useSourceTexts } from '../../client/archive.ts';
import { comparisonQuery } from '../../client/records.ts';
import { useWorkspace } from '../../client/session.ts';
import { KeyCap } from '../../components/marks/Marks.tsx';
import { cellWords } from '../../components/score/ScoreCell.tsx';
import { scorecardWords } from '../../words/scorecard.ts';
import { chosenOf, recordsOfCell, Sentences } from './CellSentences.tsx';
import { bareIndicator } from './league-model.ts';
import classes from './Scorecard.module.css';

interface CellEvidenceProps {
  card: ScorecardView;
  row: ScoreRowView;
  cell: CellView;
}

/** The line under the table: what the selected cell rests on, with the sentences. */
export function CellEvidence({ card, row, cell }: CellEvidenceProps) {
  const { slug } = useWorkspace();
  const records = recordsOfCell(cell);
  const { data } = useQuery({ ...comparisonQuery(slug, row.company.id), enabled: records.length > 0 });
  const { claims, findings, sourceIds } = chosenOf(data, new Set(records.map(({ id }) => id)));
  const archive = useSourceTexts(slug, sourceIds);
  const indicator = card.method.indicators.find(({ id }) => id === bareIndicator(cell.indicator));
  const first = records[0];
  return (
    <ArchiveContext.Provider value={archive}>
      <section className={classes.evidence} aria-live="polite">
        <p>
          <strong>{row.company.name}</strong>, {indicator?.qualifiedId} {indicator?.label.toLowerCase()}:{' '}
          {cellWords(cell)}
          {cell.whyNoPoints ? `; ${cell.whyNoPoints}` : ''}.
        </p>
        {cell.answer?.comment ? <p className={classes.why}>{cell.answer.comment}</p> : null}
        <Sentences view={data} claims={claims} findings={findings} />
        {records.length === 0 && cell.display === 'points' ? <p>{scorecardWords.nothing}</p> : null}
        {first ? (
          <div className={classes.links}>
            <Link
              to="/w/$workspace/company/$companyId"
              params={{ workspace: slug, companyId: row.company.id }}
              search={{ pair: first.number, look: first.number.startsWith('F') ? 'finding' : 'claim' }}
            >
              {scorecardWords.openOnPage} <KeyCap>↵</KeyCap>
            </Link>
          </div>
        ) : null}
      </section>
    </ArchiveContext.Provider>
  );
}
