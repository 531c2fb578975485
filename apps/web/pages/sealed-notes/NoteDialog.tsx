import { AddSealedNote, ReviseSealedNote, type OpenedNoteView } from '@libs/contracts';
import { useState } from 'react';
import type { z } from 'zod';
import { isStale } from '../../client/request.ts';
import { useAddNote, useOpenNote, useReviseNote } from '../../client/sealed-notes.ts';
import { useWorkspace } from '../../client/session.ts';
import { Dialog } from '../../components/controls/Dialog.tsx';
import { TextArea, TextField } from '../../components/forms/Fields.tsx';
import { Form } from '../../components/forms/Form.tsx';
import { StaleChoice } from '../../components/forms/StaleChoice.tsx';
import { useFields } from '../../components/forms/useFields.ts';
import { sealedNoteWords as words } from '../../words/sealed-notes.ts';

interface NoteFields {
  title: string;
  tags: string;
  words: string;
}

const tagsOf = (typed: string) =>
  typed
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean);

export function AddNoteDialog({ sourceId, onClose }: { sourceId: string; onClose: () => void }) {
  const { slug } = useWorkspace();
  const add = useAddNote(slug, sourceId);
  return (
    <NoteForm
      heading={words.addTitle}
      schema={AddSealedNote}
      initial={{ title: '', tags: '', words: '' }}
      bodyOf={(body) => body}
      submitLabel={words.seal}
      submit={async (body) => {
        await add.mutateAsync(AddSealedNote.parse(body));
        return true;
      }}
      onClose={onClose}
    />
  );
}

const fieldsOf = ({ title, tags, words: sealed }: OpenedNoteView): NoteFields => ({
  title,
  tags: tags.join(', '),
  words: sealed ?? '',
});

interface ChangeProps {
  note: OpenedNoteView;
  onClose: () => void;
}

/** Changes a note as it was when it was opened. What somebody else wrote meanwhile is shown, not written over unseen. */
export function ChangeNoteDialog({ note: opened, onClose }: ChangeProps) {
  const { slug } = useWorkspace();
  const [seen] = useState(opened);
  const [current, setCurrent] = useState<OpenedNoteView | null>(null);
  const note = current ?? seen;
  const revise = useReviseNote(slug, note.id);
  const open = useOpenNote(slug, note.id);
  const submit = async (body: object) => {
    try {
      await revise.mutateAsync(ReviseSealedNote.parse(body));
      return true;
    } catch (error) {
      if (!isStale(error)) throw error;
      setCurrent(await open.mutateAsync());
      return false;
    }
  };
  return (
    <NoteForm
      heading={words.changeTitle(seen.title)}
      schema={ReviseSealedNote}
      initial={fieldsOf(seen)}
      current={current}
      bodyOf={(body) => ({ ...body, version: note.version })}
      submitLabel={words.save}
      submit={submit}
      onClose={onClose}
    />
  );
}

const labels: Record<keyof NoteFields, string> = {
  title: words.fieldTitle,
  tags: words.fieldTags,
  words: words.fieldWords,
};

interface NoteFormProps {
  heading: string;
  schema: z.ZodType;
  initial: NoteFields;
  /** The note as somebody else left it meanwhile. */
  current?: OpenedNoteView | null;
  bodyOf: (body: { title: string; tags: string[]; words: string }) => object;
  submitLabel: string;
  /** False where nothing was written and the form stays. */
  submit: (body: object) => Promise<boolean>;
  onClose: () => void;
}

function NoteForm({ heading, schema, initial, current, bodyOf, submitLabel, submit, onClose }: NoteFormProps) {
  const { values, set } = useFields(initial);
  const body = bodyOf({ ...values, tags: tagsOf(values.tags) });
  const theirs = current ? fieldsOf(current) : values;
  const open = (Object.keys(labels) as (keyof NoteFields)[]).filter((name) => values[name] !== theirs[name]);
  const send = async () => {
    if (await submit(body)) onClose();
  };
  return (
    <Dialog title={heading} width={640} onClose={onClose}>
      <Form schema={schema} body={body} submitLabel={submitLabel} onSubmit={send} onCancel={onClose}>
        {current ? (
          <StaleChoice
            title={words.changedTitle}
            version={current.version}
            fields={open.map((name) => ({ name, label: labels[name], theirs: theirs[name] }))}
            onTake={(name) => set(name)(theirs[name])}
          />
        ) : null}
        <TextField
          path="title"
          label={words.fieldTitle}
          hint={words.titleHint}
          value={values.title}
          onChange={set('title')}
          required
        />
        <TextField
          path="tags"
          label={words.fieldTags}
          hint={words.tagsHint}
          value={values.tags}
          onChange={set('tags')}
        />
        <TextArea
          path="words"
          label={words.fieldWords}
          hint={words.wordsHint}
          rows={8}
          serif
          value={values.words}
          onChange={set('words')}
          required
        />
      </Form>
    </Dialog>
  );
}
