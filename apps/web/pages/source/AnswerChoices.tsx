import type { StatementView } from '@libs/contracts';
import { ExcerptQuotation } from '../../components/evidence/ExcerptQuotation.tsx';
import formClasses from '../../components/forms/Forms.module.css';
import { findingWords } from '../../words/source.ts';

interface AnswerChoicesProps {
  statements: StatementView[];
  chosen: string[];
  onChange: (ids: string[]) => void;
}

/** Statements of the same source that answer the finding: both sides stand together from the first moment. */
export function AnswerChoices({ statements, chosen, onChange }: AnswerChoicesProps) {
  const toggle = (id: string) =>
    onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  return (
    <fieldset>
      <legend className={formClasses.legend}>{findingWords.answers}</legend>
      <p className={formClasses.hint}>{statements.length > 0 ? findingWords.answersHint : findingWords.noAnswers}</p>
      {statements.map((statement) => (
        <label key={statement.id} className={formClasses.check}>
          <input type="checkbox" checked={chosen.includes(statement.id)} onChange={() => toggle(statement.id)} />
          <span>
            <ExcerptQuotation excerpt={statement.excerpt} form={statement.quotationType} clamp />
            <span className={formClasses.hint}>
              {statement.number}, {statement.attributionLine}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
