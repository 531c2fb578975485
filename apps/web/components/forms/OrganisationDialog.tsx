import { RecordOrganisation } from '@libs/contracts';
import { ORGANISATION_KINDS, type OrganisationKind } from '@libs/domain/vocabulary';
import { useState } from 'react';
import { useRecordOrganisation } from '../../client/recording.ts';
import { useWorkspace } from '../../client/session.ts';
import { organisationKindWords } from '../../words/kinds.ts';
import { organisationWords } from '../../words/source.ts';
import { Dialog } from '../controls/Dialog.tsx';
import { SelectField, TextField } from './Fields.tsx';
import { Form } from './Form.tsx';

interface OrganisationDialogProps {
  onRecorded: (id: string) => void;
  onClose: () => void;
}

export function OrganisationDialog({ onRecorded, onClose }: OrganisationDialogProps) {
  const { slug } = useWorkspace();
  const record = useRecordOrganisation(slug);
  const [kind, setKind] = useState<OrganisationKind>('company');
  const [legalName, setLegalName] = useState('');
  const [shortName, setShortName] = useState('');
  const [country, setCountry] = useState('');
  const body = { kind, legalName, shortName: shortName || legalName, country: country || null };
  const submit = async () => {
    const organisation = await record.mutateAsync(RecordOrganisation.parse(body));
    onRecorded(organisation.id);
    onClose();
  };
  return (
    <Dialog title={organisationWords.title} width={480} onClose={onClose}>
      <Form
        schema={RecordOrganisation}
        body={body}
        submitLabel={organisationWords.submit}
        onSubmit={submit}
        onCancel={onClose}
      >
        <TextField
          path="legalName"
          label={organisationWords.legalName}
          value={legalName}
          onChange={setLegalName}
          autoFocus
        />
        <TextField
          path="shortName"
          label={organisationWords.shortName}
          hint={organisationWords.shortNameHint}
          value={shortName}
          onChange={setShortName}
        />
        <SelectField
          path="kind"
          label={organisationWords.kind}
          value={kind}
          options={ORGANISATION_KINDS.map((value) => ({ value, label: organisationKindWords[value] }))}
          onChange={(value) => setKind(value as OrganisationKind)}
        />
        <TextField
          path="country"
          label={organisationWords.country}
          hint={organisationWords.countryHint}
          value={country}
          onChange={setCountry}
        />
      </Form>
    </Dialog>
  );
}
