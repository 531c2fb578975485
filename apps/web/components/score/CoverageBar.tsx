import { scorecardWords } from '../../words/scorecard.ts';
import classes from './Score.module.css';

/** One stroke for each indicator that applies, full height where it is covered. */
export function CoverageBar({ answered, of }: { answered: number; of: number }) {
  return (
    <span className={classes.small}>
      {of <= 12 ? (
        <span className={classes.coverage} role="img" aria-label={scorecardWords.coverage(answered, of)}>
          {Array.from({ length: of }, (_, index) => (
            <i key={index} data-open={index >= answered || undefined} />
          ))}
        </span>
      ) : null}
      {answered}/{of}
    </span>
  );
}
