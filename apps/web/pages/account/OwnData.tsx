import { EraseAccount } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useEraseAccount } from '../../client/account.ts';
import { factorsQuery } from '../../client/factors.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Consequences } from '../../components/controls/Consequences.tsx';
import { Dialog } from '../../components/controls/Dialog.tsx';
import { TextField } from '../../components/forms/Fields.tsx';
import { Form } from '../../components/forms/Form.tsx';
import { Failure } from '../../components/shell/PageFailure.tsx';
import { Section } from '../../components/shell/Section.tsx';
import { privacyWords } from '../../words/privacy.ts';
import classes from './Account.module.css';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { useFreshly } from './useFreshly.ts';

/** A copy of what is kept about the person, and the way to have it erased. */
export function OwnData({ email }: { email: string }) {
  const freshly = useFreshly();
  const { data: factors } = useQuery(factorsQuery);
  const [isErasing, setErasing] = useState(false);
  return (
    <Section title={privacyWords.title} hint={privacyWords.hint}>
      <div className={classes.acts}>
        <a href="/api/me/export" download>
          {privacyWords.download}
        </a>
        <Button disabled={freshly.isBusy} onClick={() => freshly.run(async () => setErasing(true))}>
          {privacyWords.erase}
        </Button>
      </div>
      {freshly.error ? <Failure error={freshly.error} /> : null}
      {freshly.asks && factors ? (
        <ConfirmDialog confirmBy={factors.confirmBy} onDone={freshly.confirmed} onClose={freshly.giveUp} />
      ) : null}
      {isErasing ? <EraseDialog email={email} onClose={() => setErasing(false)} /> : null}
    </Section>
  );
}

function EraseDialog({ email, onClose }: { email: string; onClose: () => void }) {
  const erase = useEraseAccount();
  const [confirmEmail, setEmail] = useState('');
  const body = { confirmEmail };
  const submit = async () => {
    await erase.mutateAsync(EraseAccount.parse(body));
    location.assign('/');
  };
  return (
    <Dialog title={privacyWords.dialog} width={480} onClose={onClose}>
      <Consequences sentences={privacyWords.consequences} />
      <Form
        guarded={false}
        schema={EraseAccount}
        body={body}
        submitLabel={privacyWords.really}
        onSubmit={submit}
        onCancel={onClose}
      >
        <TextField
          path="confirmEmail"
          label={privacyWords.email(email)}
          autoComplete="off"
          value={confirmEmail}
          onChange={setEmail}
        />
      </Form>
    </Dialog>
  );
}
