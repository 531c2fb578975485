import { TakeSecondStep, type SecondStep } from '@libs/contracts';
import { useState } from 'react';
import { signInWithPasskey } from '../../client/passkeys.ts';
import { useSecondStep } from '../../client/factors.ts';
import { secondStepWords } from '../../words/factors.ts';
import { Form } from '../forms/Form.tsx';
import { passkeyWords } from '../../words/passkeys.ts';
import classes from '../forms/Forms.module.css';
import { PasskeyButton } from './PasskeyButton.tsx';
import { CodeField, type CodeMethod } from './CodeField.tsx';

interface SecondStepFormProps {
  methods: readonly SecondStep[];
  onDone: () => Promise<unknown>;
  onBack: () => void;
}

/** After the right password: a code of the app, or one that was laid away. */
export function SecondStepForm({ methods, onDone, onBack }: SecondStepFormProps) {
  const [method, setMethod] = useState<CodeMethod>(methods.includes('totp') ? 'totp' : 'recovery_code');
  const [code, setCode] = useState('');
  const take = useSecondStep();
  const body = { method, code };
  const submit = async () => {
    await take.mutateAsync(TakeSecondStep.parse(body));
    await onDone();
  };
  const showPasskey = async () => {
    await signInWithPasskey();
    await onDone();
  };
  const form = (
    <Form
      key={method}
      guarded={false}
      schema={TakeSecondStep}
      body={body}
      submitLabel={secondStepWords.goOn}
      submittingLabel={secondStepWords.goingOn}
      onSubmit={submit}
      onCancel={onBack}
    >
      <CodeField path="code" methods={methods} method={method} code={code} onCode={setCode} onMethod={setMethod} />
    </Form>
  );
  return methods.includes('passkey') ? (
    <div className={classes.form}>
      <PasskeyButton label={passkeyWords.show} look="primary" onPress={showPasskey} />
      {methods.length > 1 ? form : null}
    </div>
  ) : (
    form
  );
}
