import type { InvitationView } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { invitationsQuery, useRevokeInvitation } from '../../client/people.ts';
import { useWorkspace } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Loading } from '../../components/controls/Loading.tsx';
import { Failure } from '../../components/shell/PageFailure.tsx';
import { Section } from '../../components/shell/Section.tsx';
import tableClasses from '../../components/tables/Table.module.css';
import { dateInWords } from '../../words/dates.ts';
import { invitationsWords, roleWords } from '../../words/people.ts';
import { InviteDialog } from './InviteDialog.tsx';
import classes from './Settings.module.css';

/** Who was invited, and what became of it. */
export function Invitations() {
  const { slug } = useWorkspace();
  const { data, error, refetch } = useQuery(invitationsQuery(slug));
  const [inviting, setInviting] = useState(false);
  const revoke = useRevokeInvitation(slug);
  const invite = (
    <Button look="primary" onClick={() => setInviting(true)}>
      {invitationsWords.invite}
    </Button>
  );
  return (
    <Section title={invitationsWords.title} hint={invitationsWords.hint} acts={invite}>
      {error && !data ? (
        <Failure error={error} what={invitationsWords.what} onRetry={() => void refetch()} />
      ) : !data ? (
        <Loading what={invitationsWords.what} />
      ) : data.items.length === 0 ? (
        <p className={classes.quiet}>{invitationsWords.empty}</p>
      ) : (
        <InvitationTable rows={data.items} onRevoke={(row) => revoke.mutate(row)} busy={revoke.isPending} />
      )}
      {revoke.error ? <Failure error={revoke.error} /> : null}
      {inviting ? <InviteDialog onClose={() => setInviting(false)} /> : null}
    </Section>
  );
}

interface TableProps {
  rows: InvitationView[];
  onRevoke: (row: InvitationView) => void;
  busy: boolean;
}

function InvitationTable({ rows, onRevoke, busy }: TableProps) {
  return (
    <div className={tableClasses.wrap}>
      <table className={tableClasses.table}>
        <thead>
          <tr>
            <th scope="col">{invitationsWords.email}</th>
            <th scope="col">{invitationsWords.role}</th>
            <th scope="col">{invitationsWords.state}</th>
            <th scope="col" className={tableClasses.wide}>
              {invitationsWords.invitedBy}
            </th>
            <th scope="col" className={tableClasses.wide}>
              {invitationsWords.expires}
            </th>
            <th scope="col" className={tableClasses.end}>
              <span className="visually-hidden">{invitationsWords.acts}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row" className={classes.address}>
                {row.email}
              </th>
              <td>
                {roleWords[row.role].name}
                {row.legal ? `, ${invitationsWords.legalShort}` : ''}
              </td>
              <td>{invitationsWords.states[row.state]}</td>
              <td className={tableClasses.wide}>{row.invitedBy}</td>
              <td className={tableClasses.wide}>{dateInWords(row.expiresAt)}</td>
              <td className={tableClasses.end}>
                {row.state === 'pending' ? (
                  <Button
                    disabled={busy}
                    aria-label={invitationsWords.revokeOf(row.email)}
                    onClick={() => onRevoke(row)}
                  >
                    {invitationsWords.revoke}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
