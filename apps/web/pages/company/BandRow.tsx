import type { ClaimView } from '@libs/contracts';
import { useState, type ReactNode } from 'react';
import { Button } from '../../components/controls/Button.tsx';
import { AbsenceMark } from '../../components/marks/AbsenceMark.tsx';
import { VerdictGlyph } from '../../components/marks/VerdictGlyph.tsx';
import { companyWords } from '../../words/company.ts';
import { monthInWords } from '../../words/dates.ts';
import { verdictWords } from '../../words/verdicts.ts';
import { VERDICTS } from '@libs/domain/vocabulary';
import type { Band, FindingItem, Reading } from './comparison-model.ts';
import { ReportedItem } from './ReportedItem.tsx';
import { SaidItem } from './SaidItem.tsx';
import classes from './Facing.module.css';

interface BandRowProps {
  band: Band;
  readings: Reading[];
  isChosen: (id: string) => boolean;
  selectedReading: string | null;
  onSelectClaim: (claim: ClaimView) => void;
  onSelectFindings: (item: FindingItem) => void;
  renderReading: (reading: Reading) => ReactNode;
  renderUnassessed: (claimId: string) => ReactNode;
}

const mostThreads = 12;

/** "27 Nov" over "2019", "Nov" over "2019", or "2019". */
function bandLabel(date: string | null): string[] {
  if (!date) return [companyWords.undated];
  const [year = '', month, day] = date.split('-');
  if (!month) return [year];
  return [[day ? String(Number(day)) : '', monthInWords(Number(month))].filter(Boolean).join(' '), year];
}

/** One stretch of time: what was said in it, what was reported in it. Over 12 threads it folds to counts. */
export function BandRow(props: BandRowProps) {
  const { band, readings, selectedReading } = props;
  const [open, setOpen] = useState(false);
  const folded = readings.length > mostThreads && !open;
  const kept = folded
    ? readings.filter(({ assessment }) => assessment.verdict === 'inconsistent' || assessment.id === selectedReading)
    : readings;
  const claims = folded
    ? band.claims.filter((claim) => kept.some((reading) => reading.claim.id === claim.id))
    : band.claims;
  const findings = folded
    ? band.findings.filter((item) =>
        item.findings.some(({ id }) => kept.some((reading) => reading.findings.some((finding) => finding.id === id))),
      )
    : band.findings;
  const label = bandLabel(band.date);

  return (
    <section className={`${classes.band} ${classes.row}`} aria-label={label.join(' ')}>
      <h3 className={classes.time}>
        {label.map((part) => (
          <span key={part}>{part}</span>
        ))}
      </h3>
      {folded ? <Fold band={band} readings={readings} onOpen={() => setOpen(true)} /> : null}
      <ul className={classes.said} style={folded ? { gridColumn: 2 } : undefined}>
        {claims.length === 0 ? <Absent /> : null}
        {claims.map((claim) => {
          const own = kept.filter((reading) => reading.claim.id === claim.id);
          return (
            <SaidItem
              key={claim.id}
              claim={claim}
              chosen={props.isChosen(claim.id)}
              onSelect={() => props.onSelectClaim(claim)}
            >
              {own.length > 0 ? own.map(props.renderReading) : props.renderUnassessed(claim.id)}
            </SaidItem>
          );
        })}
      </ul>
      <span />
      <ul className={classes.reported}>
        {findings.length === 0 ? <Absent /> : null}
        {findings.map((item) => (
          <ReportedItem key={item.key} item={item} isChosen={props.isChosen} onSelect={props.onSelectFindings} />
        ))}
      </ul>
    </section>
  );
}

const Absent = () => (
  <li className={classes.absent}>
    <AbsenceMark absence="not_researched" decorative /> {companyWords.notResearched}
  </li>
);

function Fold({ band, readings, onOpen }: { band: Band; readings: Reading[]; onOpen: () => void }) {
  const count = (verdict: string) => readings.filter(({ assessment }) => assessment.verdict === verdict).length;
  return (
    <div className={classes.fold}>
      <span>{companyWords.fold(band.claims.length, band.findings.length, readings.length)}</span>
      <ul>
        {VERDICTS.filter((verdict) => count(verdict) > 0).map((verdict) => (
          <li key={verdict}>
            <VerdictGlyph verdict={verdict} label={verdictWords[verdict].short} /> {count(verdict)}
          </li>
        ))}
      </ul>
      <Button onClick={onOpen}>{companyWords.unfold}</Button>
    </div>
  );
}
