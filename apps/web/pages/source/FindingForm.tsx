import { RecordFinding } from '@libs/contracts';
import { FINDING_BASES, FINDING_TYPES, type FindingBasis } from '@libs/domain/vocabulary';
import { useRecordFinding } from '../../client/recording.ts';
import { useWorkspace } from '../../client/session.ts';
import { AudienceField } from '../../components/forms/AudienceField.tsx';
import { CheckField, PartialDateField, SelectField, TextField } from '../../components/forms/Fields.tsx';
import { Form } from '../../components/forms/Form.tsx';
import formClasses from '../../components/forms/Forms.module.css';
import { OrganisationField } from '../../components/forms/OrganisationField.tsx';
import { useFields } from '../../components/forms/useFields.ts';
import { formWords } from '../../words/forms.ts';
import { basisWords, findingTypeWords } from '../../words/kinds.ts';
import { findingWords } from '../../words/source.ts';
import { AnswerChoices } from './AnswerChoices.tsx';
import { emptyFinding, findingBody } from './finding-body.ts';
import type { RecordFormProps } from './RecordPanel.tsx';
import classes from './Source.module.css';

const Fields = RecordFinding.omit({ excerptIds: true });

export function FindingForm({ source, recorded, excerptId, kept, onRecorded, onLeave }: RecordFormProps) {
  const { slug } = useWorkspace();
  const record = useRecordFinding(slug);
  const { values, set } = useFields(() => emptyFinding(source), { form: 'finding', fields: kept });
  const body = findingBody(values, source);
  const submit = async () => {
    const fields = Fields.parse(body);
    const finding = await record.mutateAsync({ ...fields, excerptIds: [await excerptId(fields.audienceId)] });
    onRecorded(finding.number);
  };
  const words = findingWords;
  const text = (
    path: 'objectText' | 'productText' | 'cueText' | 'authority' | 'reportedVia',
    label: string,
    hint?: string,
  ) => <TextField path={path} label={label} hint={hint} value={values[path]} onChange={set(path)} />;
  return (
    <Form schema={Fields} body={body} submitLabel={words.submit} onSubmit={submit} onCancel={onLeave}>
      <p className={classes.explain}>{words.explain}</p>
      <div className={formClasses.pair}>
        <SelectField
          path="findingType"
          label={words.type}
          value={values.findingType}
          empty={formWords.chooseOne}
          options={FINDING_TYPES.map((value) => ({ value, label: findingTypeWords[value] }))}
          onChange={set('findingType')}
        />
        <SelectField
          path="basis"
          label={words.basis}
          value={values.basis}
          options={FINDING_BASES.map((value) => ({ value, label: basisWords[value] }))}
          onChange={(value) => set('basis')(value as FindingBasis)}
        />
      </div>
      <OrganisationField
        path="subjectId"
        label={words.subject}
        value={values.subjectId}
        empty={formWords.chooseOne}
        onChange={set('subjectId')}
      />
      <OrganisationField
        path="objectId"
        label={words.object}
        value={values.objectId}
        empty={formWords.none}
        onChange={set('objectId')}
      />
      {text('objectText', words.objectText, words.objectTextHint)}
      {text('productText', words.product, words.productHint)}
      {values.findingType === 'ownership' ? (
        <div className={formClasses.pair}>
          <TextField
            path="share"
            label={words.share}
            inputMode="decimal"
            value={values.share}
            onChange={set('share')}
          />
          <TextField
            path="controlQualifier"
            label={words.control}
            hint={words.controlHint}
            value={values.controlQualifier}
            onChange={set('controlQualifier')}
          />
        </div>
      ) : null}
      {values.findingType === 'listing' ? (
        <>
          {text('authority', words.authority)}
          <PartialDateField path="listedOn" label={words.listedOn} value={values.listedOn} onChange={set('listedOn')} />
        </>
      ) : null}
      <TextField
        path="reportedBy"
        label={words.reportedBy}
        hint={words.reportedByHint}
        value={values.reportedBy}
        onChange={set('reportedBy')}
      />
      {text('reportedVia', words.reportedVia)}
      {text('cueText', words.cue)}
      <PartialDateField
        path="reportedOn"
        label={words.reportedOn}
        value={values.reportedOn}
        onChange={set('reportedOn')}
      />
      <TextField
        path="happenedOn"
        label={words.happenedOn}
        hint={words.happenedOnHint}
        inputMode="numeric"
        value={values.happenedOn}
        onChange={set('happenedOn')}
      />
      <SelectField
        path="followsFindingId"
        label={words.follows}
        hint={words.followsHint}
        value={values.followsFindingId}
        empty={formWords.none}
        options={recorded.findings.map(({ id, number, subject, findingType }) => ({
          value: id,
          label: `${number}, ${subject.shortName}, ${findingTypeWords[findingType].toLowerCase()}`,
        }))}
        onChange={set('followsFindingId')}
      />
      <AnswerChoices
        statements={recorded.statements}
        chosen={values.answerStatementIds}
        onChange={set('answerStatementIds')}
      />
      <CheckField label={words.negated} checked={values.negated} onChange={set('negated')} />
      <AudienceField value={values.audienceId} ground={source.audienceId} onChange={set('audienceId')} />
    </Form>
  );
}
