import type { SessionView } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { sessionsQuery, useEndOtherSessions, useEndSession } from '../../client/account.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Loading } from '../../components/controls/Loading.tsx';
import { Failure } from '../../components/shell/PageFailure.tsx';
import { Section } from '../../components/shell/Section.tsx';
import tableClasses from '../../components/tables/Table.module.css';
import { sessionWords } from '../../words/account.ts';
import { momentInWords } from '../../words/dates.ts';
import classes from './Account.module.css';

/** Every place where this account is signed in, and the way to end it there. */
export function OwnSessions() {
  const { data, error, refetch } = useQuery(sessionsQuery);
  const end = useEndSession();
  const endOthers = useEndOtherSessions();
  const busy = end.isPending || endOthers.isPending;
  const refusal = end.error ?? endOthers.error;
  const hasOthers = data?.items.some(({ isThis }) => !isThis);
  const acts = hasOthers ? (
    <Button disabled={busy} onClick={() => endOthers.mutate()}>
      {sessionWords.endOthers}
    </Button>
  ) : null;
  return (
    <Section title={sessionWords.title} hint={sessionWords.hint} acts={acts}>
      {error && !data ? (
        <Failure error={error} what={sessionWords.what} onRetry={() => void refetch()} />
      ) : !data ? (
        <Loading what={sessionWords.what} />
      ) : (
        <SessionTable rows={data.items} busy={busy} onEnd={(id) => end.mutate(id)} />
      )}
      {refusal ? <Failure error={refusal} /> : null}
    </Section>
  );
}

interface TableProps {
  rows: SessionView[];
  busy: boolean;
  onEnd: (id: string) => void;
}

function SessionTable({ rows, busy, onEnd }: TableProps) {
  return (
    <div className={tableClasses.wrap}>
      <table className={tableClasses.table}>
        <thead>
          <tr>
            <th scope="col">{sessionWords.device}</th>
            <th scope="col" className={tableClasses.wide}>
              {sessionWords.first}
            </th>
            <th scope="col">{sessionWords.last}</th>
            <th scope="col" className={tableClasses.end}>
              <span className="visually-hidden">{sessionWords.acts}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row" className={classes.device}>
                {row.device || sessionWords.unknown}
              </th>
              <td className={tableClasses.wide}>{momentInWords(row.firstSeenAt)}</td>
              <td>{momentInWords(row.lastSeenAt)}</td>
              <td className={tableClasses.end}>
                {row.isThis ? (
                  <span className={classes.quiet}>{sessionWords.isThis}</span>
                ) : (
                  <Button
                    disabled={busy}
                    aria-label={sessionWords.endOf(row.device || sessionWords.unknown, momentInWords(row.firstSeenAt))}
                    onClick={() => onEnd(row.id)}
                  >
                    {sessionWords.end}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
