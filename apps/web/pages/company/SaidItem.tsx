import type { ClaimView } from '@libs/contracts';
import type { ReactNode } from 'react';
import { classList } from '../../components/class-list.ts';
import { ExcerptQuotation } from '../../components/evidence/ExcerptQuotation.tsx';
import { formOfClaim } from '../../components/evidence/record-lines.ts';
import { companyWords } from '../../words/company.ts';
import { dateInWords, dateInYear, dateWords } from '../../words/dates.ts';
import { claimTypeWords } from '../../words/kinds.ts';
import classes from './Facing.module.css';

interface SaidItemProps {
  claim: ClaimView;
  chosen: boolean;
  fullDate?: boolean;
  onSelect: () => void;
  children?: ReactNode;
}

export function SaidItem({ claim, chosen, fullDate, onSelect, children }: SaidItemProps) {
  const kind = claimTypeWords[claim.claimType] + (claim.answersAllegation ? `, ${companyWords.answer}` : '');
  const date = claim.saidOn.value;
  return (
    <li className={classList(classes.item, chosen && classes.chosen)} data-rule={claim.id}>
      <div className={classes.head}>
        <strong>{kind}</strong>
        {claim.mayQuote ? null : <span className={classes.note}>{companyWords.paraphrase}</span>}
        {claim.seriesVersion > 1 ? (
          <span className={classes.note}>{companyWords.version(claim.seriesVersion)}</span>
        ) : null}
        <span className={classes.where}>
          <button
            type="button"
            className={classes.number}
            aria-label={companyWords.show(claim.number)}
            onClick={onSelect}
          >
            {claim.number}
          </button>
          <span>{date ? (fullDate ? dateInWords(date) : dateInYear(date)) : dateWords.notStated}</span>
        </span>
      </div>
      <div className={classes.words} onClick={onSelect}>
        <ExcerptQuotation excerpt={claim.excerpt} form={formOfClaim(claim)} clamp />
      </div>
      <p className={classes.attribution}>{claim.attributionLine}</p>
      {children}
    </li>
  );
}
