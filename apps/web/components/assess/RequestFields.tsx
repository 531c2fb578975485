import { REPLY_GRADES, REPLY_OUTCOMES, type ReplyGrade, type ReplyOutcome } from '@libs/domain/vocabulary';
import { assessWords } from '../../words/assess.ts';
import { replyGradeWords, replyOutcomeWords } from '../../words/kinds.ts';
import { SelectField, TextArea, TextField } from '../forms/Fields.tsx';
import formClasses from '../forms/Forms.module.css';

/** What the company was asked, and what became of it, as it is typed. */
export interface RequestValues {
  askedWhat: string;
  askedOn: string;
  answerDueOn: string;
  replyOutcome: ReplyOutcome | '';
  replyGrade: ReplyGrade | '';
}

interface RequestFieldsProps {
  values: RequestValues;
  onChange: (part: Partial<RequestValues>) => void;
}

const choicesOf = <Key extends string>(keys: readonly Key[], words: Record<Key, string>) =>
  keys.map((value) => ({ value, label: words[value] }));

/** Only an answer has a grade, so the grade is asked for after an answer alone. */
export function RequestFields({ values, onChange: set }: RequestFieldsProps) {
  return (
    <>
      <TextArea
        path="askedWhat"
        label={assessWords.askedWhat}
        required
        value={values.askedWhat}
        onChange={(askedWhat) => set({ askedWhat })}
      />
      <div className={formClasses.pair}>
        <TextField
          path="askedOn"
          label={assessWords.askedOn}
          type="date"
          required
          value={values.askedOn}
          onChange={(askedOn) => set({ askedOn })}
        />
        <TextField
          path="answerDueOn"
          label={assessWords.answerDueOn}
          type="date"
          required
          value={values.answerDueOn}
          onChange={(answerDueOn) => set({ answerDueOn })}
        />
      </div>
      <div className={formClasses.pair}>
        <SelectField
          path="replyOutcome"
          label={assessWords.replyOutcome}
          empty={assessWords.choose}
          value={values.replyOutcome}
          options={choicesOf(REPLY_OUTCOMES, replyOutcomeWords)}
          onChange={(outcome) => set({ replyOutcome: outcome as ReplyOutcome | '', replyGrade: '' })}
        />
        {values.replyOutcome === 'answered' ? (
          <SelectField
            path="replyGrade"
            label={assessWords.replyGrade}
            empty={assessWords.choose}
            value={values.replyGrade}
            options={choicesOf(REPLY_GRADES, replyGradeWords)}
            onChange={(grade) => set({ replyGrade: grade as ReplyGrade | '' })}
          />
        ) : null}
      </div>
    </>
  );
}
