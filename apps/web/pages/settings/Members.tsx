import type { MemberView } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { membersQuery } from '../../client/people.ts';
import { useWorkspace } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Loading } from '../../components/controls/Loading.tsx';
import { Failure } from '../../components/shell/PageFailure.tsx';
import { Section } from '../../components/shell/Section.tsx';
import tableClasses from '../../components/tables/Table.module.css';
import { dateInWords } from '../../words/dates.ts';
import { membersWords, roleWords } from '../../words/people.ts';
import { LeaveDialog } from './LeaveWorkspace.tsx';
import { MemberDialog } from './MemberDialog.tsx';
import classes from './Settings.module.css';

/** Everybody sees who is here and as what; an admin sees the rest, and acts. */
export function Members() {
  const { slug, memberId } = useWorkspace();
  const { data, error, refetch } = useQuery(membersQuery(slug));
  const [open, setOpen] = useState<string | null>(null);
  const [leaving, setLeaving] = useState(false);
  const shown = data?.items.find(({ id }) => id === open);
  const leave = <Button onClick={() => setLeaving(true)}>{membersWords.leave}</Button>;
  return (
    <Section title={membersWords.title} hint={membersWords.hint} acts={leave}>
      {error && !data ? (
        <Failure error={error} what={membersWords.what} onRetry={() => void refetch()} />
      ) : !data ? (
        <Loading what={membersWords.what} />
      ) : (
        <MemberTable rows={data.items} own={memberId} onOpen={setOpen} />
      )}
      {shown ? <MemberDialog member={shown} own={shown.id === memberId} onClose={() => setOpen(null)} /> : null}
      {leaving ? <LeaveDialog onClose={() => setLeaving(false)} /> : null}
    </Section>
  );
}

interface TableProps {
  rows: MemberView[];
  own: string;
  onOpen: (id: string) => void;
}

function MemberTable({ rows, own, onOpen }: TableProps) {
  const acts = useWorkspace().may('member.revise');
  return (
    <div className={tableClasses.wrap}>
      <table className={tableClasses.table}>
        <thead>
          <tr>
            <th scope="col">{membersWords.name}</th>
            <th scope="col">{membersWords.role}</th>
            {acts ? <AdminHeads /> : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <span className={classes.address}>{row.name}</span>
                {row.id === own ? <span className={classes.quiet}> {membersWords.you}</span> : null}
              </th>
              <td>
                {roleWords[row.role].name}
                {row.details?.legal ? `, ${membersWords.legalShort}` : ''}
              </td>
              {acts ? <AdminCells row={row} onOpen={() => onOpen(row.id)} /> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const AdminHeads = () => (
  <>
    <th scope="col" className={tableClasses.wide}>
      {membersWords.email}
    </th>
    <th scope="col" className={tableClasses.wide}>
      {membersWords.joined}
    </th>
    <th scope="col" className={tableClasses.wide}>
      {membersWords.seen}
    </th>
    <th scope="col" className={tableClasses.end}>
      <span className="visually-hidden">{membersWords.acts}</span>
    </th>
  </>
);

function AdminCells({ row, onOpen }: { row: MemberView; onOpen: () => void }) {
  const { details } = row;
  return (
    <>
      <td className={tableClasses.wide}>{details?.email ?? membersWords.none}</td>
      <td className={tableClasses.wide}>{details ? dateInWords(details.joinedAt) : ''}</td>
      <td className={tableClasses.wide}>
        {details?.lastSeenAt ? dateInWords(details.lastSeenAt) : membersWords.never}
      </td>
      <td className={tableClasses.end}>
        <Button aria-label={membersWords.changeOf(row.name)} onClick={onOpen}>
          {membersWords.change}
        </Button>
      </td>
    </>
  );
}
