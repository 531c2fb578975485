import { ConfirmSignIn, type FactorsView } from '@libs/contracts';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useConfirmSignIn } from '../../client/factors.ts';
import { confirmWithPasskey } from '../../client/passkeys.ts';
import { useSignOut } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Dialog } from '../../components/controls/Dialog.tsx';
import { TextField } from '../../components/forms/Fields.tsx';
import { Form } from '../../components/forms/Form.tsx';
import { CodeField, type CodeMethod } from '../../components/sign-in/CodeField.tsx';
import { PasskeyButton } from '../../components/sign-in/PasskeyButton.tsx';
import { passkeyWords } from '../../words/passkeys.ts';
import { confirmWords } from '../../words/factors.ts';
import classes from './Account.module.css';

interface ConfirmDialogProps {
  confirmBy: FactorsView['confirmBy'];
  onDone: () => void;
  onClose: () => void;
}

/** Before something is changed that one signs in with: the second factor again, or the password. */
export function ConfirmDialog({ confirmBy, onDone, onClose }: ConfirmDialogProps) {
  return (
    <Dialog title={confirmWords.title} width={440} onClose={onClose}>
      <p className={classes.quiet}>{confirmWords.hint}</p>
      {confirmBy.length === 0 ? <SignInAgain /> : <Proof confirmBy={confirmBy} onDone={onDone} onClose={onClose} />}
    </Dialog>
  );
}

function Proof({ confirmBy, onDone, onClose }: ConfirmDialogProps) {
  const confirm = useConfirmSignIn();
  const [codeMethod, setCodeMethod] = useState<CodeMethod>(confirmBy.includes('totp') ? 'totp' : 'recovery_code');
  const [proof, setProof] = useState('');
  const byPassword = confirmBy.includes('password');
  const body = { method: byPassword ? 'password' : codeMethod, proof };
  const submit = async () => {
    await confirm.mutateAsync(ConfirmSignIn.parse(body));
    onDone();
  };
  const showPasskey = async () => {
    await confirmWithPasskey();
    onDone();
  };
  return (
    <div className={classes.once}>
      {confirmBy.includes('passkey') ? <PasskeyButton label={passkeyWords.show} onPress={showPasskey} /> : null}
      <Form
        guarded={false}
        schema={ConfirmSignIn}
        body={body}
        submitLabel={confirmWords.confirm}
        onSubmit={submit}
        onCancel={onClose}
      >
        {byPassword ? (
          <TextField
            path="proof"
            label={confirmWords.password}
            type="password"
            autoComplete="current-password"
            value={proof}
            onChange={setProof}
          />
        ) : (
          <CodeField
            path="proof"
            methods={confirmBy}
            method={codeMethod}
            code={proof}
            onCode={setProof}
            onMethod={setCodeMethod}
          />
        )}
      </Form>
    </div>
  );
}

function SignInAgain() {
  const signOut = useSignOut();
  const navigate = useNavigate();
  const leave = () =>
    signOut.mutate(undefined, { onSuccess: () => void navigate({ to: '/sign-in', search: { next: '/account' } }) });
  return (
    <div className={classes.narrow}>
      <p>{confirmWords.signInAgain}</p>
      <div>
        <Button look="primary" onClick={leave}>
          {confirmWords.signOut}
        </Button>
      </div>
    </div>
  );
}
