import { SignIn, type SecondStep } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { signInWithPasskey } from '../../client/passkeys.ts';
import { signInOptionsQuery, useSignIn } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { TextField } from '../../components/forms/Fields.tsx';
import { Form } from '../../components/forms/Form.tsx';
import { PlumbMark } from '../../components/marks/Brand.tsx';
import { PasskeyButton } from '../../components/sign-in/PasskeyButton.tsx';
import { SignOnForm } from '../../components/sign-in/SignOnForm.tsx';
import { signOnWords } from '../../words/single-sign-on.ts';
import { SecondStepForm } from '../../components/sign-in/SecondStepForm.tsx';
import { usePageTitle } from '../../components/shell/Page.tsx';
import { secondStepWords } from '../../words/factors.ts';
import { passkeyWords } from '../../words/passkeys.ts';
import { shellWords, signInWords } from '../../words/shell.ts';
import classes from './SignIn.module.css';

/** An address inside this app, or nothing: what follows sign-in never leaves the site. */
const ownAddress = (next: string | undefined) => (next && /^\/(w\/[^/\\]|account$)/.test(next) ? next : null);

export function SignInPage() {
  usePageTitle(signInWords.title);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { data: options } = useQuery(signInOptionsQuery);
  const { next } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const router = useRouter();
  const signIn = useSignIn();
  const body = { email, password };

  const [secondStep, setSecondStep] = useState<SecondStep[] | null>(null);

  const submit = async () => {
    const answer = await signIn.mutateAsync(body);
    if ('secondStep' in answer) setSecondStep(answer.secondStep);
    else await goOn();
  };

  const goOn = async () => {
    const address = ownAddress(next);
    if (address) router.history.push(address);
    else await navigate({ to: '/' });
  };

  const [throughOthers, setThroughOthers] = useState(false);
  const byPasskey = async () => {
    await signInWithPasskey();
    await goOn();
  };

  return (
    <main className={classes.page}>
      <div className={classes.intro}>
        <div className={classes.brand}>
          <PlumbMark /> {shellWords.product}
        </div>
        <p className={classes.lede}>{signInWords.lede}</p>
      </div>
      <div>
        <h1>{secondStep ? secondStepWords.title : throughOthers ? signOnWords.title : signInWords.title}</h1>
        {secondStep ? (
          <SecondStepForm methods={secondStep} onDone={goOn} onBack={() => setSecondStep(null)} />
        ) : throughOthers ? (
          <SignOnForm onBack={() => setThroughOthers(false)} />
        ) : (
          <>
            <Form
              guarded={false}
              schema={SignIn}
              body={body}
              submitLabel={signInWords.submit}
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
            <div className={classes.other}>
              <PasskeyButton label={passkeyWords.signIn} onPress={byPasskey} />
              <div>
                <Button onClick={() => setThroughOthers(true)}>{signOnWords.begin}</Button>
              </div>
            </div>
          </>
        )}
      </div>
      {options && options.demo.length > 0 && !secondStep ? (
        <section className={classes.demo}>
          <h2>{signInWords.demo}</h2>
          <p>{signInWords.demoHint}</p>
          <ul className={classes.people}>
            {options.demo.map((person) => (
              <li key={person.email}>
                <span>
                  {person.name}
                  <small>{person.kind}</small>
                </span>
                <Button
                  aria-label={signInWords.use(person.name)}
                  onClick={() => {
                    setEmail(person.email);
                    setPassword(person.password);
                  }}
                >
                  {signInWords.useShort}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </main>
  );
}
