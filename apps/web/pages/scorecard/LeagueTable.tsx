import type { MethodView, ScorecardView, ScoreRowView } from '@libs/contracts';
import { Link } from '@tanstack/react-router';
import { Fragment, useRef, type KeyboardEvent } from 'react';
import { useWorkspace } from '../../client/session.ts';
import { AbsenceMark } from '../../components/marks/AbsenceMark.tsx';
import { CoverageBar } from '../../components/score/CoverageBar.tsx';
import { Dumbbell, DumbbellHead } from '../../components/score/Dumbbell.tsx';
import { ScoreCell } from '../../components/score/ScoreCell.tsx';
import { scorecardWords } from '../../words/scorecard.ts';
import { bareIndicator, pairOf, qualified, signed, type League } from './league-model.ts';
import { useMoreAtEdge } from './useMoreAtEdge.ts';
import classes from './Scorecard.module.css';

type Indicator = MethodView['indicators'][number];

interface LeagueTableProps {
  card: ScorecardView;
  league: League;
  pair: { id: string; policy: string; conduct: string } | undefined;
  cell: string | undefined;
  onCell: (cell: string) => void;
  onOpen: (cell: string) => void;
}

export const cellKey = (companyId: string, indicator: string) => `${companyId}.${bareIndicator(indicator)}`;
const cellId = (key: string) => `cell-${key}`;

const steps: Record<string, [number, number]> = {
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
};

/** Moves focus from cell to cell of the matrix, as in a spreadsheet. */
function moveInGrid(event: KeyboardEvent<HTMLTableElement>): boolean {
  const step = steps[event.key];
  const cell = (event.target as HTMLElement).closest('[data-cell]');
  if (!step || !cell) return false;
  const rows = [...event.currentTarget.querySelectorAll('tbody tr')].map((row) => [
    ...row.querySelectorAll<HTMLElement>('[data-cell]'),
  ]);
  const grid = rows.filter((row) => row.length > 0);
  const y = grid.findIndex((row) => row.includes(cell as HTMLElement));
  const x = grid[y]?.indexOf(cell as HTMLElement) ?? 0;
  grid[y + step[0]]?.[x + step[1]]?.focus();
  event.preventDefault();
  return true;
}

