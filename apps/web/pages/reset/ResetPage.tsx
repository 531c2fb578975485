import { ResetPassword } from '@libs/contracts';
import { useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { useResetPassword } from '../../client/account.ts';
import { isRefusedAs } from '../../client/request.ts';
import { buttonClasses } from '../../components/controls/Button.tsx';
import { Notice } from '../../components/controls/Notice.tsx';
import { TextField } from '../../components/forms/Fields.tsx';
import { Form } from '../../components/forms/Form.tsx';
import { PlumbMark } from '../../components/marks/Brand.tsx';
import { usePageTitle } from '../../components/shell/Page.tsx';
import { passwordWords, resetWords } from '../../words/account.ts';
import { shellWords } from '../../words/shell.ts';
import classes from '../invitation/Invitation.module.css';

/** Where a reset link leads. Its secret stands behind the # of the address, which no server sees. */
export function ResetPage() {
  usePageTitle(resetWords.title);
  const token = useLocation().hash;
  const reset = useResetPassword();
  const opensNothing = token === '' || isRefusedAs(reset.error, 404);
  return (
    <main className={classes.page}>
      <div className={classes.brand}>
        <PlumbMark /> {shellWords.product}
      </div>
      {reset.isSuccess ? (
        <Ended title={resetWords.done} hint={resetWords.doneHint} />
      ) : opensNothing ? (
        <Ended title={resetWords.noLink} hint={resetWords.noLinkHint} />
      ) : (
        <PasswordByLink token={token} onSubmit={(body) => reset.mutateAsync(body)} />
      )}
    </main>
  );
}

interface ByLinkProps {
  token: string;
  onSubmit: (body: ResetPassword) => Promise<unknown>;
}

function PasswordByLink({ token, onSubmit }: ByLinkProps) {
  const [password, setPassword] = useState('');
  const body = { token, password };
  return (
    <>
      <div className={classes.about}>
        <h1>{resetWords.title}</h1>
        <p>{resetWords.lede}</p>
      </div>
      <Form
        guarded={false}
        schema={ResetPassword}
        body={body}
        submitLabel={resetWords.set}
        onSubmit={() => onSubmit(ResetPassword.parse(body))}
      >
        <TextField
          path="password"
          label={passwordWords.next}
          hint={passwordWords.nextHint}
          type="password"
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
        />
      </Form>
    </>
  );
}

function Ended({ title, hint }: { title: string; hint: string }) {
  return (
    <Notice
      role="status"
      title={title}
      acts={
        <a className={buttonClasses.outlined} href="/sign-in">
          {resetWords.toSignIn}
        </a>
      }
    >
      {hint}
    </Notice>
  );
}
