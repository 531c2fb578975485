import { RecordStatement } from '@libs/contracts';
import { QUOTATION_TYPES } from '@libs/domain/vocabulary';
import { useRecordStatement } from '../../client/recording.ts';
import { useWorkspace } from '../../client/session.ts';
import { AudienceField } from '../../components/forms/AudienceField.tsx';
import { CheckField, PartialDateField, SelectField, TextField } from '../../components/forms/Fields.tsx';
import { Form } from '../../components/forms/Form.tsx';
import formClasses from '../../components/forms/Forms.module.css';
import { OrganisationField } from '../../components/forms/OrganisationField.tsx';
import { orNull, useFields } from '../../components/forms/useFields.ts';
import { formWords } from '../../words/forms.ts';
import { quotationTypeWords } from '../../words/kinds.ts';
import { statementWords } from '../../words/source.ts';
import type { RecordFormProps } from './RecordPanel.tsx';
import classes from './Source.module.css';

/** Judged before the excerpt is stored, when it has no id yet. */
const Fields = RecordStatement.omit({ excerptId: true });

export function StatementForm({ source, excerptId, kept, onRecorded, onLeave }: RecordFormProps) {
  const { slug } = useWorkspace();
  const record = useRecordStatement(slug);
  const empty = {
    quotationType: '',
    speakerName: '',
    speakerRole: '',
    speakerOrganisationId: '',
    viaOrganisationId: '',
    reportedBy: source.publisher ?? '',
    channel: '',
    cueText: '',
    madeOn: '',
    negated: false,
    audienceId: '',
  };
  const { values, set } = useFields(empty, { form: 'statement', fields: kept });
  const body = {
    quotationType: values.quotationType || undefined,
    speakerName: orNull(values.speakerName),
    speakerRole: orNull(values.speakerRole),
    speakerOrganisationId: orNull(values.speakerOrganisationId),
    viaOrganisationId: orNull(values.viaOrganisationId),
    reportedBy: orNull(values.reportedBy),
    channel: orNull(values.channel),
    cueText: orNull(values.cueText),
    madeOn: orNull(values.madeOn),
    madeOnOrigin: values.madeOn.trim() ? ('entered_by_hand' as const) : null,
    negated: values.negated,
    audienceId: values.audienceId || undefined,
  };
  const submit = async () => {
    const fields = Fields.parse(body);
    const statement = await record.mutateAsync({ ...fields, excerptId: await excerptId(fields.audienceId) });
    onRecorded(statement.number);
  };
  const words = statementWords;
  return (
    <Form schema={Fields} body={body} submitLabel={words.submit} onSubmit={submit} onCancel={onLeave}>
      <p className={classes.explain}>{words.explain}</p>
      <SelectField
        path="quotationType"
        label={words.form}
        value={values.quotationType}
        empty={formWords.chooseOne}
        options={QUOTATION_TYPES.map((value) => ({ value, label: quotationTypeWords[value] }))}
        onChange={set('quotationType')}
      />
      <div className={formClasses.pair}>
        <TextField
          path="speakerName"
          label={words.speakerName}
          value={values.speakerName}
          onChange={set('speakerName')}
        />
        <TextField
          path="speakerRole"
          label={words.speakerRole}
          value={values.speakerRole}
          onChange={set('speakerRole')}
        />
      </div>
      <OrganisationField
        path="speakerOrganisationId"
        label={words.speakerOrganisation}
        hint={words.speakerOrganisationHint}
        value={values.speakerOrganisationId}
        empty={formWords.none}
        onChange={set('speakerOrganisationId')}
      />
      <OrganisationField
        path="viaOrganisationId"
        label={words.via}
        value={values.viaOrganisationId}
        empty={formWords.none}
        onChange={set('viaOrganisationId')}
      />
      <div className={formClasses.pair}>
        <TextField path="reportedBy" label={words.reportedBy} value={values.reportedBy} onChange={set('reportedBy')} />
        <TextField
          path="channel"
          label={words.channel}
          hint={words.channelHint}
          value={values.channel}
          onChange={set('channel')}
        />
      </div>
      <TextField
        path="cueText"
        label={words.cue}
        hint={words.cueHint}
        value={values.cueText}
        onChange={set('cueText')}
      />
      <PartialDateField path="madeOn" label={words.madeOn} value={values.madeOn} onChange={set('madeOn')} />
      <CheckField label={words.negated} checked={values.negated} onChange={set('negated')} />
      <AudienceField value={values.audienceId} ground={source.audienceId} onChange={set('audienceId')} />
    </Form>
  );
}
