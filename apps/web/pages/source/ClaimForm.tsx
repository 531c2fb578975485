import { RecordClaim } from '@libs/contracts';
import { CLAIM_TYPES } from '@libs/domain/vocabulary';
import { useRecordClaim } from '../../client/recording.ts';
import { useWorkspace } from '../../client/session.ts';
import { AudienceField } from '../../components/forms/AudienceField.tsx';
import { CheckField, PartialDateField, SelectField, TextArea, TextField } from '../../components/forms/Fields.tsx';
import { Form } from '../../components/forms/Form.tsx';
import { OrganisationField } from '../../components/forms/OrganisationField.tsx';
import { orNull, useFields } from '../../components/forms/useFields.ts';
import { formWords } from '../../words/forms.ts';
import { claimTypeWords } from '../../words/kinds.ts';
import { claimWords } from '../../words/source.ts';
import { liesWithin, type RecordFormProps } from './RecordPanel.tsx';
import classes from './Source.module.css';

const Fields = RecordClaim.omit({ excerptId: true });

export function ClaimForm({ source, range, recorded, excerptId, kept, onRecorded, onLeave }: RecordFormProps) {
  const { slug } = useWorkspace();
  const record = useRecordClaim(slug);
  const statements = recorded.statements.filter(({ excerpt }) => liesWithin(range, excerpt));
  const empty = () => ({
    companyId: statements[0]?.speakerOrganisation?.id ?? '',
    statementId: statements[0]?.id ?? '',
    claimText: '',
    claimType: '',
    answersAllegation: false,
    hedges: '',
    testableCondition: '',
    deadline: '',
    audienceId: '',
  });
  const { values, set } = useFields(empty, { form: 'claim', fields: kept });
  if (statements.length === 0) return <p className={classes.explain}>{claimWords.noStatement}</p>;
  const body = {
    companyId: values.companyId,
    statementIds: values.statementId ? [values.statementId] : [],
    claimText: values.claimText,
    claimType: values.claimType || undefined,
    answersAllegation: values.answersAllegation,
    hedges: values.hedges.split('\n').flatMap((line) => orNull(line) ?? []),
    testableCondition: orNull(values.testableCondition),
    deadline: orNull(values.deadline),
    audienceId: values.audienceId || undefined,
  };
  const submit = async () => {
    const fields = Fields.parse(body);
    const claim = await record.mutateAsync({ ...fields, excerptId: await excerptId(fields.audienceId) });
    onRecorded(claim.number);
  };
  const words = claimWords;
  return (
    <Form schema={Fields} body={body} submitLabel={words.submit} onSubmit={submit} onCancel={onLeave}>
      <p className={classes.explain}>{words.explain}</p>
      <SelectField
        path="statementIds"
        label={words.statements}
        value={values.statementId}
        options={statements.map(({ id, number, attributionLine }) => ({
          value: id,
          label: `${number}, ${attributionLine}`,
        }))}
        onChange={set('statementId')}
      />
      <OrganisationField
        path="companyId"
        label={words.company}
        value={values.companyId}
        empty={formWords.chooseOne}
        companiesOnly
        onChange={set('companyId')}
      />
      <SelectField
        path="claimType"
        label={words.claimType}
        value={values.claimType}
        empty={formWords.chooseOne}
        options={CLAIM_TYPES.map((value) => ({ value, label: claimTypeWords[value] }))}
        onChange={set('claimType')}
      />
      <TextArea
        path="claimText"
        label={words.claimText}
        hint={words.claimTextHint}
        value={values.claimText}
        onChange={set('claimText')}
      />
      <CheckField label={words.answers} checked={values.answersAllegation} onChange={set('answersAllegation')} />
      <TextArea
        path="hedges"
        label={words.hedges}
        hint={words.hedgesHint}
        rows={2}
        value={values.hedges}
        onChange={set('hedges')}
      />
      <TextField
        path="testableCondition"
        label={words.condition}
        value={values.testableCondition}
        onChange={set('testableCondition')}
      />
      <PartialDateField path="deadline" label={words.deadline} value={values.deadline} onChange={set('deadline')} />
      <AudienceField value={values.audienceId} ground={source.audienceId} onChange={set('audienceId')} />
    </Form>
  );
}
