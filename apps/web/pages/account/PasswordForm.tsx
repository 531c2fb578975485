import { ChangePassword } from '@libs/contracts';
import { useState } from 'react';
import { useChangePassword } from '../../client/account.ts';
import { TextField } from '../../components/forms/Fields.tsx';
import { Form } from '../../components/forms/Form.tsx';
import { Section } from '../../components/shell/Section.tsx';
import { passwordWords } from '../../words/account.ts';
import classes from './Account.module.css';

/** The present password is asked for again, so that an open screen is not enough to take an account over. */
export function PasswordForm() {
  const change = useChangePassword();
  const [currentPassword, setCurrent] = useState('');
  const [password, setNext] = useState('');
  const body = { currentPassword, password };
  const submit = async () => {
    await change.mutateAsync(ChangePassword.parse(body));
    setCurrent('');
    setNext('');
  };
  return (
    <Section title={passwordWords.title} hint={passwordWords.hint}>
      <div className={classes.narrow}>
        <Form guarded={false} schema={ChangePassword} body={body} submitLabel={passwordWords.change} onSubmit={submit}>
          <TextField
            path="currentPassword"
            label={passwordWords.current}
            type="password"
            autoComplete="current-password"
            value={currentPassword}
            onChange={setCurrent}
          />
          <TextField
            path="password"
            label={passwordWords.next}
            hint={passwordWords.nextHint}
            type="password"
            autoComplete="new-password"
            value={password}
            onChange={setNext}
          />
        </Form>
        <p role="status" className={classes.quiet}>
          {change.isSuccess ? passwordWords.changed : ''}
        </p>
      </div>
    </Section>
  );
}
