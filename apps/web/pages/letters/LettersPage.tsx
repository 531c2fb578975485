import type { LetterRow } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { lettersQuery } from '../../client/records.ts';
import { restrictionsOfKind } from '../../client/restrictions.ts';
import { useWorkspace } from '../../client/session.ts';
import { Loading } from '../../components/controls/Loading.tsx';
import { Notice } from '../../components/controls/Notice.tsx';
import { SampleMark } from '../../components/marks/Marks.tsx';
import { RestrictedLines } from '../../components/marks/RestrictedLines.tsx';
import { Page } from '../../components/shell/Page.tsx';
import { PageFailure } from '../../components/shell/PageFailure.tsx';
import classes from '../../components/tables/Table.module.css';
import { useRowKeys } from '../../components/tables/useRowKeys.ts';
import { dateInWords } from '../../words/dates.ts';
import { letterStateWords } from '../../words/kinds.ts';
import { lettersWords } from '../../words/tables.ts';

export function LettersPage() {
  const { slug } = useWorkspace();
  const { data, error, refetch } = useQuery(lettersQuery(slug));
  if (error && !data) return <PageFailure error={error} what={lettersWords.what} reset={() => void refetch()} />;
  return (
    <Page title={lettersWords.title} lede={lettersWords.lede}>
      {!data ? <Loading what={lettersWords.what} lines={8} /> : null}
      {data && data.items.length === 0 ? <Notice title={lettersWords.empty}>{lettersWords.emptyHint}</Notice> : null}
      {data && data.items.length > 0 ? <LetterTable rows={data.items} /> : null}
      <RestrictedLines query={restrictionsOfKind(slug, 'letter')} />
    </Page>
  );
}

function LetterTable({ rows }: { rows: LetterRow[] }) {
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const current = useRowKeys(lettersWords.title, rows.length, (index) => {
    const letterId = rows[index]?.id;
    if (letterId) void navigate({ to: '/w/$workspace/letter/$letterId', params: { workspace: slug, letterId } });
  });
  return (
    <div className={classes.wrap}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{lettersWords.number}</th>
            <th scope="col">{lettersWords.subject}</th>
            <th scope="col" className={classes.wide}>
              {lettersWords.company}
            </th>
            <th scope="col">{lettersWords.state}</th>
            <th scope="col" className={classes.wide}>
              {lettersWords.date}
            </th>
            <th scope="col" className={classes.wide}>
              {lettersWords.due}
            </th>
            <th scope="col" className={classes.end}>
              {lettersWords.checks}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.id} data-current={index === current || undefined}>
              <td className={classes.number}>{row.number}</td>
              <th scope="row">
                <Link to="/w/$workspace/letter/$letterId" params={{ workspace: slug, letterId: row.id }}>
                  {row.subject}
                </Link>{' '}
                {row.sample ? <SampleMark /> : null}
              </th>
              <td className={classes.wide}>{row.company.name}</td>
              <td>{letterStateWords[row.state]}</td>
              <td className={`${classes.wide} ${classes.nowrap}`}>{dateInWords(row.letterDate)}</td>
              <td className={`${classes.wide} ${classes.nowrap}`}>{dateInWords(row.replyDueOn)}</td>
              <td className={classes.end}>
                {row.blocking > 0 ? <strong>{lettersWords.blocking(row.blocking)}</strong> : lettersWords.clear}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
