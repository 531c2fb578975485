import { ConfirmTotp, type TotpStarted } from '@libs/contracts';
import { useState } from 'react';
import { useConfirmTotp } from '../../client/factors.ts';
import { Dialog } from '../../components/controls/Dialog.tsx';
import { TextField } from '../../components/forms/Fields.tsx';
import { Form } from '../../components/forms/Form.tsx';
import { codesOnceWords, enrolWords } from '../../words/factors.ts';
import classes from './Account.module.css';
import { CodesOnce } from './CodesOnce.tsx';
import { QrCode } from './QrCode.tsx';

/** The secret as a picture and as text; its first code; then the recovery codes. */
export function EnrolDialog({ started, onClose }: { started: TotpStarted; onClose: () => void }) {
  const confirm = useConfirmTotp();
  const [code, setCode] = useState('');
  const [codes, setCodes] = useState<string[] | null>(null);
  const body = { code };
  const submit = async () => {
    const added = await confirm.mutateAsync(ConfirmTotp.parse(body));
    if (added.codes) setCodes(added.codes);
    else onClose();
  };
  if (codes) {
    return (
      <Dialog title={codesOnceWords.title} onClose={onClose}>
        <CodesOnce codes={codes} onDone={onClose} />
      </Dialog>
    );
  }
  return (
    <Dialog title={enrolWords.title} width={480} onClose={onClose}>
      <Form
        guarded={false}
        schema={ConfirmTotp}
        body={body}
        submitLabel={enrolWords.confirm}
        onSubmit={submit}
        onCancel={onClose}
      >
        <p className={classes.quiet}>{enrolWords.scan}</p>
        <div className={classes.secret}>
          <QrCode text={started.address} label={enrolWords.picture} />
          <p>
            {enrolWords.secret}
            <code>{started.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
          </p>
        </div>
        <TextField
          path="code"
          label={enrolWords.code}
          hint={enrolWords.codeHint}
          inputMode="numeric"
          autoComplete="one-time-code"
          autoFocus
          value={code}
          onChange={setCode}
        />
      </Form>
    </Dialog>
  );
}
