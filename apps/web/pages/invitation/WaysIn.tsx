import { JoinByInvitation, SignIn, type Joined, type MeView, type SecondStep } from '@libs/contracts';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { acceptInvitation, joinAsNew } from '../../client/people.ts';
import { queryClient } from '../../client/query-client.ts';
import { meQuery, useSignIn, useSignOut } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { TextField } from '../../components/forms/Fields.tsx';
import { Form } from '../../components/forms/Form.tsx';
import { SecondStepForm } from '../../components/sign-in/SecondStepForm.tsx';
import { Failure } from '../../components/shell/PageFailure.tsx';
import { invitationWords } from '../../words/people.ts';
import { signInWords } from '../../words/shell.ts';
import classes from './Invitation.module.css';

/** Into the workspace; the address with the used secret leaves the history. */
function useEnter() {
  const navigate = useNavigate();
  return async ({ workspace }: Joined) => {
    await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
    await navigate({ to: '/w/$workspace/companies', params: { workspace }, replace: true });
  };
}

export function JoinAsNew({ token }: { token: string }) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const enter = useEnter();
  const body = { token, name, password };
  return (
    <Form
      guarded={false}
      schema={JoinByInvitation}
      body={body}
      submitLabel={invitationWords.join}
      submittingLabel={invitationWords.joining}
      onSubmit={async () => enter(await joinAsNew(JoinByInvitation.parse(body)))}
    >
      <TextField
        path="name"
        label={invitationWords.name}
        hint={invitationWords.nameHint}
        autoComplete="name"
        value={name}
        onChange={setName}
      />
      <TextField
        path="password"
        label={invitationWords.password}
        hint={invitationWords.passwordHint}
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
      />
    </Form>
  );
}

export function JoinWithAccount({ token }: { token: string }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useSignIn();
  const enter = useEnter();
  const body = { email, password };
  const [secondStep, setSecondStep] = useState<SecondStep[] | null>(null);
  const accept = async () => enter(await acceptInvitation(token));
  const submit = async () => {
    const answer = await signIn.mutateAsync(body);
    if ('secondStep' in answer) setSecondStep(answer.secondStep);
    else await accept();
  };
  if (secondStep) return <SecondStepForm methods={secondStep} onDone={accept} onBack={() => setSecondStep(null)} />;
  return (
    <Form
      guarded={false}
      schema={SignIn}
      body={body}
      submitLabel={invitationWords.signIn}
      submittingLabel={signInWords.submitting}
      onSubmit={submit}
    >
      <TextField
        path="email"
        label={signInWords.email}
        type="email"
        autoComplete="username"
        value={email}
        onChange={setEmail}
      />
      <TextField
        path="password"
        label={signInWords.password}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
      />
    </Form>
  );
}

/** For whoever is signed in in this browser already, with this or another address. */
export function AcceptSignedIn({ token, email, me }: { token: string; email: string; me: MeView }) {
  const signOut = useSignOut();
  const enter = useEnter();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const isTheirs = me.email.toLowerCase() === email.toLowerCase();
  const accept = async () => {
    setBusy(true);
    try {
      await enter(await acceptInvitation(token));
    } catch (refusal) {
      setError(refusal);
      setBusy(false);
    }
  };
  return (
    <div className={classes.own}>
      <p>
        {invitationWords.signedInAs(me.email)} {isTheirs ? null : invitationWords.other}
      </p>
      <div className={classes.acts}>
        {isTheirs ? (
          <Button look="primary" disabled={busy} onClick={() => void accept()}>
            {invitationWords.accept}
          </Button>
        ) : null}
        <Button onClick={() => signOut.mutate()}>{invitationWords.signOut}</Button>
      </div>
      {error ? <Failure error={error} /> : null}
    </div>
  );
}
