import type { AuditItem, RecordTold } from '@libs/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { trailQuery, type TrailFilter } from '../../client/audit.ts';
import { useWorkspace } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Loading } from '../../components/controls/Loading.tsx';
import { Failure } from '../../components/shell/PageFailure.tsx';
import { Section } from '../../components/shell/Section.tsx';
import tableClasses from '../../components/tables/Table.module.css';
import { useRowKeys } from '../../components/tables/useRowKeys.ts';
import { auditWords } from '../../words/audit.ts';
import { momentInWords } from '../../words/dates.ts';
import classes from './Audit.module.css';
import { Deed } from './Deed.tsx';
import { TrailFilters } from './TrailFilters.tsx';

/** The events, newest first, narrowed down by what stands in the address of the page. */
export function Trail() {
  const { slug } = useWorkspace();
  const { view: _view, ...filter } = useSearch({ from: '/w/$workspace/shell/settings/audit' });
  const navigate = useNavigate();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    trailQuery(slug, filter),
  );
  const narrow = (change: TrailFilter) =>
    void navigate({
      to: '/w/$workspace/settings/audit',
      params: { workspace: slug },
      search: { ...filter, ...change },
      replace: true,
    });
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const records = Object.assign({}, ...(data?.pages.map((page) => page.records) ?? [])) as Record<string, RecordTold>;
  const none = hasNextPage ? auditWords.noneSoFar : auditWords.none;
  return (
    <Section title={auditWords.trail}>
      <TrailFilters filter={filter} seen={items} onChange={narrow} />
      {error && !data ? (
        <Failure error={error} what={auditWords.what} onRetry={() => void refetch()} />
      ) : !data ? (
        <Loading what={auditWords.what} lines={12} />
      ) : (
        <>
          <p className={`${classes.quiet} ${classes.count}`} role="status">
            {items.length === 0 ? none : auditWords.shown(items.length, data.pages[0]?.total ?? 0)}
          </p>
          {items.length > 0 ? <EventTable items={items} records={records} onPerson={(by) => narrow({ by })} /> : null}
        </>
      )}
      {hasNextPage ? (
        <Button className={classes.older} disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {isFetchingNextPage ? auditWords.olderLoading : auditWords.older}
        </Button>
      ) : null}
    </Section>
  );
}

interface EventTableProps {
  items: AuditItem[];
  records: Record<string, RecordTold>;
  onPerson: (by: string) => void;
}

function EventTable({ items, records, onPerson }: EventTableProps) {
  const current = useRowKeys(auditWords.title, items.length, () =>
    document.querySelector<HTMLAnchorElement>('tr[data-current] a')?.click(),
  );
  return (
    <div className={tableClasses.wrap}>
      <table className={`${tableClasses.table} ${classes.events}`}>
        <thead>
          <tr>
            <th scope="col" className={tableClasses.wide}>
              {auditWords.event}
            </th>
            <th scope="col">{auditWords.when}</th>
            <th scope="col">{auditWords.did}</th>
            <th scope="col" className={tableClasses.wide}>
              {auditWords.hash}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item, index) => (
            <tr key={item.seq} data-current={index === current || undefined}>
              <td className={`${tableClasses.wide} ${tableClasses.number}`}>{item.seq}</td>
              <td className={classes.when}>{momentInWords(String(item.event.at))}</td>
              <td>
                <Deed item={item} records={records} onPerson={onPerson} />
              </td>
              <td className={`${tableClasses.wide} ${classes.hash}`} title={item.hash}>
                {item.hash.slice(0, 12)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
