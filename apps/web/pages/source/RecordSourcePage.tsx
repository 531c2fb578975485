import { RecordSource } from '@libs/contracts';
import { SOURCE_TYPES, type SourceType } from '@libs/domain/vocabulary';
import { useNavigate } from '@tanstack/react-router';
import { useRecordSource } from '../../client/recording.ts';
import { useWorkspace } from '../../client/session.ts';
import { CheckField, PartialDateField, SelectField, TextArea, TextField } from '../../components/forms/Fields.tsx';
import { Form } from '../../components/forms/Form.tsx';
import formClasses from '../../components/forms/Forms.module.css';
import { orNull, useFields } from '../../components/forms/useFields.ts';
import { Page } from '../../components/shell/Page.tsx';
import { fieldMessages } from '../../words/forms.ts';
import { sourceTypeWords } from '../../words/kinds.ts';
import { recordSourceWords } from '../../words/source.ts';

/** A source recorded here always has its text; a bare reference comes with a case only. */
const WithText = RecordSource.refine((body) => Boolean(body.capturedText), {
  path: ['capturedText'],
  message: fieldMessages.missing,
});

export function RecordSourcePage() {
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const record = useRecordSource(slug);
  const { values, set } = useFields({
    title: '',
    publisher: '',
    url: '',
    publishedOn: '',
    dateInText: false,
    type: 'thirdParty' as SourceType,
    language: 'en',
    capturedText: '',
  });
  const publishedOn = orNull(values.publishedOn);
  const body = {
    captureKind: 'full',
    title: values.title,
    publisher: orNull(values.publisher),
    url: orNull(values.url),
    publishedOn,
    publishedOnOrigin: publishedOn ? (values.dateInText ? 'in_text' : 'entered_by_hand') : null,
    sourceTypes: [values.type],
    language: values.language,
    // Exactly as pasted: the contract neither trims nor changes it.
    capturedText: values.capturedText,
    retrievedAt: null,
  };
  const submit = async () => {
    const source = await record.mutateAsync(RecordSource.parse({ ...body, retrievedAt: new Date().toISOString() }));
    await navigate({
      to: '/w/$workspace/source/$sourceId',
      params: { workspace: slug, sourceId: source.id },
      search: {},
    });
  };
  const words = recordSourceWords;
  return (
    <Page title={words.title} lede={words.lede}>
      <div style={{ maxWidth: 720 }}>
        <Form schema={WithText} body={body} submitLabel={words.submit} onSubmit={submit}>
          <TextField path="title" label={words.titleField} value={values.title} onChange={set('title')} />
          <div className={formClasses.pair}>
            <TextField path="publisher" label={words.publisher} value={values.publisher} onChange={set('publisher')} />
            <TextField path="url" label={words.url} type="url" value={values.url} onChange={set('url')} />
          </div>
          <div className={formClasses.pair}>
            <PartialDateField
              path="publishedOn"
              label={words.publishedOn}
              value={values.publishedOn}
              onChange={set('publishedOn')}
            />
            <SelectField
              path="sourceTypes"
              label={words.type}
              value={values.type}
              options={SOURCE_TYPES.map((value) => ({ value, label: sourceTypeWords[value] }))}
              onChange={(value) => set('type')(value as SourceType)}
            />
          </div>
          <CheckField
            label={`${words.dateInText}. ${words.dateByHand}`}
            checked={values.dateInText}
            onChange={set('dateInText')}
          />
          <TextField
            path="language"
            label={words.language}
            hint={words.languageHint}
            value={values.language}
            onChange={set('language')}
          />
          <TextArea
            path="capturedText"
            label={words.text}
            hint={words.textHint}
            rows={14}
            serif
            value={values.capturedText}
            onChange={set('capturedText')}
          />
        </Form>
      </div>
    </Page>
  );
}
