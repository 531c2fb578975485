import { useInfiniteQuery } from '@tanstack/react-query';
import { securityEventsQuery } from '../../client/audit.ts';
import { useWorkspace } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Loading } from '../../components/controls/Loading.tsx';
import { Failure } from '../../components/shell/PageFailure.tsx';
import { Section } from '../../components/shell/Section.tsx';
import tableClasses from '../../components/tables/Table.module.css';
import { auditWords, securityInWords, securityWords } from '../../words/audit.ts';
import { momentInWords } from '../../words/dates.ts';
import classes from './Audit.module.css';

/** What happened to the members' accounts, newest first. */
export function SecurityEvents() {
  const { slug } = useWorkspace();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    securityEventsQuery(slug),
  );
  const rows = data?.pages.flatMap(({ items }) => items);
  return (
    <Section title={auditWords.security} hint={securityWords.hint}>
      {error && !rows ? (
        <Failure error={error} what={securityWords.what} onRetry={() => void refetch()} />
      ) : !rows ? (
        <Loading what={securityWords.what} lines={8} />
      ) : rows.length === 0 ? (
        <p className={classes.quiet}>{securityWords.none}</p>
      ) : (
        <div className={tableClasses.wrap}>
          <table className={tableClasses.table}>
            <thead>
              <tr>
                <th scope="col">{securityWords.when}</th>
                <th scope="col">{securityWords.member}</th>
                <th scope="col">{securityWords.happened}</th>
                <th scope="col" className={tableClasses.wide}>
                  {securityWords.address}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ id, at, member, kind, address }) => (
                <tr key={id}>
                  <td className={classes.when}>{momentInWords(at)}</td>
                  <th scope="row">{member.name}</th>
                  <td>{securityInWords(kind)}</td>
                  <td className={tableClasses.wide}>{address ?? securityWords.noAddress}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {hasNextPage ? (
        <Button className={classes.older} disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {isFetchingNextPage ? auditWords.olderLoading : securityWords.older}
        </Button>
      ) : null}
    </Section>
  );
}
