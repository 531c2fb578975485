import { Link } from '@tanstack/react-router';
import { useWorkspace } from '../../client/session.ts';
import { buttonClasses } from '../../components/controls/Button.tsx';
import { Page } from '../../components/shell/Page.tsx';
import { Section } from '../../components/shell/Section.tsx';
import { auditWords } from '../../words/audit.ts';
import { jobsWords } from '../../words/jobs.ts';
import { settingsWords } from '../../words/people.ts';
import { Audiences } from './Audiences.tsx';
import { CloseWorkspace } from './CloseWorkspace.tsx';
import { Invitations } from './Invitations.tsx';
import { Members } from './Members.tsx';
import { RequiredFactor } from './RequiredFactor.tsx';
import { SingleSignOn } from './SingleSignOn.tsx';
import { Tokens } from './Tokens.tsx';
import { WorkspaceName } from './WorkspaceName.tsx';

/** The members for everybody; what else there is, for those who look after the workspace. */
export function SettingsPage() {
  const workspace = useWorkspace();
  return (
    <Page title={settingsWords.title} lede={settingsWords.lede(workspace.name)}>
      <Members />
      <Audiences />
      {workspace.may('invitation.read') ? <Invitations /> : null}
      {workspace.may('second_factor.require') ? <RequiredFactor /> : null}
      {workspace.may('single_sign_on.revise') ? <SingleSignOn /> : null}
      {workspace.may('token.read') ? <Tokens /> : null}
      {workspace.may('audit.read') ? (
        <Section
          title={auditWords.title}
          hint={auditWords.settingsHint}
          acts={
            <Link
              className={buttonClasses.outlined}
              to="/w/$workspace/settings/audit"
              params={{ workspace: workspace.slug }}
            >
              {auditWords.open}
            </Link>
          }
        >
          {null}
        </Section>
      ) : null}
      {workspace.may('job.read') ? (
        <Section
          title={jobsWords.title}
          hint={jobsWords.settingsHint}
          acts={
            <Link
              className={buttonClasses.outlined}
              to="/w/$workspace/settings/jobs"
              params={{ workspace: workspace.slug }}
            >
              {jobsWords.open}
            </Link>
          }
        >
          {null}
        </Section>
      ) : null}
      {workspace.may('workspace.revise') ? <WorkspaceName /> : null}
      {workspace.may('workspace.close') ? <CloseWorkspace /> : null}
    </Page>
  );
}
