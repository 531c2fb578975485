import { RecordFromFile, RecordSource } from '@libs/contracts';
import { SOURCE_TYPES, type SourceType } from '@libs/domain/vocabulary';
import { useNavigate } from '@tanstack/react-router';
import { useRecordFromFile } from '../../client/documents.ts';
import { useRecordSource } from '../../client/recording.ts';
import { useWorkspace } from '../../client/session.ts';
import { DocumentField, TextPreview } from '../../components/documents/DocumentField.tsx';
import { useDocument } from '../../components/documents/useDocument.ts';
import { AudienceField } from '../../components/forms/AudienceField.tsx';
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

/** What a document says of itself goes into fields that nobody has filled. */
const takenOver = (typed: string, said: string | null) => (typed.trim() === '' && said !== null ? said : typed);

export function RecordSourcePage() {
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const recordText = useRecordSource(slug);
  const recordFile = useRecordFromFile(slug);
  const form = useFields({
    title: '',
    publisher: '',
    url: '',
    publishedOn: '',
    dateInText: false,
    type: 'thirdParty' as SourceType,
    language: 'en',
    capturedText: '',
    audienceId: '',
  });
  const { values, set } = form;
  const document = useDocument(slug, ({ said, file }) => {
    set('url')(takenOver(values.url, file.finalAddress));
    set('title')(takenOver(values.title, said.title));
    set('publisher')(takenOver(values.publisher, said.publisher));
    set('publishedOn')(takenOver(values.publishedOn, said.publishedOn));
    if (values.publishedOn.trim() === '' && said.publishedOn !== null) set('dateInText')(true);
    if (said.language !== null) set('language')(said.language);
  });
  const reading = document.state.step === 'read' ? document.state.reading : null;
  const described = describedBy(values);
  const body = reading
    ? { ...described, fileId: reading.file.id, ...document.how }
    : // Exactly as pasted: the contract neither trims nor changes it.
      { ...described, captureKind: 'full', capturedText: values.capturedText, retrievedAt: null };
  const submit = async () => {
    const source = reading
      ? await recordFile.mutateAsync(RecordFromFile.parse(body))
      : await recordText.mutateAsync(RecordSource.parse({ ...body, retrievedAt: new Date().toISOString() }));
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
        <Form schema={reading ? RecordFromFile : WithText} body={body} submitLabel={words.submit} onSubmit={submit}>
          <DocumentField document={document} />
          {reading ? null : (
            <TextArea
              path="capturedText"
              label={words.text}
              hint={words.textHint}
              rows={10}
              serif
              required
              value={values.capturedText}
              onChange={set('capturedText')}
            />
          )}
          <DescriptionFields form={form} />
          <AudienceField value={values.audienceId} onChange={set('audienceId')} />
          {reading ? <TextPreview text={reading.text} language={values.language} /> : null}
        </Form>
      </div>
    </Page>
  );
}

interface Typed {
  title: string;
  publisher: string;
  url: string;
  publishedOn: string;
  dateInText: boolean;
  type: SourceType;
  language: string;
  capturedText: string;
  audienceId: string;
}

function describedBy(values: Typed) {
  const publishedOn = orNull(values.publishedOn);
  return {
    title: values.title,
    publisher: orNull(values.publisher),
    url: orNull(values.url),
    publishedOn,
    publishedOnOrigin: publishedOn ? (values.dateInText ? 'in_text' : 'entered_by_hand') : null,
    sourceTypes: [values.type],
    language: values.language,
    audienceId: values.audienceId || undefined,
  };
}

function DescriptionFields({ form: { values, set } }: { form: ReturnType<typeof useFields<Typed>> }) {
  const words = recordSourceWords;
  return (
    <>
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
    </>
  );
}
