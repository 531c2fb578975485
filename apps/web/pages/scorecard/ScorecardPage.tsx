import type { ScorecardView } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { scorecardQuery } from '../../client/records.ts';
import { useWorkspace } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Loading } from '../../components/controls/Loading.tsx';
import { Notice } from '../../components/controls/Notice.tsx';
import { useKeys } from '../../components/keyboard/keyboard.ts';
import { SampleMark } from '../../components/marks/Marks.tsx';
import { usePrinting } from '../../components/print/usePrinting.ts';
import { Page } from '../../components/shell/Page.tsx';
import pageClasses from '../../components/shell/Page.module.css';
import { PageFailure } from '../../components/shell/PageFailure.tsx';
import { scorecardWords } from '../../words/scorecard.ts';
import { CellEvidence } from './CellEvidence.tsx';
import { recordsOfCell } from './CellSentences.tsx';
import { bareIndicator, leagueOf, qualified } from './league-model.ts';
import { cellKey, LeagueTable } from './LeagueTable.tsx';
import { LeagueTools } from './LeagueTools.tsx';
import { Legend } from './Legend.tsx';
import { MethodDialog } from './MethodDialog.tsx';
import { saveCsv } from './save-csv.ts';
import { ScorecardNotes } from './ScorecardNotes.tsx';
import { usePrintLeague } from './usePrintLeague.ts';
import classes from './Scorecard.module.css';

export function ScorecardPage() {
  const { slug } = useWorkspace();
  const { round } = useParams({ from: '/w/$workspace/shell/scorecard/$round' });
  const { data, error, refetch } = useQuery(scorecardQuery(slug, round));
  if (data) return <Scorecard card={data} />;
  if (error) return <PageFailure error={error} what={scorecardWords.what} reset={() => void refetch()} />;
  return (
    <div className={pageClasses.page}>
      <Loading what={scorecardWords.what} lines={10} />
    </div>
  );
}

function Scorecard({ card }: { card: ScorecardView }) {
  const { slug } = useWorkspace();
  const search = useSearch({ from: '/w/$workspace/shell/scorecard/$round' });
  const navigate = useNavigate({ from: '/w/$workspace/scorecard/$round' });
  const [methodOpen, setMethodOpen] = useState(false);
  const pair = card.method.pairs.find(({ id }) => id === search.pair) ?? card.method.pairs[0];
  const league = leagueOf(card, search.sort ?? 'name', pair?.id ?? '');
  const chosen = card.rows
    .flatMap((row) => row.cells.map((cell) => ({ row, cell })))
    .find(({ row, cell }) => cellKey(row.company.id, bareIndicator(cell.indicator)) === search.cell);

  const go = (change: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false });
  const open = () => {
    const first = chosen && recordsOfCell(chosen.cell)[0];
    if (!chosen || !first) return;
    void navigate({
      to: '/w/$workspace/company/$companyId',
      params: { workspace: slug, companyId: chosen.row.company.id },
      search: { pair: first.number, look: first.number.startsWith('F') ? 'finding' : 'claim' },
    });
  };
  useKeys(scorecardWords.keys, [
    { keys: 'm', does: scorecardWords.showMethod, run: () => setMethodOpen(true) },
    { keys: 'e', does: scorecardWords.exportKey, run: () => saveCsv(card) },
    { keys: 'enter', does: scorecardWords.enterCell, run: open },
  ]);
  const printing = usePrinting();
  const printLeague = usePrintLeague(card);
  const named = pair && { policy: qualified(card.method, pair.policy), conduct: qualified(card.method, pair.conduct) };
  const lede = `${scorecardWords.lede(named ?? null, '−50', '+50')} ${card.round.sample ? scorecardWords.invented : ''}`;
  return (
    <div className={classes.league}>
      <Page
        title={card.round.title}
        lede={lede}
        acts={
          <>
            {card.round.sample ? <SampleMark /> : null}
            <Button className="no-print" onClick={() => setMethodOpen(true)} letter="M">
              {scorecardWords.method}
            </Button>
            <Button className="no-print" onClick={() => saveCsv(card)} letter="E">
              {scorecardWords.exportCsv}
            </Button>
            <Button className="no-print" onClick={() => void printLeague()}>
              {scorecardWords.print}
            </Button>
          </>
        }
      >
        {card.round.basisNote ? <p className={classes.basis}>{card.round.basisNote}</p> : null}
        <LeagueTools card={card} pair={pair?.id ?? ''} sort={search.sort ?? 'name'} onChange={go} />
        {card.rows.length === 0 ? (
          <Notice title={scorecardWords.empty} />
        ) : (
          <>
            <LeagueTable
              card={card}
              league={league}
              pair={pair}
              cell={search.cell}
              onCell={(cell) => cell !== search.cell && go({ cell })}
              onOpen={open}
            />
            {chosen ? (
              <CellEvidence card={card} row={chosen.row} cell={chosen.cell} />
            ) : (
              <p className={classes.evidence}>{scorecardWords.chooseCell}</p>
            )}
            <Legend method={card.method} />
            <ScorecardNotes card={card} printing={printing} />
          </>
        )}
        {methodOpen ? (
          <MethodDialog method={card.method} chosen={chosen?.cell.indicator} onClose={() => setMethodOpen(false)} />
        ) : null}
      </Page>
    </div>
  );
}
