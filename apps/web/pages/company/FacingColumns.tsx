import type { ComparisonView } from '@libs/contracts';
import { useRef } from 'react';
import { useArchive } from '../../client/archive.ts';
import { ThreadLabel } from '../../components/facing/ThreadLabel.tsx';
import labelClasses from '../../components/facing/ThreadLabel.module.css';
import { Threads } from '../../components/facing/Threads.tsx';
import { useThreadLayout, type ThreadLayout } from '../../components/facing/useThreadLayout.ts';
import { AbsenceMark } from '../../components/marks/AbsenceMark.tsx';
import { companyWords } from '../../words/company.ts';
import { readingWords, verdictWords } from '../../words/verdicts.ts';
import { BandRow } from './BandRow.tsx';
import { bandsOf, type FindingItem, type Reading, type TimeGroup } from './comparison-model.ts';
import { chosenIds, isDraft, numberForClaim, numberForFindings, stateWordOf } from './selection.ts';
import type { Selection } from './comparison-model.ts';
import classes from './Facing.module.css';

interface FacingColumnsProps {
  view: ComparisonView;
  group: TimeGroup;
  readings: Reading[];
  selection: Selection | null;
  onSelect: (number: string, look: 'claim' | 'finding') => void;
}

const NotResearchedRow = ({ label }: { label: string }) => (
  <section className={`${classes.band} ${classes.row}`} aria-label={label}>
    <h3 className={classes.time}>{label}</h3>
    <div className={classes.said}>
      <p className={classes.absent}>
        <AbsenceMark absence="not_researched" decorative /> {companyWords.notResearched}
      </p>
    </div>
    <span />
    <div className={classes.reported}>
      <p className={classes.absent}>
        <AbsenceMark absence="not_researched" decorative /> {companyWords.notResearched}
      </p>
    </div>
  </section>
);

/** Said at the left, Reported at the right, and between their rules the threads that carry our readings. */
export function FacingColumns({ view, group, readings, selection, onSelect }: FacingColumnsProps) {
  const container = useRef<HTMLDivElement>(null);
  const archive = useArchive();
  const bands = bandsOf(view, group);
  const chosen = chosenIds(selection);
  const assessed = new Set(readings.map((reading) => reading.claim.id));
  const unassessed = view.claims.filter((claim) => !assessed.has(claim.id)).map((claim) => claim.id);
  const layout = useThreadLayout(
    container,
    readings.map((reading) => ({
      id: reading.assessment.id,
      claimId: reading.claim.id,
      findingIds: reading.findings.map(({ id }) => id),
    })),
    unassessed,
    `${group}${archive.spoken.size}`,
  );
  const selectedReading = selection?.kind === 'reading' ? selection.reading.assessment.id : null;
  const drawn = new Map(
    readings.map((reading) => [
      reading.assessment.id,
      {
        verdict: reading.assessment.verdict,
        selected: reading.assessment.id === selectedReading,
        draft: isDraft(reading),
      },
    ]),
  );
  const selectFindings = (item: FindingItem) => onSelect(numberForFindings(item, readings), 'finding');

  return (
    <div ref={container} className={classes.facing}>
      <div className={`${classes.row} ${classes.heads}`}>
        <span />
        <h2>
          {companyWords.said}
          <small>{companyWords.claims(view.claims.length)}</small>
        </h2>
        <span className={classes.gutterHead} data-gutter>
          {readingWords.ourReading}
        </span>
        <h2>
          {companyWords.reported}
          <small>{companyWords.findings(view.findings.length, view.actsOfOthers.length)}</small>
        </h2>
      </div>
      <NotResearchedRow label={companyWords.earlier} />
      {bands.map((band) => (
        <BandRow
          key={band.key}
          band={band}
          readings={readings.filter((reading) => band.claims.some(({ id }) => id === reading.claim.id))}
          isChosen={(id) => chosen.has(id)}
          selectedReading={selectedReading}
          onSelectClaim={(claim) => onSelect(numberForClaim(claim, readings), 'claim')}
          onSelectFindings={selectFindings}
          renderReading={(reading) => (
            <ReadingLabel
              key={reading.assessment.id}
              reading={reading}
              layout={layout}
              pressed={reading.assessment.id === selectedReading}
              onSelect={() => onSelect(reading.assessment.number, 'claim')}
            />
          )}
          renderUnassessed={(claimId) => <Unassessed place={layout?.labels.get(claimId)} />}
        />
      ))}
      <NotResearchedRow label={companyWords.later} />
      {layout ? <Threads layout={layout} readings={drawn} /> : null}
    </div>
  );
}

function Unassessed({ place }: { place: { x: number; y: number } | undefined }) {
  return (
    <span
      className={labelClasses.unassessed}
      style={place ? { left: place.x, top: place.y } : { visibility: 'hidden' }}
      data-unassessed
    >
      {readingWords.notAssessed}
    </span>
  );
}

interface ReadingLabelProps {
  reading: Reading;
  layout: ThreadLayout | null;
  pressed: boolean;
  onSelect: () => void;
}

function ReadingLabel({ reading, layout, pressed, onSelect }: ReadingLabelProps) {
  const { assessment, findings } = reading;
  const draft = isDraft(reading);
  const words = verdictWords[assessment.verdict].short + (draft ? `, ${stateWordOf(reading)}` : '');
  return (
    <ThreadLabel
      verdict={assessment.verdict}
      draft={draft}
      state={stateWordOf(reading)}
      pressed={pressed}
      name={companyWords.reading(words, findings.map(({ number }) => number).join(', '), assessment.number)}
      place={layout?.labels.get(assessment.id)}
      onSelect={onSelect}
    />
  );
}
