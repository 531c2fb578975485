import { useState } from 'react';
import { Button } from '../../components/controls/Button.tsx';
import { codesOnceWords } from '../../words/factors.ts';
import classes from './Account.module.css';

/** Recovery codes, which are shown this once. */
export function CodesOnce({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const [said, setSaid] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(codes.join('\n'));
      setSaid(codesOnceWords.copied);
    } catch {
      setSaid(codesOnceWords.notCopied);
    }
  };
  return (
    <div className={classes.once}>
      <p className={classes.quiet}>{codesOnceWords.once}</p>
      <ol className={classes.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className={classes.acts}>
        <Button look="primary" onClick={() => void copy()}>
          {codesOnceWords.copy}
        </Button>
        <Button onClick={onDone}>{codesOnceWords.done}</Button>
        <span role="status" className={classes.quiet}>
          {said}
        </span>
      </div>
    </div>
  );
}
