import { RenamePasskey, type PasskeyView } from '@libs/contracts';
import { useState } from 'react';
import { PasskeyNotShown, useAddPasskey, useRenamePasskey } from '../../client/passkeys.ts';
import { Dialog } from '../../components/controls/Dialog.tsx';
import { TextField } from '../../components/forms/Fields.tsx';
import { Form } from '../../components/forms/Form.tsx';
import { passkeyWords } from '../../words/passkeys.ts';
import classes from './Account.module.css';

interface AddPasskeyDialogProps {
  /** With recovery codes where it is the first factor. */
  onDone: (codes: string[] | null) => void;
  onClose: () => void;
}

/** A name first; then the browser asks the device. */
export function AddPasskeyDialog({ onDone, onClose }: AddPasskeyDialogProps) {
  const add = useAddPasskey();
  const [name, setName] = useState('');
  const submit = async () => {
    try {
      onDone((await add.mutateAsync(name)).codes);
    } catch (error) {
      throw error instanceof PasskeyNotShown ? new Error(passkeyWords.notShown) : error;
    }
  };
  return (
    <Dialog title={passkeyWords.add} width={440} onClose={onClose}>
      <Form
        guarded={false}
        schema={RenamePasskey}
        body={{ name }}
        submitLabel={passkeyWords.addNow}
        onSubmit={submit}
        onCancel={onClose}
      >
        <p className={classes.quiet}>{passkeyWords.addHint}</p>
        <TextField path="name" label={passkeyWords.name} hint={passkeyWords.nameHint} value={name} onChange={setName} />
      </Form>
    </Dialog>
  );
}

export function RenamePasskeyDialog({ passkey, onClose }: { passkey: PasskeyView; onClose: () => void }) {
  const rename = useRenamePasskey(passkey.id);
  const [name, setName] = useState(passkey.name);
  const submit = async () => {
    await rename.mutateAsync(name);
    onClose();
  };
  return (
    <Dialog title={passkeyWords.renameOf(passkey.name)} width={440} onClose={onClose}>
      <Form
        guarded={false}
        schema={RenamePasskey}
        body={{ name }}
        submitLabel={passkeyWords.renameNow}
        onSubmit={submit}
        onCancel={onClose}
      >
        <TextField path="name" label={passkeyWords.name} hint={passkeyWords.nameHint} value={name} onChange={setName} />
      </Form>
    </Dialog>
  );
}
