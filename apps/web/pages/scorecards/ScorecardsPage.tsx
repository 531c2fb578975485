import type { RoundView } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { roundsQuery } from '../../client/records.ts';
import { useWorkspace } from '../../client/session.ts';
import { Loading } from '../../components/controls/Loading.tsx';
import { Notice } from '../../components/controls/Notice.tsx';
import { SampleMark } from '../../components/marks/Marks.tsx';
import { Page } from '../../components/shell/Page.tsx';
import { PageFailure } from '../../components/shell/PageFailure.tsx';
import classes from '../../components/tables/Table.module.css';
import { useRowKeys } from '../../components/tables/useRowKeys.ts';
import { dateInWords } from '../../words/dates.ts';
import { scorecardsWords } from '../../words/tables.ts';

export function ScorecardsPage() {
  const { slug } = useWorkspace();
  const { data, error, refetch } = useQuery(roundsQuery(slug));
  if (error && !data) return <PageFailure error={error} what={scorecardsWords.what} reset={() => void refetch()} />;
  return (
    <Page title={scorecardsWords.title} lede={scorecardsWords.lede}>
      {!data ? <Loading what={scorecardsWords.what} lines={4} /> : null}
      {data && data.items.length === 0 ? (
        <Notice title={scorecardsWords.empty}>{scorecardsWords.emptyHint}</Notice>
      ) : null}
      {data && data.items.length > 0 ? <RoundTable rows={data.items} /> : null}
    </Page>
  );
}

function RoundTable({ rows }: { rows: RoundView[] }) {
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const current = useRowKeys(scorecardsWords.title, rows.length, (index) => {
    const round = rows[index]?.key;
    if (round) void navigate({ to: '/w/$workspace/scorecard/$round', params: { workspace: slug, round } });
  });
  return (
    <div className={classes.wrap}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{scorecardsWords.round}</th>
            <th scope="col">{scorecardsWords.method}</th>
            <th scope="col" className={classes.wide}>
              {scorecardsWords.period}
            </th>
            <th scope="col" className={classes.end}>
              {scorecardsWords.companies}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.id} data-current={index === current || undefined}>
              <th scope="row">
                <Link to="/w/$workspace/scorecard/$round" params={{ workspace: slug, round: row.key }} search={{}}>
                  {row.title}
                </Link>{' '}
                {row.sample ? <SampleMark /> : null}
              </th>
              <td>
                {row.method.title}, {row.method.version}
              </td>
              <td className={`${classes.wide} ${classes.nowrap}`}>
                {dateInWords(row.periodStart)} – {dateInWords(row.periodEnd)}
              </td>
              <td className={classes.end}>{row.companies}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
