import type { ClaimView, ComparisonView } from '@libs/contracts';
import { verdictEncodings } from '../../components/marks/encodings.ts';
import { VerdictGlyph } from '../../components/marks/VerdictGlyph.tsx';
import { companyWords } from '../../words/company.ts';
import { readingWords, verdictWords } from '../../words/verdicts.ts';
import { bandsOf, findingItems, type FindingItem, type Reading } from './comparison-model.ts';
import { ReportedItem } from './ReportedItem.tsx';
import { SaidItem } from './SaidItem.tsx';
import facing from './Facing.module.css';
import classes from './Printed.module.css';

interface PrintedPairsProps {
  view: ComparisonView;
  /** Readings that two people have made. A draft is not on paper, and nothing on paper tells of it. */
  readings: Reading[];
}

const nothing = () => undefined;
const withActs = (items: FindingItem[]): FindingItem[] => items.flatMap((item) => [item, ...withActs(item.acts)]);

/** On paper each reading stands between its claim and its findings, so that nothing has to be measured across pages. */
export function PrintedPairs({ view, readings }: PrintedPairsProps) {
  const items = withActs(findingItems(view));
  const shown = new Set(readings.map(({ claim }) => claim.id));
  const met = new Set(readings.flatMap(({ findings }) => findings.map(({ id }) => id)));
  const claims = bandsOf(view, 'year').flatMap((band) => band.claims);
  const rest = items.filter((item) => !item.findings.some(({ id }) => met.has(id)));
  return (
    <div className={classes.printed}>
      <div className={`${classes.row} ${facing.heads}`}>
        <h2>
          {companyWords.said}
          <small>{companyWords.claims(view.claims.length)}</small>
        </h2>
        <span className={facing.gutterHead}>{readings.length > 0 ? readingWords.ourReading : null}</span>
        <h2>
          {companyWords.reported}
          <small>{companyWords.findings(view.findings.length, view.actsOfOthers.length)}</small>
        </h2>
      </div>
      {readings.map((reading) => (
        <section key={reading.assessment.id} className={classes.row}>
          <Said claims={[reading.claim]} />
          <Verdict reading={reading} />
          <Reported
            items={items.filter((item) =>
              item.findings.some(({ id }) => reading.findings.some((finding) => finding.id === id)),
            )}
          />
        </section>
      ))}
      <section className={classes.row}>
        <Said claims={claims.filter(({ id }) => !shown.has(id))} />
        <span />
        <Reported items={rest} />
      </section>
    </div>
  );
}

const Said = ({ claims }: { claims: ClaimView[] }) => (
  <ul className={facing.said}>
    {claims.map((claim) => (
      <SaidItem key={claim.id} claim={claim} chosen={false} fullDate onSelect={nothing} />
    ))}
  </ul>
);

const Reported = ({ items }: { items: FindingItem[] }) => (
  <ul className={facing.reported}>
    {items.map((item) => (
      <ReportedItem key={item.key} item={{ ...item, acts: [] }} isChosen={() => false} fullDate onSelect={nothing} />
    ))}
  </ul>
);

/** Word, shape, line and colour between the two rules; a reading without findings ends at its word. */
function Verdict({ reading }: { reading: Reading }) {
  const { verdict, number } = reading.assessment;
  const encoding = verdictEncodings[verdict];
  return (
    <div className={classes.verdict} data-printed-verdict={verdict}>
      <svg aria-hidden="true" data-half={reading.findings.length === 0 || undefined}>
        <line
          x2="100%"
          y1="3"
          y2="3"
          stroke={encoding.graphic}
          strokeWidth={encoding.strokeWidth}
          strokeDasharray={encoding.dash}
          strokeLinecap={encoding.roundDots ? 'round' : 'butt'}
        />
      </svg>
      <p style={{ color: encoding.text, borderColor: encoding.graphic }}>
        <VerdictGlyph verdict={verdict} size={15} />
        <span>
          <small>{readingWords.ourReadingBefore}</small> {verdictWords[verdict].full} <small>{number}</small>
        </span>
      </p>
    </div>
  );
}
