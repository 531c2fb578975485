import { isScope, MakeToken, TOKEN_DAYS, type MembershipView, type TokenMade } from '@libs/contracts';
import { useState } from 'react';
import { useMakeToken } from '../../client/tokens.ts';
import { Dialog } from '../../components/controls/Dialog.tsx';
import { SelectField, TextField } from '../../components/forms/Fields.tsx';
import { Form } from '../../components/forms/Form.tsx';
import { LinkOnce } from '../../components/forms/LinkOnce.tsx';
import { tokenOnceWords, tokensWords } from '../../words/tokens.ts';
import { ScopeChoice, scopesOf, type ScopeReach } from './ScopeChoice.tsx';

/** Workspace, name, end and scopes first; then the token, in the same dialog. */
export function MakeTokenDialog({ workspaces, onClose }: { workspaces: MembershipView[]; onClose: () => void }) {
  const make = useMakeToken();
  const [workspace, setWorkspace] = useState(workspaces[0]?.slug ?? '');
  const [name, setName] = useState('');
  const [days, setDays] = useState(String(TOKEN_DAYS.usual));
  const [reach, setReach] = useState<ScopeReach>('reading');
  const [chosen, setChosen] = useState<string[]>([]);
  const [made, setMade] = useState<TokenMade | null>(null);
  if (made) {
    return (
      <Dialog title={tokenOnceWords.title(made.made.name)} onClose={onClose}>
        <LinkOnce link={made.token} words={tokenOnceWords} onDone={onClose} />
      </Dialog>
    );
  }
  const offered = (workspaces.find(({ slug }) => slug === workspace)?.permissions ?? []).filter(isScope);
  const body = { workspace, name, scopes: scopesOf(reach, offered, chosen), days: Number(days) };
  return (
    <Dialog title={tokensWords.make} onClose={onClose}>
      <Form
        schema={MakeToken}
        body={body}
        submitLabel={tokensWords.makeNow}
        onSubmit={async () => setMade(await make.mutateAsync(MakeToken.parse(body)))}
        onCancel={onClose}
      >
        <TextField path="name" label={tokensWords.name} hint={tokensWords.nameHint} value={name} onChange={setName} />
        {workspaces.length > 1 ? (
          <SelectField
            path="workspace"
            label={tokensWords.workspace}
            value={workspace}
            options={workspaces.map((one) => ({ value: one.slug, label: one.name }))}
            onChange={setWorkspace}
          />
        ) : null}
        <TextField
          path="days"
          label={tokensWords.days}
          hint={tokensWords.daysHint}
          inputMode="numeric"
          required
          value={days}
          onChange={setDays}
        />
        <ScopeChoice offered={offered} reach={reach} chosen={chosen} onReach={setReach} onChoose={setChosen} />
      </Form>
    </Dialog>
  );
}
