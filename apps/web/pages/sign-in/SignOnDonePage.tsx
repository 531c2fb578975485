import type { SecondStep } from '@libs/contracts';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { finishSignOn } from '../../client/single-sign-on.ts';
import { Loading } from '../../components/controls/Loading.tsx';
import { PlumbMark } from '../../components/marks/Brand.tsx';
import { usePageTitle } from '../../components/shell/Page.tsx';
import { Failure } from '../../components/shell/PageFailure.tsx';
import { SecondStepForm } from '../../components/sign-in/SecondStepForm.tsx';
import { secondStepWords } from '../../words/factors.ts';
import { shellWords, signInWords } from '../../words/shell.ts';
import { signOnWords } from '../../words/single-sign-on.ts';
import classes from './SignIn.module.css';

/** Where the organisation's provider sends the browser back to. What it sent along leaves the address at once. */
export function SignOnDonePage() {
  usePageTitle(signInWords.title);
  const navigate = useNavigate();
  const begun = useRef(false);
  const [error, setError] = useState<unknown>(null);
  const [secondStep, setSecondStep] = useState<SecondStep[] | null>(null);
  const enter = () => navigate({ to: '/', replace: true });

  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    const query = window.location.search.slice(1);
    window.history.replaceState(window.history.state, '', window.location.pathname);
    finishSignOn(query).then(
      (answer) => ('secondStep' in answer ? setSecondStep(answer.secondStep) : void enter()),
      (refusal: unknown) => setError(refusal),
    );
  });

  return (
    <main className={classes.page}>
      <div className={classes.intro}>
        <div className={classes.brand}>
          <PlumbMark /> {shellWords.product}
        </div>
      </div>
      <div>
        <h1>{secondStep ? secondStepWords.title : error ? signOnWords.failed : signOnWords.title}</h1>
        {secondStep ? (
          <SecondStepForm methods={secondStep} onDone={enter} onBack={() => void navigate({ to: '/sign-in' })} />
        ) : error ? (
          <>
            <Failure error={error} />
            <p className={classes.other}>
              <Link to="/sign-in">{signOnWords.back}</Link>
            </p>
          </>
        ) : (
          <Loading what={signOnWords.finishing} lines={1} />
        )}
      </div>
    </main>
  );
}
