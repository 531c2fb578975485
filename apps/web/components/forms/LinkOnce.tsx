import { useId, useRef, useState } from 'react';
import { linkWords } from '../../words/people.ts';
import { Button } from '../controls/Button.tsx';
import classes from './Forms.module.css';

/** A link that is shown this once, with a way to copy it where the browser allows none. */
export function LinkOnce({ link, onDone }: { link: string; onDone: () => void }) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      setSaid(linkWords.copied);
    } catch {
      field.current?.select();
      setSaid(linkWords.notCopied);
    }
  };
  return (
    <div className={classes.form}>
      <p className={classes.hint}>{linkWords.once}</p>
      <div className={classes.field}>
        <div className={classes.name}>
          <label htmlFor={id}>{linkWords.label}</label>
        </div>
        <input
          ref={field}
          id={id}
          type="text"
          readOnly
          value={link}
          data-autofocus
          onFocus={(event) => event.target.select()}
        />
      </div>
      <div className={classes.end}>
        <Button look="primary" onClick={() => void copy()}>
          {linkWords.copy}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {linkWords.done}
        </Button>
        <span role="status" className={classes.hint}>
          {said}
        </span>
      </div>
    </div>
  );
}
