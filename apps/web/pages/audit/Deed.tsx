import type { AuditItem, RecordTold, TrailEvent } from '@libs/contracts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWorkspace } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { actInWords, auditFilterWords, auditWords, kindInWords } from '../../words/audit.ts';
import classes from './Audit.module.css';
import { nameInWords } from './names.ts';

interface DeedProps {
  item: AuditItem;
  records: Record<string, RecordTold>;
  onPerson: (by: string) => void;
}

const RECORDS_SHOWN = 200;

/** One event as a sentence: who did what to which record. */
export function Deed({ item, records, onPerson }: DeedProps) {
  // An event is as the trail holds it; an older program may have written other members, which are not shown.
  const event = item.event as unknown as TrailEvent;
  const { by } = event;
  if (by === undefined) return <span className={classes.quiet}>{auditWords.unlisted}</span>;
  const name = nameInWords(by, item.who);
  return (
    <>
      <Button look="text" aria-label={auditFilterWords.only(name)} onClick={() => onPerson(by)}>
        {name}
      </Button>{' '}
      {event.records ? <Batch told={event.records} records={records} /> : <Done told={event} records={records} />}
      {event.via ? <span className={classes.quiet}>, {auditWords.byToken}</span> : null}
      <Detail detail={event.detail} />
    </>
  );
}

type Told = NonNullable<TrailEvent['records']>[number];

function Done({ told: { act, kind, recordId, version }, records }: { told: Told; records: DeedProps['records'] }) {
  const record = typeof recordId === 'string' ? records[recordId] : undefined;
  const name = [kindInWords(kind ?? ''), record?.number ?? record?.name].filter(Boolean).join(' ');
  return (
    <>
      {actInWords(act)} <ToRecord page={record?.page ?? null}>{name}</ToRecord>
      {typeof version === 'number' && version > 1 ? (
        <span className={classes.quiet}>, {auditWords.version(version)}</span>
      ) : null}
    </>
  );
}

function Batch({ told, records }: { told: Told[]; records: DeedProps['records'] }) {
  const shown = told.slice(0, RECORDS_SHOWN);
  return (
    <details className={classes.batch}>
      <summary>{auditWords.inBatch(told.length)}</summary>
      <ul>
        {shown.map((one, index) => (
          <li key={index}>
            <Done told={one} records={records} />
          </li>
        ))}
        {told.length > shown.length ? <li>{auditWords.andMore(told.length - shown.length)}</li> : null}
      </ul>
    </details>
  );
}

/** What else an event holds, such as the old and the new name; the id of the kept version says nothing to a reader. */
function Detail({ detail }: { detail: TrailEvent['detail'] }) {
  const told = Object.entries(detail ?? {}).filter(([name]) => name !== 'versionId');
  if (told.length === 0) return null;
  const text = told.map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return <span className={classes.detail}>{text.join(', ')}</span>;
}

function ToRecord({ page, children }: { page: RecordTold['page']; children: ReactNode }) {
  const { slug: workspace } = useWorkspace();
  if (!page) return children;
  const { kind, id } = page;
  if (kind === 'company')
    return (
      <Link to="/w/$workspace/company/$companyId" params={{ workspace, companyId: id }} search={{}}>
        {children}
      </Link>
    );
  if (kind === 'scorecard')
    return (
      <Link to="/w/$workspace/scorecard/$round" params={{ workspace, round: id }} search={{}}>
        {children}
      </Link>
    );
  if (kind === 'source')
    return (
      <Link to="/w/$workspace/source/$sourceId" params={{ workspace, sourceId: id }} search={{}}>
        {children}
      </Link>
    );
  if (kind === 'letter')
    return (
      <Link to="/w/$workspace/letter/$letterId" params={{ workspace, letterId: id }}>
        {children}
      </Link>
    );
  if (kind === 'excerpt')
    return (
      <Link to="/w/$workspace/excerpt/$excerptId" params={{ workspace, excerptId: id }}>
        {children}
      </Link>
    );
  return (
    <Link to={`/w/$workspace/${kind}/$recordId`} params={{ workspace, recordId: id }}>
      {children}
    </Link>
  );
}
