import type { SourceDocumentView, SourceView } from '@libs/contracts';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { inWorkspace } from '../../client/records.ts';
import { useWorkspace } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { HistoryLink } from '../../components/shell/HistoryLink.tsx';
import { captureWords } from '../../words/captures.ts';
import { documentWords as words } from '../../words/documents.ts';
import { sealedNoteWords } from '../../words/sealed-notes.ts';
import { CaptureAgainDialog } from './CaptureAgainDialog.tsx';
import classes from './Source.module.css';

interface DocumentFactsProps {
  source: SourceView;
  /** Undefined for a text that was pasted, and while it is not here. */
  document: SourceDocumentView | undefined;
}

/** The file behind the text, as it came, and the act of capturing the document again. */
export function DocumentFacts({ source, document }: DocumentFactsProps) {
  const { slug, may } = useWorkspace();
  const [again, setAgain] = useState(false);
  const mayCapture = may('source.capture') && source.status !== 'withdrawn';
  const address = (what: string) => inWorkspace(slug, `sources/${source.id}/${what}`);
  return (
    <div className={classes.facts}>
      {document ? (
        <p className={classes.file}>
          {[
            document.file.name,
            words.size(document.file.sizeBytes),
            ...(document.places[0]?.kind === 'page' ? [words.pages(document.places.length)] : []),
            ...(document.file.finalAddress ? [words.fetchedFrom(document.file.finalAddress)] : []),
          ].join(', ')}{' '}
          <span className={classes.hash} title={`${words.hash}: ${document.file.sha256}`}>
            {document.file.sha256.slice(0, 12)}…
          </span>
        </p>
      ) : null}
      <p className={classes.acts}>
        {document ? (
          <a href={address('original')} download={document.file.name}>
            {words.original}
          </a>
        ) : null}
        {document?.hasRendering ? (
          <a href={address('rendering')} target="_blank" rel="noreferrer noopener">
            {words.rendering}
          </a>
        ) : null}
        <Link
          to="/w/$workspace/sources/$sourceId/captures"
          params={{ workspace: slug, sourceId: source.id }}
          search={{}}
        >
          {captureWords.link}
        </Link>
        <Link to="/w/$workspace/sources/$sourceId/sealed-notes" params={{ workspace: slug, sourceId: source.id }}>
          {sealedNoteWords.link}
        </Link>
        <HistoryLink kind="source" id={source.id} name={source.number} />
        {mayCapture ? (
          <Button look="text" onClick={() => setAgain(true)}>
            {words.again}
          </Button>
        ) : null}
      </p>
      {again ? <CaptureAgainDialog source={source} onClose={() => setAgain(false)} /> : null}
    </div>
  );
}
