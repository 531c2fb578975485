import type { MethodView } from '@libs/contracts';
import { RESEARCH_STATUSES } from '@libs/domain/vocabulary';
import { AbsenceMark } from '../../components/marks/AbsenceMark.tsx';
import { rampColours } from '../../components/score/ramp.ts';
import { scorecardWords } from '../../words/scorecard.ts';
import { absenceWords } from '../../words/verdicts.ts';
import classes from './Scorecard.module.css';

/** Points that this method can give, and the five absences. */
export function Legend({ method }: { method: MethodView }) {
  const points = [...new Set(method.indicators.flatMap(({ rubric }) => rubric.map((step) => step.points)))];
  return (
    <dl className={classes.legend}>
      <dt>{scorecardWords.points}</dt>
      {points
        .toSorted((a, b) => a - b)
        .map((value) => (
          <dd key={value} className={classes.swatch} style={rampColours(value)} data-zero={value === 0 || undefined}>
            {value}
          </dd>
        ))}
      <dt>{scorecardWords.absent}</dt>
      {RESEARCH_STATUSES.flatMap((status) =>
        status === 'found' ? (
          []
        ) : (
          <dd key={status}>
            <AbsenceMark absence={status} decorative /> {absenceWords[status].name}
          </dd>
        ),
      )}
      <dd>
        <span style={{ color: 'var(--accent)' }}>F-1</span> {scorecardWords.evidenceNoPoints}
      </dd>
    </dl>
  );
}
