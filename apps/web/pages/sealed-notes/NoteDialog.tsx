import { AddSealedNote, ReviseSealedNote, type OpenedNoteView } from '@libs/contracts';
import { useState } from 'react';
import type { z } from 'zod';
import { useAddNote, useReviseNote } from '../../client/sealed-notes.ts';
import { useWorkspace } from '../../client/session.ts';
import { Dialog } from '../../components/controls/Dialog.tsx';
import { TextArea, TextField } from '../../components/forms/Fields.tsx';
import { Form } from '../../components/forms/Form.tsx';
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
      submit={(body) => add.mutateAsync(AddSealedNote.parse(body))}
      onClose={onClose}
    />
  );
}

interface ChangeProps {
  note: OpenedNoteView;
  onClose: () => void;
}

/** Changes a note as it was when it was opened: a later change by somebody else is refused, not written over. */
export function ChangeNoteDialog({ note: seen, onClose }: ChangeProps) {
  const { slug } = useWorkspace();
  const [note] = useState(seen);
  const revise = useReviseNote(slug, note.id);
  return (
    <NoteForm
      heading={words.changeTitle(note.title)}
      schema={ReviseSealedNote}
      initial={{ title: note.title, tags: note.tags.join(', '), words: note.words ?? '' }}
      bodyOf={(body) => ({ ...body, version: note.version })}
      submitLabel={words.save}
      submit={(body) => revise.mutateAsync(ReviseSealedNote.parse(body))}
      onClose={onClose}
    />
  );
}

interface NoteFormProps {
  heading: string;
  schema: z.ZodType;
  initial: NoteFields;
  bodyOf: (body: { title: string; tags: string[]; words: string }) => object;
  submitLabel: string;
  submit: (body: object) => Promise<unknown>;
  onClose: () => void;
}

function NoteForm({ heading, schema, initial, bodyOf, submitLabel, submit, onClose }: NoteFormProps) {
  const { values, set } = useFields(initial);
  const body = bodyOf({ ...values, tags: tagsOf(values.tags) });
  const send = async () => {
    await submit(body);
    onClose();
  };
  return (
    <Dialog title={heading} width={640} onClose={onClose}>
      <Form schema={schema} body={body} submitLabel={submitLabel} onSubmit={send} onCancel={onClose}>
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
