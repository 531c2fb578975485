import { BeginSignOn } from '@libs/contracts';
import { useState } from 'react';
import { leaveForProvider } from '../../client/single-sign-on.ts';
import { signOnWords } from '../../words/single-sign-on.ts';
import { TextField } from '../forms/Fields.tsx';
import { Form } from '../forms/Form.tsx';

/** The workspace tells which provider to go to. */
export function SignOnForm({ onBack }: { onBack: () => void }) {
  const [workspace, setWorkspace] = useState('');
  return (
    <Form
      guarded={false}
      schema={BeginSignOn}
      body={{ workspace }}
      submitLabel={signOnWords.goOn}
      onSubmit={() => leaveForProvider(workspace.trim())}
      onCancel={onBack}
    >
      <TextField
        path="workspace"
        label={signOnWords.workspace}
        hint={signOnWords.workspaceHint}
        autoComplete="organization"
        autoFocus
        value={workspace}
        onChange={setWorkspace}
      />
    </Form>
  );
}
