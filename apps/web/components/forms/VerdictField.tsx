import { VERDICTS, type Verdict } from '@libs/domain/vocabulary';
import { verdictMeanings, verdictWords } from '../../words/verdicts.ts';
import { VerdictGlyph } from '../marks/VerdictGlyph.tsx';
import { useField } from './form.ts';
import classes from './Forms.module.css';

interface VerdictFieldProps {
  path: string;
  label: string;
  value: Verdict | '';
  onChange: (verdict: Verdict) => void;
}

/** The six verdicts with shape, word and meaning; none is chosen beforehand. */
export function VerdictField({ path, label, value, onChange }: VerdictFieldProps) {
  const field = useField(path);
  return (
    <fieldset className={classes.field} aria-describedby={field.problem ? field.problemId : undefined}>
      <legend className={classes.legend}>{label}</legend>
      {field.problem ? (
        <span id={field.problemId} className={classes.problem}>
          {field.problem}
        </span>
      ) : null}
      <div className={classes.options}>
        {VERDICTS.map((verdict, index) => (
          <label key={verdict} className={classes.option}>
            <input
              type="radio"
              name={field.id}
              id={index === 0 ? field.id : undefined}
              checked={value === verdict}
              onChange={() => onChange(verdict)}
            />
            <VerdictGlyph verdict={verdict} />
            <span>
              {verdictWords[verdict].full} <span className={classes.hint}>{verdictMeanings[verdict]}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
