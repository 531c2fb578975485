import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { meQuery, useSignOut } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { FocusBar, FocusMode } from '../../components/shell/FocusBar.tsx';
import pageClasses from '../../components/shell/Page.module.css';
import { usePageTitle } from '../../components/shell/Page.tsx';
import { Section } from '../../components/shell/Section.tsx';
import { accountWords } from '../../words/account.ts';
import { roleWords } from '../../words/people.ts';
import classes from './Account.module.css';
import { OwnData } from './OwnData.tsx';
import { OwnSessions } from './OwnSessions.tsx';
import { OwnTokens } from './OwnTokens.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { SecondFactors } from './SecondFactors.tsx';

/** The person's own: where they are signed in, and with which password. It belongs to no workspace. */
export function AccountPage() {
  usePageTitle(accountWords.title);
  const { data: me } = useQuery(meQuery);
  const signOut = useSignOut();
  const navigate = useNavigate();
  if (!me) return null;
  const leave = () => signOut.mutate(undefined, { onSuccess: () => void navigate({ to: '/sign-in' }) });
  return (
    <FocusMode>
      <FocusBar back={<Link to="/">{accountWords.back}</Link>} title={accountWords.title}>
        <Button onClick={leave}>{accountWords.signOut}</Button>
      </FocusBar>
      <main className={pageClasses.page}>
        <div className={classes.person}>
          <h2>{me.name}</h2>
          <p>{me.email}</p>
        </div>
        <Section title={accountWords.workspaces}>
          {me.workspaces.length === 0 ? <p>{accountWords.noWorkspace}</p> : null}
          <ul className={classes.workspaces}>
            {me.workspaces.map(({ slug, name, role }) => (
              <li key={slug}>
                <Link to="/w/$workspace/companies" params={{ workspace: slug }}>
                  {name}
                </Link>{' '}
                <span>{roleWords[role].name}</span>
              </li>
            ))}
          </ul>
        </Section>
        <OwnSessions />
        <PasswordForm />
        <SecondFactors />
        <OwnTokens />
        <OwnData email={me.email} />
      </main>
    </FocusMode>
  );
}
