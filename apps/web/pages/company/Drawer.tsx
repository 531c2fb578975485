import type { ClaimView, ExcerptView, FindingView } from '@libs/contracts';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import { useArchive } from '../../client/archive.ts';
import { useWorkspace } from '../../client/session.ts';
import { Button, buttonClasses } from '../../components/controls/Button.tsx';
import { Loading } from '../../components/controls/Loading.tsx';
import { Switch } from '../../components/controls/Switch.tsx';
import { ArchivedPassage, MatchLine } from '../../components/evidence/ArchivedPassage.tsx';
import { UnreadablePassage } from '../../components/evidence/UnreadableCopy.tsx';
import { useLayer } from '../../components/keyboard/keyboard.ts';
import { verdictEncodings } from '../../components/marks/encodings.ts';
import { KeyCap } from '../../components/marks/Marks.tsx';
import { VerdictGlyph } from '../../components/marks/VerdictGlyph.tsx';
import { drawerWords } from '../../words/company.ts';
import { claimTypeWords, findingTypeWords } from '../../words/kinds.ts';
import { verdictWords } from '../../words/verdicts.ts';
import { readingsWith, type Reading, type Selection } from './comparison-model.ts';
import { DrawerChain } from './DrawerChain.tsx';
import { ClaimFacts, FindingFacts, ReadingFacts } from './DrawerFacts.tsx';
import classes from './Drawer.module.css';

export type Side = 'claim' | 'finding';

interface DrawerProps {
  selection: Selection;
  /** All claims on the page: answers are shown in their words. */
  claims: ClaimView[];
  /** All readings in force: a claim or a finding shown alone leads to its own. */
  readings: readonly Reading[];
  side: Side;
  position: { index: number; total: number } | null;
  onSide: (side: Side) => void;
  onStep: (by: 1 | -1) => void;
  onSelect: (number: string, look: Side) => void;
  onClose: () => void;
  acts: ReactNode;
}

const unique = <Item extends { id: string }>(items: readonly Item[]): Item[] => [
  ...new Map(items.map((item) => [item.id, item])).values(),
];

interface Shown {
  claim: ClaimView | null;
  finding: FindingView | null;
}

const recordsOf = (selection: Selection): Shown => {
  if (selection.kind === 'claim') return { claim: selection.claim, finding: null };
  if (selection.kind === 'finding') return { claim: null, finding: selection.finding };
  return { claim: selection.reading.claim, finding: selection.reading.findings[0] ?? null };
};

/** The selected reading, claim or finding with the archived passage it rests on. */
export function Drawer(props: DrawerProps) {
  const { selection, claims, readings, side, position, onSide, onStep, onSelect, onClose, acts } = props;
  const panel = useRef<HTMLElement>(null);
  const { claim, finding } = recordsOf(selection);
  const shown = side === 'finding' && finding ? finding : (claim ?? finding);
  const excerpt = shown && ('excerpts' in shown ? shown.excerpts[0] : shown.excerpt);
  const own = selection.kind === 'reading' ? [selection.reading] : readingsWith(readings, (claim ?? finding)?.id);
  useLayer(true, onClose, false);
  useEffect(() => {
    panel.current?.focus({ preventScroll: true });
  }, []);
  return (
    <aside ref={panel} className={classes.drawer} aria-label={drawerWords.title} tabIndex={-1}>
      <div className={classes.head}>
        <Title selection={selection} />
        <div className={classes.steps}>
          {position ? (
            <>
              <span>{drawerWords.position(position.index + 1, position.total)}</span>
              <button type="button" aria-label={drawerWords.previous} onClick={() => onStep(-1)}>
                <KeyCap>K</KeyCap>
              </button>
              <button type="button" aria-label={drawerWords.next} onClick={() => onStep(1)}>
                <KeyCap>J</KeyCap>
              </button>
            </>
          ) : null}
          <Button look="quiet" onClick={onClose}>
            {drawerWords.close} <KeyCap>O</KeyCap>
          </Button>
        </div>
      </div>
      {selection.kind === 'reading' ? <ReadingFacts reading={selection.reading} claims={claims} /> : null}
      {selection.kind === 'claim' ? <ClaimFacts claim={selection.claim} readings={own} onSelect={onSelect} /> : null}
      {selection.kind === 'finding' ? (
        <FindingFacts finding={selection.finding} claims={claims} readings={own} onSelect={onSelect} />
      ) : null}
      <DrawerChain
        claims={claim ? [claim] : unique(own.map((reading) => reading.claim))}
        findings={finding && selection.kind === 'finding' ? [finding] : unique(own.flatMap(({ findings }) => findings))}
        assessments={own.map(({ assessment }) => assessment)}
        excerpt={excerpt ?? null}
        current={shown === finding ? 'finding' : 'claim'}
        onSelect={onSelect}
      />
      {claim && finding ? (
        <div className={classes.sides}>
          <Switch
            label={drawerWords.side}
            value={side}
            options={[
              { value: 'claim', label: drawerWords.saidTab(claim.number) },
              { value: 'finding', label: drawerWords.reportedTab(finding.number) },
            ]}
            onChange={onSide}
          />
          <button type="button" className={classes.swap} onClick={() => onSide(side === 'claim' ? 'finding' : 'claim')}>
            {drawerWords.swap} <KeyCap>X</KeyCap>
          </button>
        </div>
      ) : null}
      {excerpt ? <Evidence excerpt={excerpt} acts={acts} /> : null}
    </aside>
  );
}

function Title({ selection }: { selection: Selection }) {
  if (selection.kind === 'reading') {
    const { verdict, number } = selection.reading.assessment;
    return (
      <>
        <VerdictGlyph verdict={verdict} />
        <h2 className={classes.verdict} style={{ color: verdictEncodings[verdict].text }}>
          {verdictWords[verdict].full}
        </h2>
        <span className={classes.number}>{number}</span>
      </>
    );
  }
  const isClaim = selection.kind === 'claim';
  const record = isClaim ? selection.claim : selection.finding;
  const kind = isClaim ? claimTypeWords[selection.claim.claimType] : findingTypeWords[selection.finding.findingType];
  return (
    <>
      <h2 className={classes.verdict}>{kind}</h2>
      <span className={classes.number}>{record.number}</span>
    </>
  );
}

/** The archived passage with its highlight, the match line, and what can be done from here. */
function Evidence({ excerpt, acts }: { excerpt: ExcerptView; acts: ReactNode }) {
  const { slug } = useWorkspace();
  const archive = useArchive();
  const source = archive.source(excerpt.sourceId);
  const unreadable = archive.unreadable(excerpt.sourceId);
  return (
    <>
      <div className={classes.passage}>
        {unreadable ? <UnreadablePassage /> : null}
        {!source && !unreadable ? <Loading what={excerpt.source.label} lines={6} /> : null}
        {source && source.capturedText !== null ? <ArchivedPassage source={source} excerpt={excerpt} /> : null}
      </div>
      <div className={classes.foot}>
        {source ? <MatchLine source={source} excerpt={excerpt} /> : null}
        <div className={classes.acts}>
          {acts}
          <Link
            className={buttonClasses.outlined}
            to="/w/$workspace/source/$sourceId"
            params={{ workspace: slug, sourceId: excerpt.sourceId }}
            search={{ show: excerpt.number }}
          >
            {drawerWords.openSource}
          </Link>
        </div>
      </div>
    </>
  );
}
