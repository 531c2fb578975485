import { useArchive } from '../../client/archive.ts';
import { classList } from '../../components/class-list.ts';
import { ExcerptQuotation } from '../../components/evidence/ExcerptQuotation.tsx';
import { ConfirmedMark } from '../../components/marks/Marks.tsx';
import { companyWords } from '../../words/company.ts';
import { dateInWords, dateInYear, dateWords } from '../../words/dates.ts';
import type { FindingItem } from './comparison-model.ts';
import { formOfFinding, kindsOf, listingLine, numbersOf, remarkOf } from '../../components/evidence/record-lines.ts';
import classes from './Facing.module.css';

interface ReportedItemProps {
  item: FindingItem;
  /** Hangs under the link that leads to it. */
  branch?: boolean;
  isChosen: (findingId: string) => boolean;
  fullDate?: boolean;
  onSelect: (item: FindingItem) => void;
}

export function ReportedItem({ item, branch, isChosen, fullDate, onSelect }: ReportedItemProps) {
  const { spoken } = useArchive();
  const [finding] = item.findings;
  const { ofOther } = item;
  const chosen = item.findings.some(({ id }) => isChosen(id));
  const kinds = kindsOf(item.findings);
  const excerpt = finding.excerpts[0];
  const date = finding.reportedOn.value;
  const listing = listingLine(finding);
  return (
    <li className={branch ? classes.branch : undefined}>
      <div
        className={classList(classes.item, chosen && classes.chosen)}
        data-rule={item.findings.map(({ id }) => id).join(' ')}
      >
        <div className={classes.head}>
          <strong>{ofOther ? finding.subject.shortName : kinds}</strong>
          {ofOther ? <span className={classes.note}>{kinds.toLowerCase()}</span> : null}
          {finding.confirmed ? <ConfirmedMark /> : null}
          <span className={classes.where}>
            <button
              type="button"
              className={classes.number}
              aria-label={companyWords.show(numbersOf(item.findings))}
              onClick={() => onSelect(item)}
            >
              {numbersOf(item.findings)}
            </button>
            <span>{date ? (fullDate ? dateInWords(date) : dateInYear(date)) : dateWords.none}</span>
          </span>
        </div>
        {excerpt ? (
          <div className={classes.words} onClick={() => onSelect(item)}>
            <ExcerptQuotation excerpt={excerpt} form={formOfFinding(finding, spoken)} clamp />
          </div>
        ) : null}
        <p className={classes.attribution}>{finding.attributionLine}</p>
        <p className={classes.remark}>{remarkOf(finding, ofOther)}</p>
        {listing ? <p className={classes.confirm}>{listing}</p> : null}
        {finding.unconfirmedNote ? <p className={classes.confirm}>{finding.unconfirmedNote}</p> : null}
      </div>
      {item.acts.length > 0 ? (
        <ul className={classes.acts}>
          {item.acts.map((act) => (
            <ReportedItem key={act.key} item={act} branch isChosen={isChosen} onSelect={onSelect} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}
