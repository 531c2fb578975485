import type { OpenInvitation } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { openInvitationQuery } from '../../client/people.ts';
import { meQuery } from '../../client/session.ts';
import { buttonClasses } from '../../components/controls/Button.tsx';
import { Loading } from '../../components/controls/Loading.tsx';
import { Notice } from '../../components/controls/Notice.tsx';
import { Switch } from '../../components/controls/Switch.tsx';
import { PlumbMark } from '../../components/marks/Brand.tsx';
import { usePageTitle } from '../../components/shell/Page.tsx';
import { Failure } from '../../components/shell/PageFailure.tsx';
import { dateInWords } from '../../words/dates.ts';
import { invitationWords, roleWords } from '../../words/people.ts';
import { shellWords } from '../../words/shell.ts';
import { AcceptSignedIn, JoinAsNew, JoinWithAccount } from './WaysIn.tsx';
import classes from './Invitation.module.css';

/** Where an invitation leads. Its secret stands behind the # of the address, which no server sees. */
export function InvitationPage() {
  usePageTitle(invitationWords.title);
  const token = useLocation().hash;
  const { data: invitation, error, refetch } = useQuery({ ...openInvitationQuery(token), enabled: token !== '' });
  const { data: me } = useQuery(meQuery);
  return (
    <main className={classes.page}>
      <div className={classes.brand}>
        <PlumbMark /> {shellWords.product}
      </div>
      {error ? (
        <Failure error={error} what={invitationWords.what} onRetry={() => void refetch()} />
      ) : token === '' || invitation === null ? (
        <NoLink />
      ) : !invitation || me === undefined ? (
        <Loading what={invitationWords.what} />
      ) : (
        <>
          <About invitation={invitation} />
          {me ? <AcceptSignedIn token={token} email={invitation.email} me={me} /> : <Choice token={token} />}
        </>
      )}
    </main>
  );
}

function About({ invitation }: { invitation: OpenInvitation }) {
  const { workspaceName, invitedBy, role, expiresAt, legal, email } = invitation;
  return (
    <div className={classes.about}>
      <h1>{invitationWords.heading(workspaceName)}</h1>
      <p>{invitationWords.about(invitedBy, roleWords[role].name, dateInWords(expiresAt))}</p>
      <p>
        {invitationWords.forAddress} <strong>{email}</strong>. {legal ? invitationWords.legal : null}
      </p>
    </div>
  );
}

/** Both ways are offered to everybody: the page does not know, and does not tell, whether the address has an account. */
function Choice({ token }: { token: string }) {
  const [way, setWay] = useState<'new' | 'account'>('new');
  return (
    <>
      <Switch
        label={invitationWords.how}
        value={way}
        options={[
          { value: 'new', label: invitationWords.asNew },
          { value: 'account', label: invitationWords.withAccount },
        ]}
        onChange={setWay}
      />
      {way === 'new' ? <JoinAsNew token={token} /> : <JoinWithAccount token={token} />}
    </>
  );
}

function NoLink() {
  return (
    <Notice
      title={invitationWords.noLink}
      acts={
        <a className={buttonClasses.outlined} href="/sign-in">
          {invitationWords.toSignIn}
        </a>
      }
    >
      {invitationWords.noLinkHint}
    </Notice>
  );
}
