import { EraseAccount } from '@libs/contracts';
import { useState } from 'react';
import { useEraseAccount } from '../../client/account.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Dialog } from '../../components/controls/Dialog.tsx';
import { TextField } from '../../components/forms/Fields.tsx';
import { Form } from '../../components/forms/Form.tsx';
import { Section } from '../../components/shell/Section.tsx';
import { privacyWords } from '../../words/privacy.ts';
import classes from './Account.module.css';

/** A copy of what is kept about the person, and the way to have it erased. */
export function OwnData({ email }: { email: string }) {
  const [isErasing, setErasing] = useState(false);
  return (
    <Section title={privacyWords.title} hint={privacyWords.hint}>
      <div className={classes.acts}>
        <a href="/api/me/export" download>
          {privacyWords.download}
        </a>
        <Button onClick={() => setErasing(true)}>{privacyWords.erase}</Button>
      </div>
      {isErasing ? <EraseDialog email={email} onClose={() => setErasing(false)} /> : null}
    </Section>
  );
}

function EraseDialog({ email, onClose }: { email: string; onClose: () => void }) {
  const erase = useEraseAccount();
  const [confirmEmail, setEmail] = useState('');
  const [currentPassword, setPassword] = useState('');
  const body = { currentPassword, confirmEmail };
  const submit = async () => {
    await erase.mutateAsync(EraseAccount.parse(body));
    location.assign('/');
  };
  return (
    <Dialog title={privacyWords.dialog} width={480} onClose={onClose}>
      <ul className={classes.consequences}>
        {privacyWords.consequences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
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
        <TextField
          path="currentPassword"
          label={privacyWords.password}
          type="password"
          autoComplete="current-password"
          value={currentPassword}
          onChange={setPassword}
        />
      </Form>
    </Dialog>
  );
}
