import type { ClaimView } from '@libs/contracts';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useArchive } from '../../client/archive.ts';
import { useWorkspace } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { ExcerptQuotation } from '../../components/evidence/ExcerptQuotation.tsx';
import { formOfClaim, formOfFinding, listingLine, remarkOf } from '../../components/evidence/record-lines.ts';
import type { WordsForm } from '../../components/evidence/Quotation.tsx';
import { HistoryLink } from '../../components/shell/HistoryLink.tsx';
import { companyWords } from '../../words/company.ts';
import { claimTypeWords, findingTypeWords } from '../../words/kinds.ts';
import { sourceWords } from '../../words/source.ts';
import { AssessFromSource } from './AssessFromSource.tsx';
import type { Passage, SourceRecord } from './source-model.ts';
import classes from './Source.module.css';

interface PassageEntryProps {
  passage: Passage;
  current: boolean;
  onShow: () => void;
  onRecord: () => void;
}

function formOf(passage: Passage, spoken: ReadonlySet<string>): WordsForm {
  const first = passage.records[0];
  if (!first) return 'reported';
  if (first.kind === 'statement') return first.record.quotationType;
  return first.kind === 'claim' ? formOfClaim(first.record) : formOfFinding(first.record, spoken);
}

const kindWords = (one: SourceRecord): string => {
  if (one.kind === 'statement') return sourceWords.statement;
  return one.kind === 'claim' ? claimTypeWords[one.record.claimType] : findingTypeWords[one.record.findingType];
};

/** One line when decided and elsewhere; open when it is the passage shown in the text. */
export function PassageEntry({ passage, current, onShow, onRecord }: PassageEntryProps) {
  const { may } = useWorkspace();
  const { spoken } = useArchive();
  const { excerpt, ordinal, records } = passage;
  const hasClaim = records.some(({ kind }) => kind === 'claim');
  const hasStatement = records.some(({ kind }) => kind === 'statement');
  return (
    <div className={classes.entry} aria-current={current || undefined}>
      <button
        type="button"
        className={classes.ordinal}
        aria-label={sourceWords.ordinal(ordinal, records[0]?.record.number ?? excerpt.number)}
        onClick={onShow}
      >
        {ordinal}
      </button>
      <div>
        {records.length === 0 ? (
          <div className={classes.entryHead}>
            <span className={classes.note}>{sourceWords.bare}</span>
            <span className={classes.number}>{excerpt.number}</span>
          </div>
        ) : null}
        {records.map((one) => (
          <div key={one.record.id} className={classes.entryHead}>
            <strong>{kindWords(one)}</strong>
            {one.kind !== 'finding' && !one.record.mayQuote ? (
              <span className={classes.note}>{companyWords.paraphrase}</span>
            ) : null}
            <span className={classes.number}>{one.record.number}</span>
          </div>
        ))}
        <div className={classes.words} onClick={onShow}>
          <ExcerptQuotation excerpt={excerpt} form={formOf(passage, spoken)} />
        </div>
        {current ? (
          <>
            {records.map((one) => (
              <RecordLine key={one.record.id} one={one} />
            ))}
            <div className={classes.acts}>
              <HistoryLink kind="excerpt" id={excerpt.id} name={excerpt.number} />
            </div>
            {hasStatement && !hasClaim && may('claim.record') ? (
              <div className={classes.acts}>
                <Button look="text" onClick={onRecord}>
                  {sourceWords.addClaim}
                </Button>
              </div>
            ) : null}
          </>
        ) : null}
      </div>
    </div>
  );
}

function RecordLine({ one }: { one: SourceRecord }) {
  const { slug } = useWorkspace();
  if (one.kind === 'statement') {
    return (
      <>
        <p className={classes.about}>{one.record.attributionLine}</p>
        <div className={classes.acts}>
          <HistoryLink kind="statement" id={one.record.id} name={one.record.number} />
        </div>
      </>
    );
  }
  const company = one.kind === 'claim' ? one.record.company : one.record.subject;
  const listing = one.kind === 'finding' ? listingLine(one.record) : null;
  return (
    <>
      <p className={classes.about}>
        {one.record.attributionLine}
        {one.kind === 'finding' ? `; ${remarkOf(one.record, one.record.follows !== null)}` : ''}
      </p>
      {listing ? <p className={classes.about}>{listing}</p> : null}
      <div className={classes.acts}>
        <Link
          to="/w/$workspace/company/$companyId"
          params={{ workspace: slug, companyId: company.id }}
          search={{ pair: one.record.number, look: one.kind === 'claim' ? 'claim' : 'finding' }}
        >
          {sourceWords.onCompany(company.shortName)}
        </Link>
        {one.kind === 'claim' ? <AssessAct claim={one.record} /> : null}
        <HistoryLink kind={one.kind} id={one.record.id} name={one.record.number} />
      </div>
    </>
  );
}

function AssessAct({ claim }: { claim: ClaimView }) {
  const { may } = useWorkspace();
  const [open, setOpen] = useState(false);
  if (!may('assessment.record')) return null;
  return (
    <>
      <Button look="text" onClick={() => setOpen(true)}>
        {sourceWords.assess} {claim.number}
      </Button>
      {open ? <AssessFromSource claim={claim} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
