import type { AssessmentView } from '@libs/contracts';
import { assessWords } from '../../words/assess.ts';
import { audiencesWords } from '../../words/audiences.ts';
import { StaleChoice } from '../forms/StaleChoice.tsx';
import { differing, fieldsOf, inWords, type AssessFields } from './assess-fields.ts';

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

/** A reading that was changed meanwhile, field by field beside one's own. */
export function StaleFields({ current, mine, onTake }: StaleFieldsProps) {
  const theirs = fieldsOf({ ...current, status: 'draft' });
  return (
    <StaleChoice
      title={assessWords.changedTitle}
      version={current.version}
      fields={differing(mine, theirs).map((name) => ({ name, label: labels[name], theirs: inWords(theirs, name) }))}
      {...(current.status !== 'draft' && { note: assessWords.noLongerDraft })}
      onTake={(name) => onTake({ [name]: theirs[name] })}
    />
  );
}
