import { secondStepWords } from '../../words/factors.ts';
import { Button } from '../controls/Button.tsx';
import { TextField } from '../forms/Fields.tsx';

export type CodeMethod = 'totp' | 'recovery_code';

interface CodeFieldProps {
  path: string;
  methods: readonly string[];
  method: CodeMethod;
  code: string;
  onCode: (code: string) => void;
  onMethod: (method: CodeMethod) => void;
}

/** A code of the app or of recovery, and the way to the other one where there is one. */
export function CodeField({ path, methods, method, code, onCode, onMethod }: CodeFieldProps) {
  const other: CodeMethod = method === 'totp' ? 'recovery_code' : 'totp';
  return (
    <>
      <TextField
        path={path}
        label={secondStepWords.methods[method]}
        hint={secondStepWords.hints[method]}
        inputMode={method === 'totp' ? 'numeric' : 'text'}
        autoComplete={method === 'totp' ? 'one-time-code' : 'off'}
        autoFocus
        value={code}
        onChange={onCode}
      />
      {methods.includes(other) ? (
        <div>
          <Button
            look="text"
            onClick={() => {
              onCode('');
              onMethod(other);
            }}
          >
            {secondStepWords.instead[other]}
          </Button>
        </div>
      ) : null}
    </>
  );
}
