import type { ExcerptView, FindingView, StatementView } from '@libs/contracts';
import { STANCES, type Stance } from '@libs/domain/vocabulary';
import { useContext } from 'react';
import { useArchive } from '../../client/archive.ts';
import { assessWords } from '../../words/assess.ts';
import { formWords } from '../../words/forms.ts';
import { stanceWords } from '../../words/kinds.ts';
import { ExcerptQuotation } from '../evidence/ExcerptQuotation.tsx';
import type { WordsForm } from '../evidence/Quotation.tsx';
import { formOfFinding, kindsOf } from '../evidence/record-lines.ts';
import { fieldId, FormContext } from '../forms/form.ts';
import formClasses from '../forms/Forms.module.css';
import type { EvidenceChoice } from './assess-fields.ts';
import classes from './AssessDialog.module.css';

interface EvidenceChoicesProps {
  findings: FindingView[];
  statements: StatementView[];
  chosen: EvidenceChoice[];
  onChange: (chosen: EvidenceChoice[]) => void;
}

interface Offer {
  kind: EvidenceChoice['kind'];
  id: string;
  number: string;
  title: string;
  excerpt: ExcerptView | undefined;
  form: WordsForm;
}

/** What the reading rests on: findings of the company, and the statements it rests on already. */
export function EvidenceChoices({ findings, statements, chosen, onChange }: EvidenceChoicesProps) {
  const { spoken } = useArchive();
  const { formId, problems } = useContext(FormContext);
  const problem = problems.find(({ path }) => path === 'evidence')?.message;
  const offers: Offer[] = findings.map((finding) => ({
    kind: 'finding',
    id: finding.id,
    number: finding.number,
    title: kindsOf([finding]),
    excerpt: finding.excerpts[0],
    form: formOfFinding(finding, spoken),
  }));
  const listed = new Set(findings.map(({ id }) => id));
  for (const { kind, id, number } of chosen.filter((choice) => !listed.has(choice.id))) {
    const statement = statements.find((candidate) => candidate.id === id);
    const form = statement?.quotationType ?? 'reported';
    offers.push({ kind, id, number, title: statement?.attributionLine ?? '', excerpt: statement?.excerpt, form });
  }
  const without = (id: string) => chosen.filter((choice) => choice.id !== id);
  return (
    <fieldset id={fieldId(formId, 'evidence')} tabIndex={-1}>
      <legend className={formClasses.legend}>{assessWords.findings}</legend>
      {problem ? <span className={formClasses.problem}>{problem}</span> : null}
      <p className={formClasses.hint}>{offers.length > 0 ? assessWords.findingsHint : assessWords.noFindings}</p>
      <div className={classes.findings}>
        {offers.map((offer) => {
          const { kind, id, number } = offer;
          return (
            <Row
              key={id}
              offer={offer}
              place={chosen.findIndex((choice) => choice.id === id)}
              stance={chosen.find((choice) => choice.id === id)?.stance ?? null}
              onToggle={(on) =>
                onChange(on ? [...chosen, { kind, id, number, stance: '', weightNote: null }] : without(id))
              }
              onStance={(stance) =>
                onChange(chosen.map((choice) => (choice.id === id ? { ...choice, stance } : choice)))
              }
            />
          );
        })}
      </div>
    </fieldset>
  );
}

interface RowProps {
  offer: Offer;
  /** Its place in the body, so that a problem links to it; -1 while it is not chosen. */
  place: number;
  stance: Stance | '' | null;
  onToggle: (on: boolean) => void;
  onStance: (stance: Stance | '') => void;
}

function Row({ offer, place, stance, onToggle, onStance }: RowProps) {
  const { formId, problems } = useContext(FormContext);
  const path = `evidence.${place}.stance`;
  const problem = problems.find((candidate) => candidate.path === path)?.message;
  const box = `consider-${offer.id}`;
  return (
    <div className={classes.finding}>
      <input type="checkbox" id={box} checked={place >= 0} onChange={(event) => onToggle(event.target.checked)} />
      <label htmlFor={box}>
        <strong>
          {offer.number} {offer.title}
        </strong>
        {offer.excerpt ? <ExcerptQuotation excerpt={offer.excerpt} form={offer.form} clamp /> : null}
      </label>
      {stance === null ? null : (
        <div>
          {problem ? <span className={formClasses.problem}>{problem}</span> : null}
          <select
            id={fieldId(formId, path)}
            aria-label={assessWords.stance(offer.number)}
            aria-invalid={problem ? true : undefined}
            value={stance}
            onChange={(event) => onStance(event.target.value as Stance | '')}
          >
            <option value="">{formWords.chooseOne}</option>
            {STANCES.map((option) => (
              <option key={option} value={option}>
                {stanceWords[option]}
              </option>
            ))}
          </select>
        </div>
      )}
    </div>
  );
}
