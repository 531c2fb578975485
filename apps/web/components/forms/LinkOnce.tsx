import { useId, useRef, useState } from 'react';
import { linkWords } from '../../words/people.ts';
import { Button } from '../controls/Button.tsx';
import classes from './Forms.module.css';

interface LinkOnceProps {
  link: string;
  /** Where it is no link: what it is, and what to do with it. */
  words?: { once: string; label: string; copy: string };
  onDone: () => void;
}

/** A link or another secret that is shown this once, with a way to copy it where the browser allows none. */
export function LinkOnce({ link, words = linkWords, onDone }: LinkOnceProps) {
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
      <p className={classes.hint}>{words.once}</p>
      <div className={classes.field}>
        <div className={classes.name}>
          <label htmlFor={id}>{words.label}</label>
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
          {words.copy}
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
