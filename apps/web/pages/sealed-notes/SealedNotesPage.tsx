import type { SealedNotePage, SourceView } from '@libs/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { sourceQuery } from '../../client/records.ts';
import { sealedNotesQuery } from '../../client/sealed-notes.ts';
import { useWorkspace } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Loading } from '../../components/controls/Loading.tsx';
import { TextField } from '../../components/forms/Fields.tsx';
import { Page } from '../../components/shell/Page.tsx';
import { Failure, PageFailure } from '../../components/shell/PageFailure.tsx';
import { sealedNoteWords as words } from '../../words/sealed-notes.ts';
import { sourceWords } from '../../words/source.ts';
import { EraseWords } from './EraseWords.tsx';
import { AddNoteDialog } from './NoteDialog.tsx';
import { NoteEntry } from './NoteEntry.tsx';
import classes from './SealedNotes.module.css';

/** What is written beside a source and must not be read by others: titles on screen, words only when opened. */
export function SealedNotesPage() {
  const { slug } = useWorkspace();
  const { sourceId } = useParams({ from: '/w/$workspace/shell/sources/$sourceId/sealed-notes' });
  const { data, error, refetch } = useQuery(sourceQuery(slug, sourceId));
  if (data) return <SealedNotes source={data} />;
  if (error) return <PageFailure error={error} what={sourceWords.what} reset={() => void refetch()} />;
  return (
    <Page title={words.link}>
      <Loading what={words.what} lines={6} />
    </Page>
  );
}

function SealedNotes({ source }: { source: SourceView }) {
  const { slug, may } = useWorkspace();
  const [adding, setAdding] = useState(false);
  const [sought, setSought] = useState('');
  const q = sought.trim();
  const found = useQuery({ ...sealedNotesQuery(slug, source.id, q), placeholderData: keepPreviousData });
  const all = useQuery(sealedNotesQuery(slug, source.id, ''));
  // Words are erased all at once, so what can still be opened is among the newest.
  const anyToOpen = all.data?.items.some(({ erased }) => !erased) ?? false;
  const acts = (
    <>
      <Link to="/w/$workspace/source/$sourceId" params={{ workspace: slug, sourceId: source.id }} search={{}}>
        {words.open(source.number)}
      </Link>
      {may('sealed_note.write') ? (
        <Button look="primary" onClick={() => setAdding(true)}>
          {words.add}
        </Button>
      ) : null}
    </>
  );
  return (
    <Page title={words.title(source.number)} lede={words.lede} acts={acts}>
      <div className={classes.find}>
        <TextField path="q" label={words.find} hint={words.findHint} value={sought} onChange={setSought} required />
      </div>
      {found.error ? <Failure error={found.error} what={words.what} onRetry={() => void found.refetch()} /> : null}
      {found.data ? (
        <NoteList notes={found.data} q={q} />
      ) : found.error ? null : (
        <Loading what={words.what} lines={6} />
      )}
      {may('sealed_note.destroy') && anyToOpen ? <EraseWords source={source} /> : null}
      {adding ? <AddNoteDialog sourceId={source.id} onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}

function NoteList({ notes: { items, total }, q }: { notes: SealedNotePage; q: string }) {
  const { may } = useWorkspace();
  return (
    <section aria-label={words.list}>
      {/* Said when the list changes under somebody who types. */}
      <p className={classes.quiet} role="status">
        {total === 0 ? (q ? words.noneFound : words.none) : null}
        {total > items.length ? words.more(items.length, total) : null}
      </p>
      {total > 0 ? (
        <p className={classes.quiet}>{may('sealed_note.open') ? words.openHint : words.mayNotOpen}</p>
      ) : null}
      <ul className={classes.list}>
        {items.map((note) => (
          <NoteEntry key={note.id} note={note} />
        ))}
      </ul>
    </section>
  );
}
