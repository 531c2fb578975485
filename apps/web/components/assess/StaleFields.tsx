import type { AssessmentView } from '@libs/contracts';
import { useEffect, useRef } from 'react';
import { assessWords } from '../../words/assess.ts';
import { audiencesWords } from '../../words/audiences.ts';
import { Button } from '../controls/Button.tsx';
import { differing, fieldsOf, inWords, type AssessFields } from './assess-fields.ts';
import classes from './AssessDialog.module.css';

interface StaleFieldsProps {
  current: AssessmentView;
  mine: AssessFields;
  onTake: (part: Partial<AssessFields>) => void;
}

const labels: Record<keyof AssessFields, string> = {
  evidence: assessWords.findings,
  rationale: assessWords.rationale,
  verdict: assessWords.verdict,
  askedWhat: assessWords.askedWhat,
  askedOn: assessWords.askedOn,
  answerDueOn: assessWords.answerDueOn,
  replyOutcome: assessWords.replyOutcome,
  replyGrade: assessWords.replyGrade,
  audienceId: audiencesWords.field,
  asOf: assessWords.asOf,
};

/** What another person wrote meanwhile, field by field beside one's own; nothing of either is lost unseen. */
export function StaleFields({ current, mine, onTake }: StaleFieldsProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [current.version]);
  const theirs = fieldsOf({ ...current, status: 'draft' });
  const open = differing(mine, theirs);
  return (
    <div ref={box} className={classes.stale} role="alert" tabIndex={-1}>
      <h3>{assessWords.changedTitle}</h3>
      <p>{open.length > 0 ? assessWords.changedHint : assessWords.changedSame}</p>
      {current.status === 'draft' ? null : <p>{assessWords.noLongerDraft}</p>}
      <dl>
        {open.map((name) => (
          <div key={name}>
            <dt>{labels[name]}</dt>
            <dd>
              {assessWords.theirs}: {inWords(theirs, name) || assessWords.empty}
            </dd>
            <dd>
              <Button look="text" onClick={() => onTake({ [name]: theirs[name] })}>
                {assessWords.takeOver(labels[name])}
              </Button>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
