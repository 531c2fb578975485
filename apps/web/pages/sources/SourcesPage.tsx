import type { SourceRow } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { sourcesQuery } from '../../client/records.ts';
import { restrictionsOfKind } from '../../client/restrictions.ts';
import { useWorkspace } from '../../client/session.ts';
import { buttonClasses } from '../../components/controls/Button.tsx';
import { Loading } from '../../components/controls/Loading.tsx';
import { Notice } from '../../components/controls/Notice.tsx';
import { sourceDate } from '../../components/evidence/ArchivedPassage.tsx';
import { SampleMark } from '../../components/marks/Marks.tsx';
import { RestrictedLines } from '../../components/marks/RestrictedLines.tsx';
import { Page } from '../../components/shell/Page.tsx';
import { PageFailure } from '../../components/shell/PageFailure.tsx';
import classes from '../../components/tables/Table.module.css';
import { useRowKeys } from '../../components/tables/useRowKeys.ts';
import { dateWords } from '../../words/dates.ts';
import { sourcesWords } from '../../words/tables.ts';

const captureWords = { full: sourcesWords.full, passages: sourcesWords.passages, stub: sourcesWords.stub };

export function SourcesPage() {
  const workspace = useWorkspace();
  const { data, error, refetch } = useQuery(sourcesQuery(workspace.slug));
  if (error && !data) return <PageFailure error={error} what={sourcesWords.what} reset={() => void refetch()} />;
  const add = workspace.may('source.record') ? (
    <Link className={buttonClasses.primary} to="/w/$workspace/sources/record" params={{ workspace: workspace.slug }}>
      {sourcesWords.add}
    </Link>
  ) : null;
  return (
    <Page title={sourcesWords.title} lede={sourcesWords.lede} acts={add}>
      {!data ? <Loading what={sourcesWords.what} lines={12} /> : null}
      {data && data.items.length === 0 ? <Notice title={sourcesWords.empty}>{sourcesWords.emptyHint}</Notice> : null}
      {data && data.items.length > 0 ? <SourceTable rows={data.items} /> : null}
      <RestrictedLines query={restrictionsOfKind(workspace.slug, 'source')} />
    </Page>
  );
}

function SourceTable({ rows }: { rows: SourceRow[] }) {
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const current = useRowKeys(sourcesWords.title, rows.length, (index) => {
    const sourceId = rows[index]?.id;
    if (sourceId) void navigate({ to: '/w/$workspace/source/$sourceId', params: { workspace: slug, sourceId } });
  });
  return (
    <div className={classes.wrap}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{sourcesWords.number}</th>
            <th scope="col">{sourcesWords.source}</th>
            <th scope="col" className={classes.wide}>
              {sourcesWords.publisher}
            </th>
            <th scope="col">{sourcesWords.published}</th>
            <th scope="col" className={classes.wide}>
              {sourcesWords.capture}
            </th>
            <th scope="col" className={`${classes.wide} ${classes.end}`}>
              {sourcesWords.excerpts}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.id} data-current={index === current || undefined}>
              <td className={classes.number}>{row.number}</td>
              <th scope="row">
                <Link to="/w/$workspace/source/$sourceId" params={{ workspace: slug, sourceId: row.id }} search={{}}>
                  {row.title}
                </Link>{' '}
                {row.sample ? <SampleMark /> : null}
              </th>
              <td className={classes.wide}>
                {row.publisher ?? dateWords.notRecorded}
                {row.syndicatedFrom ? (
                  <span className={classes.quiet}>, {sourcesWords.relays(row.syndicatedFrom.number ?? '')}</span>
                ) : null}
              </td>
              <td>{sourceDate(row)}</td>
              <td className={classes.wide}>{captureWords[row.captureKind]}</td>
              <td className={`${classes.wide} ${classes.end}`}>{row.excerpts}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
