import type { SealedNoteView } from '@libs/contracts';
import { useState } from 'react';
import { useOpenNote } from '../../client/sealed-notes.ts';
import { useWorkspace } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Failure } from '../../components/shell/PageFailure.tsx';
import { momentInWords } from '../../words/dates.ts';
import { sealedNoteWords as words } from '../../words/sealed-notes.ts';
import { ChangeNoteDialog } from './NoteDialog.tsx';
import classes from './SealedNotes.module.css';

/** One note: what is plain of it, and its words for as long as they are wanted. */
export function NoteEntry({ note }: { note: SealedNoteView }) {
  const { slug, may } = useWorkspace();
  const open = useOpenNote(slug, note.id);
  const [changing, setChanging] = useState(false);
  const { title, tags, writtenBy, writtenAt, erased } = note;
  const opened = open.data;
  // Change opens first: whoever writes over words has seen them.
  const change = async () => {
    await open.mutateAsync();
    setChanging(true);
  };
  return (
    <li className={classes.note}>
      <div className={classes.noteHead}>
        <h2>{title}</h2>
        <span className={classes.acts}>
          {!erased && may('sealed_note.open') ? (
            <Button
              look="text"
              disabled={open.isPending}
              aria-label={opened ? words.closeOf(title) : words.openOf(title)}
              onClick={() => (opened ? open.reset() : open.mutate())}
            >
              {open.isPending ? words.opening : opened ? words.closeIt : words.openIt}
            </Button>
          ) : null}
          {!erased && may('sealed_note.write') ? (
            <Button
              look="text"
              disabled={open.isPending}
              aria-label={words.changeOf(title)}
              onClick={() => void change().catch(() => undefined)}
            >
              {words.change}
            </Button>
          ) : null}
        </span>
      </div>
      <p className={classes.quiet}>
        {words.written(writtenBy, momentInWords(writtenAt))}
        {tags.length > 0 ? `; ${words.tags}${tags.join(', ')}` : null}
      </p>
      {erased ? <p className={classes.erased}>{words.erased(erased.by, momentInWords(erased.at))}</p> : null}
      <div role="status">
        {opened?.words && !erased ? (
          <div className={classes.words} role="group" aria-label={words.wordsOf(title)}>
            {opened.words}
          </div>
        ) : null}
      </div>
      {open.error ? <Failure error={open.error} /> : null}
      {changing && opened ? (
        <ChangeNoteDialog
          note={opened}
          onClose={() => {
            setChanging(false);
            open.reset();
          }}
        />
      ) : null}
    </li>
  );
}
