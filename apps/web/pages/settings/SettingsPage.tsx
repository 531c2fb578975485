import { useWorkspace } from '../../client/session.ts';
import { Page } from '../../components/shell/Page.tsx';
import { settingsWords } from '../../words/people.ts';
import { Audiences } from './Audiences.tsx';
import { CloseWorkspace } from './CloseWorkspace.tsx';
import { Invitations } from './Invitations.tsx';
import { Members } from './Members.tsx';
import { RequiredFactor } from './RequiredFactor.tsx';
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
      {workspace.may('token.read') ? <Tokens /> : null}
      {workspace.may('workspace.revise') ? <WorkspaceName /> : null}
      {workspace.may('workspace.close') ? <CloseWorkspace /> : null}
    </Page>
  );
}
