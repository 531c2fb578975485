import { CheckField } from '../../components/forms/Fields.tsx';
import { useField } from '../../components/forms/form.ts';
import formClasses from '../../components/forms/Forms.module.css';
import { tokensWords } from '../../words/tokens.ts';
import classes from './Account.module.css';

export type ScopeReach = 'reading' | 'everything' | 'chosen';

const REACHES: readonly ScopeReach[] = ['reading', 'everything', 'chosen'];

/** The scopes that a choice stands for, of those that the role has. */
export function scopesOf(reach: ScopeReach, offered: readonly string[], chosen: readonly string[]): string[] {
  if (reach === 'everything') return [...offered];
  return offered.filter((scope) => (reach === 'reading' ? scope.endsWith('.read') : chosen.includes(scope)));
}

interface ScopeChoiceProps {
  offered: readonly string[];
  reach: ScopeReach;
  chosen: readonly string[];
  onReach: (reach: ScopeReach) => void;
  onChoose: (chosen: string[]) => void;
}

/** What a token may do: two usual answers, or each permission by the name that the API has for it. */
export function ScopeChoice({ offered, reach, chosen, onReach, onChoose }: ScopeChoiceProps) {
  const { id, problem, problemId } = useField('scopes');
  const kinds = [...new Set(offered.map((scope) => scope.split('.')[0] ?? ''))];
  const toggle = (scope: string, on: boolean) =>
    onChoose(on ? [...chosen, scope] : chosen.filter((other) => other !== scope));
  return (
    <fieldset aria-describedby={problem ? problemId : undefined}>
      <legend className={formClasses.legend}>{tokensWords.scope}</legend>
      {problem ? (
        <span id={problemId} className={formClasses.problem}>
          {problem}
        </span>
      ) : null}
      <div className={formClasses.options}>
        {REACHES.map((one, at) => (
          <label key={one} className={formClasses.check}>
            <input
              id={at === 0 ? id : undefined}
              type="radio"
              name={id}
              checked={reach === one}
              onChange={() => onReach(one)}
            />
            {tokensWords[one]}
          </label>
        ))}
      </div>
      {reach === 'chosen' ? (
        <div className={classes.scopes} tabIndex={0} role="group" aria-label={tokensWords.chosen}>
          {kinds.map((kind) => (
            <div key={kind}>
              {offered
                .filter((scope) => scope.startsWith(`${kind}.`))
                .map((scope) => (
                  <CheckField
                    key={scope}
                    label={scope}
                    checked={chosen.includes(scope)}
                    onChange={(on) => toggle(scope, on)}
                  />
                ))}
            </div>
          ))}
        </div>
      ) : null}
      <p className={formClasses.hint}>{tokensWords.more}</p>
    </fieldset>
  );
}
