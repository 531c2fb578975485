import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { organisationsQuery } from '../../client/records.ts';
import { useWorkspace } from '../../client/session.ts';
import { organisationWords } from '../../words/source.ts';
import { Button } from '../controls/Button.tsx';
import { SelectField } from './Fields.tsx';
import classes from './Forms.module.css';
import { OrganisationDialog } from './OrganisationDialog.tsx';

interface OrganisationFieldProps {
  path: string;
  label: string;
  hint?: string;
  value: string;
  /** Words of the empty choice. */
  empty: string;
  companiesOnly?: boolean;
  onChange: (id: string) => void;
}

/** One of the recorded organisations, by name; a missing one is recorded without leaving the form. */
export function OrganisationField({ companiesOnly, onChange, ...field }: OrganisationFieldProps) {
  const { slug, may } = useWorkspace();
  const { data } = useQuery(organisationsQuery(slug));
  const [open, setOpen] = useState(false);
  const options = (data?.items ?? [])
    .filter((organisation) => !organisation.withdrawn && (!companiesOnly || organisation.kind === 'company'))
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className={classes.organisation}>
      <SelectField {...field} options={options} onChange={onChange} />
      {may('organisation.record') ? (
        <Button look="text" onClick={() => setOpen(true)}>
          {organisationWords.missing}
          <span className="visually-hidden">: {field.label}</span>
        </Button>
      ) : null}
      {open ? <OrganisationDialog onRecorded={onChange} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}
