import type { PairView } from '@libs/contracts';
import { scorecardWords } from '../../words/scorecard.ts';
import classes from './Score.module.css';

export const dumbbellWidth = 160;
const height = 38;
const inset = 18;
const roomForWords = 22;

/** Place of 0 to 100 on the axis. */
export const axisPlace = (points: number) => inset + (points / 100) * (dumbbellWidth - 2 * inset);

const Ring = ({ x }: { x: number }) => (
  <circle cx={x} cy={height / 2} r="5.6" fill="var(--paper)" stroke="var(--accent)" strokeWidth="2.4" />
);

const Diamond = ({ x }: { x: number }) => (
  <path d={`M${x} ${height / 2 - 6.2}l6.2 6.2-6.2 6.2-6.2-6.2z`} fill="var(--accent)" />
);

interface DumbbellProps {
  pair: PairView | undefined;
  /** Indicators with their method: "starter.P3". */
  policy: string;
  conduct: string;
}

/** "P3" for "starter.P3": the head of the column names the method. */
const bare = (indicator: string) => indicator.split('.').at(-1) ?? indicator;

/** Why the side without points has none, in the words of the method where they fit beside the symbol. */
function whyOneSided(pair: PairView | undefined, missing: string): string {
  const why = pair?.whyNotComparable?.replaceAll(missing, bare(missing));
  return why && why.length <= roomForWords ? why : scorecardWords.noPoints(bare(missing));
}

/** One pair of indicators: ring for policy, diamond for conduct. A side without points is words, never a zero. */
export function Dumbbell({ pair, policy, conduct }: DumbbellProps) {
  const ring = pair?.policyPoints ?? null;
  const diamond = pair?.conductPoints ?? null;
  const both = ring !== null && diamond !== null;
  if (ring === null && diamond === null) {
    const why = pair?.whyNotComparable ?? scorecardWords.notComparableLong;
    return (
      <span className={classes.why} title={why}>
        {why}
      </span>
    );
  }
  const same = both && ring === diamond;
  const ringX = axisPlace(ring ?? 0) - (same ? 8 : 0);
  const diamondX = axisPlace(diamond ?? 0) + (same ? 8 : 0);
  const label = scorecardWords.dumbbell(
    ring === null ? whyOneSided(pair, policy) : scorecardWords.pointsOf(policy, ring),
    diamond === null ? whyOneSided(pair, conduct) : scorecardWords.pointsOf(conduct, diamond),
  );
  return (
    <svg className={classes.dumbbell} data-drawn width={dumbbellWidth} height={height} role="img" aria-label={label}>
      {both && !same ? (
        <path
          d={`M${ringX} ${height / 2}H${diamondX}`}
          stroke="var(--h4)"
          strokeWidth={ring > diamond ? 3 : 2}
          strokeDasharray={ring > diamond ? undefined : '3 3'}
        />
      ) : null}
      {ring === null ? null : <Ring x={ringX} />}
      {diamond === null ? null : <Diamond x={diamondX} />}
      {both ? null : (
        <text
          x={axisPlace(ring ?? diamond ?? 0) > dumbbellWidth / 2 ? 4 : dumbbellWidth - 4}
          y={height / 2 + 4}
          className={classes.beside}
          textAnchor={axisPlace(ring ?? diamond ?? 0) > dumbbellWidth / 2 ? 'start' : 'end'}
          fontSize="12"
          fill="var(--ink-3)"
        >
          {whyOneSided(pair, ring === null ? policy : conduct)}
        </text>
      )}
    </svg>
  );
}

/** Ring and diamond with the names of their indicators, above the axis. */
export function DumbbellHead({ policy, conduct }: { policy: string; conduct: string }) {
  return (
    <svg width={dumbbellWidth} height="92" aria-hidden="true" style={{ display: 'block' }}>
      <g transform={`translate(${dumbbellWidth / 2 - 48} -6)`} fontSize="12" fill="var(--ink-2)">
        <circle cx="8" cy="19" r="4.6" fill="none" stroke="var(--accent)" strokeWidth="2.2" />
        <text x="18" y="23">
          {policy}
        </text>
        <path d="M58 13.4l5.6 5.6-5.6 5.6-5.6-5.6z" fill="var(--accent)" />
        <text x="69" y="23">
          {conduct}
        </text>
      </g>
      {[0, 50, 100].map((points) => (
        <text key={points} x={axisPlace(points)} y="88" textAnchor="middle" fontSize="12" fill="var(--ink-3)">
          {points}
        </text>
      ))}
    </svg>
  );
}
