import { useEffect, useRef } from 'react';
import { formWords } from '../../words/forms.ts';
import { Button } from '../controls/Button.tsx';
import classes from './Forms.module.css';

export interface StaleField<Name extends string> {
  name: Name;
  label: string;
  /** What stands there now, in words. */
  theirs: string;
}

interface StaleChoiceProps<Name extends string> {
  title: string;
  /** The version that stands there now: the notice takes the focus for each. */
  version: number;
  /** Fields in which one's own text differs from what stands there now. */
  fields: StaleField<Name>[];
  note?: string;
  onTake: (name: Name) => void;
}

/** What another person wrote meanwhile, field by field beside one's own; nothing of either is lost unseen. */
export function StaleChoice<Name extends string>({ title, version, fields, note, onTake }: StaleChoiceProps<Name>) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [version]);
  return (
    <div ref={box} className={classes.stale} role="alert" tabIndex={-1}>
      <h3>{title}</h3>
      <p>{fields.length > 0 ? formWords.changedHint : formWords.changedSame}</p>
      {note ? <p>{note}</p> : null}
      <dl>
        {fields.map(({ name, label, theirs }) => (
          <div key={name}>
            <dt>{label}</dt>
            <dd>
              {formWords.theirs}: {theirs || formWords.empty}
            </dd>
            <dd>
              <Button look="text" onClick={() => onTake(name)}>
                {formWords.takeOver(label)}
              </Button>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