export function LeagueTable({ card, league, pair, cell, onCell, onOpen }: LeagueTableProps) {
  const frame = useRef<HTMLDivElement>(null);
  const more = useMoreAtEdge(frame);
  const policy = card.method.indicators.filter(({ side }) => side === 'policy');
  const conduct = card.method.indicators.filter(({ side }) => side === 'conduct');
  const columns = 8 + policy.length + conduct.length;
  const rows = [...league.compared, ...league.apart];
  const first = rows[0] && policy[0] ? cellKey(rows[0].company.id, policy[0].id) : undefined;
  const tabbable = cell && rows.some((row) => cell.startsWith(row.company.id)) ? cell : first;
  const method = `${card.method.key} ${card.method.version}`;
  return (
    <div className={classes.edge} data-more={more || undefined}>
      <div ref={frame} className={classes.wrap}>
        <table
          className={classes.table}
          onKeyDown={(event) => {
            if (!moveInGrid(event) && event.key === 'Enter' && cell) {
              if (!(event.target as HTMLElement).matches('[data-cell]')) return;
              event.preventDefault();
              onOpen(cell);
            }
          }}
        >
          <thead>
            <tr>
              <td colSpan={5} />
              <td className={classes.gap} />
              <th scope="colgroup" colSpan={policy.length} className={classes.side}>
                {scorecardWords.policySide(method)}
              </th>
              <td className={classes.gap} />
              <th scope="colgroup" colSpan={conduct.length} className={classes.side}>
                {scorecardWords.conductSide(method)}
              </th>
            </tr>
            <tr>
              <th scope="col" className={classes.company}>
                {scorecardWords.company}
              </th>
              <th scope="col" className={classes.score}>
                {scorecardWords.policyHead}
              </th>
              <th scope="col" className={classes.conduct}>
                {scorecardWords.conductHead}
              </th>
              <th scope="col" className={classes.difference}>
                {pair?.id ?? ''}
              </th>
              <th scope="col" className={classes.chart}>
                {pair ? <DumbbellHead policy={pair.policy} conduct={pair.conduct} /> : null}
                <span className="visually-hidden">{scorecardWords.pairChart}</span>
              </th>
              <td className={classes.gap} />
              {policy.map((indicator) => (
                <IndicatorHead key={indicator.id} indicator={indicator} />
              ))}
              <td className={classes.gap} />
              {conduct.map((indicator) => (
                <IndicatorHead key={indicator.id} indicator={indicator} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Fragment key={row.company.id}>
                {row === league.apart[0] && league.compared.length > 0 ? (
                  <tr className={classes.divider}>
                    <th scope="rowgroup" colSpan={columns}>
                      {scorecardWords.below}
                    </th>
                  </tr>
                ) : null}
                <LeagueRow
                  row={row}
                  pair={
                    pair && {
                      ...pair,
                      policy: qualified(card.method, pair.policy),
                      conduct: qualified(card.method, pair.conduct),
                    }
                  }
                  policy={policy}
                  conduct={conduct}
                  cell={cell}
                  tabbable={tabbable}
                  onCell={onCell}
                />
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function IndicatorHead({ indicator }: { indicator: Indicator }) {
  return (
    <th scope="col" className={classes.indicator} lang="en" title={indicator.question}>
      <b>{indicator.id}</b>
      {indicator.label} {indicator.reversed ? scorecardWords.reversed : ''}
    </th>
  );
}

interface LeagueRowProps {
  row: ScoreRowView;
  pair: LeagueTableProps['pair'];
  policy: Indicator[];
  conduct: Indicator[];
  cell: string | undefined;
  tabbable: string | undefined;
  onCell: (cell: string) => void;
}

function LeagueRow({ row, pair, policy, conduct, cell, tabbable, onCell }: LeagueRowProps) {
  const { slug } = useWorkspace();
  const pairView = pair ? pairOf(row, pair.id) : undefined;
  const cells = (indicators: Indicator[]) =>
    indicators.map((indicator) => {
      const key = cellKey(row.company.id, indicator.id);
      const view = row.cells.find((candidate) => bareIndicator(candidate.indicator) === indicator.id);
      return (
        <td key={indicator.id} className={classes.cell}>
          {view ? (
            <ScoreCell
              cell={view}
              id={cellId(key)}
              name={`${row.company.name}, ${indicator.label}`}
              current={key === cell}
              tabbable={key === tabbable}
              onSelect={() => onCell(key)}
            />
          ) : null}
        </td>
      );
    });
  return (
    <tr>
      <th scope="row" className={classes.company}>
        <Link to="/w/$workspace/company/$companyId" params={{ workspace: slug, companyId: row.company.id }} search={{}}>
          {row.company.name}
        </Link>
      </th>
      <td className={classes.score} title={row.policy.whyNotPrinted ?? undefined}>
        {row.policy.score === null ? <AbsenceMark absence="not_researched" /> : <b>{row.policy.score}</b>}
        <CoverageBar answered={row.policy.answered} of={row.policy.of} />
      </td>
      <td className={classes.conduct} title={row.conduct.whyNotPrinted ?? undefined}>
        {row.conduct.score === null ? (
          row.conduct.line
        ) : (
          <span className={classes.score}>
            <b>{row.conduct.score}</b>
            <CoverageBar answered={row.conduct.answered} of={row.conduct.of} />
          </span>
        )}
      </td>
      <td className={classes.difference}>
        {signed(pairView?.difference) ?? (
          <abbr title={pairView?.whyNotComparable ?? scorecardWords.notComparableLong}>
            {scorecardWords.notComparable}
          </abbr>
        )}
      </td>
      <td className={classes.chart}>
        {pair ? <Dumbbell pair={pairView} policy={pair.policy} conduct={pair.conduct} /> : null}
      </td>
      <td className={classes.gap} />
      {cells(policy)}
      <td className={classes.gap} />
      {cells(conduct)}
    </tr>
  );
}
