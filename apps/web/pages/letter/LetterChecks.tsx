import type { CheckView } from '@libs/contracts';
import { useKeys } from '../../components/keyboard/keyboard.ts';
import { letterWords, placeInWords } from '../../words/letter.ts';
import classes from './Letter.module.css';

/** Open checks first, each with the words and the remedy; passed ones are listed, so silence is never read as safety. */
export function LetterChecks({ checks }: { checks: CheckView[] }) {
  const open = checks
    .filter(({ passed }) => !passed)
    .toSorted((a, b) => Number(b.severity === 'block') - Number(a.severity === 'block'));
  const passed = checks.filter((check) => check.passed);
  const count = (severity: CheckView['severity']) => open.filter((check) => check.severity === severity).length;
  useKeys(letterWords.keys, [{ keys: 'f8', does: letterWords.nextCheck, run: focusNextCheck }]);
  return (
    <aside className={classes.checks} aria-label={letterWords.checks} tabIndex={0}>
      <h2>
        {letterWords.checks} <small>{letterWords.checksLine(count('block'), count('warn'))}</small>
      </h2>
      <ul>
        {open.map((check) => (
          <li key={check.id} tabIndex={-1} data-check>
            <span
              className={classes.checkMark}
              data-severity={check.severity}
              role="img"
              aria-label={check.severity === 'block' ? letterWords.blocks : letterWords.warns}
            >
              {check.severity === 'block' ? '×' : '!'}
            </span>
            <div>
              <h3>
                {check.id} {check.title}
              </h3>
              {check.problems.map((problem) => (
                <p key={problem.words + problem.place} className={classes.problem}>
                  {problem.words ? <span className={classes.checkedWords}>{problem.words}</span> : null}{' '}
                  {placeInWords(problem.place)}. {problem.remedy}
                </p>
              ))}
            </div>
          </li>
        ))}
      </ul>
      {passed.length > 0 ? (
        <div className={classes.passedList}>
          <h2>{letterWords.passed}</h2>
          <ul>
            {passed.map((check) => (
              <li key={check.id}>
                <span aria-hidden="true">✓</span> {check.id} {check.title}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </aside>
  );
}

function focusNextCheck(): void {
  const checks = [...document.querySelectorAll<HTMLElement>('[data-check]')];
  const here = checks.findIndex((check) => check === document.activeElement);
  checks[(here + 1) % checks.length]?.focus();
}
