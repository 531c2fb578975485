import type { ClaimView, ExcerptView, FindingView } from '@libs/contracts';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import { useArchive } from '../../client/archive.ts';
import { useWorkspace } from '../../client/session.ts';
import { Button, buttonClasses } from '../../components/controls/Button.tsx';
import { Loading } from '../../components/controls/Loading.tsx';
import { Notice } from '../../components/controls/Notice.tsx';
import { Switch } from '../../components/controls/Switch.tsx';
import { ArchivedPassage, MatchLine } from '../../components/evidence/ArchivedPassage.tsx';
import { useLayer } from '../../components/keyboard/keyboard.ts';
import { verdictEncodings } from '../../components/marks/encodings.ts';
import { KeyCap } from '../../components/marks/Marks.tsx';
import { VerdictGlyph } from '../../components/marks/VerdictGlyph.tsx';
import { drawerWords } from '../../words/company.ts';
import { evidenceWords } from '../../words/evidence.ts';
import { claimTypeWords, findingTypeWords } from '../../words/kinds.ts';
import { verdictWords } from '../../words/verdicts.ts';
import type { Selection } from './comparison-model.ts';
import { DrawerChain } from './DrawerChain.tsx';
import { ClaimFacts, FindingFacts, ReadingFacts } from './DrawerFacts.tsx';
import classes from './Drawer.module.css';

export type Side = 'claim' | 'finding';

interface DrawerProps {
  selection: Selection;
  /** All claims on the page: answers are shown in their words. */
  claims: ClaimView[];
  side: Side;
  position: { index: number; total: number } | null;
  onSide: (side: Side) => void;
  onStep: (by: 1 | -1) => void;
  onSelect: (number: string, look: Side) => void;
  onClose: () => void;
  acts: ReactNode;
}

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
export function Drawer({ selection, claims, side, position, onSide, onStep, onSelect, onClose, acts }: DrawerProps) {
  const panel = useRef<HTMLElement>(null);
  const { claim, finding } = recordsOf(selection);
  const shown = side === 'finding' && finding ? finding : (claim ?? finding);
  const excerpt = shown && ('excerpts' in shown ? shown.excerpts[0] : shown.excerpt);
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
      {selection.kind === 'claim' ? <ClaimFacts claim={selection.claim} /> : null}
      {selection.kind === 'finding' ? <FindingFacts finding={selection.finding} claims={claims} /> : null}
      <DrawerChain
        claim={claim}
        findings={selection.kind === 'reading' ? selection.reading.findings : finding ? [finding] : []}
        assessment={selection.kind === 'reading' ? selection.reading.assessment : null}
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
  const source = useArchive().source(excerpt.sourceId);
  return (
    <>
      <div className={classes.passage}>
        {!source ? <Loading what={excerpt.source.label} lines={6} /> : null}
        {source && source.capturedText === null ? <Notice title={evidenceWords.copyUnreadable} /> : null}
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
