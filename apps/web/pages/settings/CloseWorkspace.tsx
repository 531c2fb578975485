import { CloseWorkspace as CloseBody, type WorkspaceView } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { factorsQuery } from '../../client/factors.ts';
import { useCloseWorkspace, workspaceQuery } from '../../client/people.ts';
import { useWorkspace } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Consequences } from '../../components/controls/Consequences.tsx';
import { Dialog } from '../../components/controls/Dialog.tsx';
import { TextField } from '../../components/forms/Fields.tsx';
import { Form } from '../../components/forms/Form.tsx';
import { Failure } from '../../components/shell/PageFailure.tsx';
import { Section } from '../../components/shell/Section.tsx';
import { closingWords } from '../../words/privacy.ts';
import { ConfirmDialog } from '../account/ConfirmDialog.tsx';
import { useFreshly } from '../account/useFreshly.ts';

/** The end of the workspace, for whoever looks after it. */
export function CloseWorkspace() {
  const { slug } = useWorkspace();
  const freshly = useFreshly();
  const { data: factors } = useQuery(factorsQuery);
  const { data: workspace } = useQuery(workspaceQuery(slug));
  const [isClosing, setClosing] = useState(false);
  return (
    <Section title={closingWords.title} hint={closingWords.hint}>
      <Button disabled={freshly.isBusy || !workspace} onClick={() => freshly.run(async () => setClosing(true))}>
        {closingWords.close}
      </Button>
      {freshly.error ? <Failure error={freshly.error} /> : null}
      {freshly.asks && factors ? (
        <ConfirmDialog confirmBy={factors.confirmBy} onDone={freshly.confirmed} onClose={freshly.giveUp} />
      ) : null}
      {isClosing && workspace ? <CloseDialog workspace={workspace} onClose={() => setClosing(false)} /> : null}
    </Section>
  );
}

function CloseDialog({ workspace, onClose }: { workspace: WorkspaceView; onClose: () => void }) {
  const close = useCloseWorkspace(workspace.slug);
  const [confirmName, setName] = useState('');
  const body = { confirmName, version: workspace.version };
  const submit = async () => {
    await close.mutateAsync(CloseBody.parse(body));
    // Everything on screen belongs to the workspace that is gone: the app begins anew.
    location.assign('/');
  };
  return (
    <Dialog title={closingWords.dialog(workspace.name)} width={480} onClose={onClose}>
      <Consequences sentences={closingWords.consequences} />
      <Form
        guarded={false}
        schema={CloseBody}
        body={body}
        submitLabel={closingWords.really}
        onSubmit={submit}
        onCancel={onClose}
      >
        <TextField
          path="confirmName"
          label={closingWords.typeName(workspace.name)}
          autoComplete="off"
          value={confirmName}
          onChange={setName}
        />
      </Form>
    </Dialog>
  );
}
