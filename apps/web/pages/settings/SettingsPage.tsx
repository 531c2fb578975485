import { useWorkspace } from '../../client/session.ts';
import { Page } from '../../components/shell/Page.tsx';
import { PageMissing } from '../../components/shell/PageMissing.tsx';
import { settingsWords } from '../../words/people.ts';
import { Invitations } from './Invitations.tsx';

export function SettingsPage() {
  const workspace = useWorkspace();
  if (!workspace.may('invitation.read')) return <PageMissing />;
  return (
    <Page title={settingsWords.title} lede={settingsWords.lede(workspace.name)}>
      <Invitations />
    </Page>
  );
}
