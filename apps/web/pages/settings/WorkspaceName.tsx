import { ReviseWorkspace, type WorkspaceView } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useRenameWorkspace, workspaceQuery } from '../../client/people.ts';
import { useWorkspace } from '../../client/session.ts';
import { Loading } from '../../components/controls/Loading.tsx';
import { TextField } from '../../components/forms/Fields.tsx';
import { Form } from '../../components/forms/Form.tsx';
import { Failure } from '../../components/shell/PageFailure.tsx';
import { Section } from '../../components/shell/Section.tsx';
import { workspaceWords } from '../../words/people.ts';
import classes from './Settings.module.css';

/** The name of the workspace as people read it. */
export function WorkspaceName() {
  const { slug } = useWorkspace();
  const { data, error, refetch } = useQuery(workspaceQuery(slug));
  return (
    <Section title={workspaceWords.title} hint={workspaceWords.hint(slug)}>
      {error && !data ? (
        <Failure error={error} what={workspaceWords.what} onRetry={() => void refetch()} />
      ) : !data ? (
        <Loading what={workspaceWords.what} lines={1} />
      ) : (
        <NameForm key={data.version} workspace={data} />
      )}
    </Section>
  );
}

function NameForm({ workspace }: { workspace: WorkspaceView }) {
  const rename = useRenameWorkspace(workspace.slug);
  const [name, setName] = useState(workspace.name);
  const body = { name, version: workspace.version };
  return (
    <div className={classes.narrow}>
      <Form
        schema={ReviseWorkspace}
        body={body}
        submitLabel={workspaceWords.save}
        onSubmit={() => rename.mutateAsync(ReviseWorkspace.parse(body))}
      >
        <TextField path="name" label={workspaceWords.name} value={name} onChange={setName} />
      </Form>
    </div>
  );
}
