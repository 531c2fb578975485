import { CaptureAgain, CaptureFromFile, type CaptureAgainView, type SourceView } from '@libs/contracts';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useCaptureAgain } from '../../client/documents.ts';
import { useWorkspace } from '../../client/session.ts';
import { Dialog } from '../../components/controls/Dialog.tsx';
import { DocumentField, TextPreview } from '../../components/documents/DocumentField.tsx';
import documentClasses from '../../components/documents/Documents.module.css';
import { useDocument } from '../../components/documents/useDocument.ts';
import { TextArea } from '../../components/forms/Fields.tsx';
import { Form } from '../../components/forms/Form.tsx';
import { captureWords } from '../../words/captures.ts';
import { documentWords as words } from '../../words/documents.ts';
import { recordSourceWords } from '../../words/source.ts';
import classes from './Source.module.css';

interface CaptureAgainDialogProps {
  source: SourceView;
  onClose: () => void;
}

/** Captures a document again, from a file or from pasted text, and says how each excerpt stands in the new text. */
export function CaptureAgainDialog({ source, onClose }: CaptureAgainDialogProps) {
  const { slug } = useWorkspace();
  const capture = useCaptureAgain(slug, source.id);
  const [text, setText] = useState('');
  const [done, setDone] = useState<CaptureAgainView | null>(null);
  const document = useDocument(slug, () => undefined);
  const reading = document.state.step === 'read' ? document.state.reading : null;
  const body = reading ? { fileId: reading.file.id, ...document.how } : { capturedText: text, retrievedAt: null };
  const submit = async () => {
    const parsed = reading
      ? CaptureFromFile.parse(body)
      : CaptureAgain.parse({ ...body, retrievedAt: new Date().toISOString() });
    setDone(await capture.mutateAsync(parsed));
  };
  return (
    <Dialog title={words.againTitle} width={720} onClose={onClose}>
      {done ? (
        <Outcome done={done} onClose={onClose} />
      ) : (
        <>
          <p className={classes.explain}>{words.againLede}</p>
          <Form
            schema={reading ? CaptureFromFile : CaptureAgain}
            body={body}
            submitLabel={words.againSubmit}
            onSubmit={submit}
            onCancel={onClose}
          >
            <DocumentField document={document} address={source.url ?? ''} />
            {reading ? (
              <TextPreview text={reading.text} language={source.language} />
            ) : (
              <TextArea
                path="capturedText"
                label={words.againText}
                hint={recordSourceWords.textHint}
                rows={8}
                serif
                value={text}
                onChange={setText}
              />
            )}
          </Form>
        </>
      )}
    </Dialog>
  );
}

function Outcome({ done, onClose }: { done: CaptureAgainView; onClose: () => void }) {
  const { slug } = useWorkspace();
  const { source, sameTextAsOriginal, anchors } = done;
  return (
    <div role="status">
      <p>
        {words.againDone(source.number)} {sameTextAsOriginal ? words.same : null}
      </p>
      {anchors.length === 0 ? (
        <p className={classes.explain}>{words.noExcerpts}</p>
      ) : (
        <ul className={documentClasses.anchors}>
          {anchors.map(({ excerpt, status }) => (
            <li key={excerpt.id}>
              <strong>{excerpt.number}</strong> {words.statuses[status]}: {excerpt.label}
            </li>
          ))}
        </ul>
      )}
      <p>
        <Link
          to="/w/$workspace/sources/$sourceId/captures"
          params={{ workspace: slug, sourceId: source.id }}
          search={{}}
          onClick={onClose}
        >
          {captureWords.difference}
        </Link>
      </p>
      <Link
        to="/w/$workspace/source/$sourceId"
        params={{ workspace: slug, sourceId: source.id }}
        search={{}}
        onClick={onClose}
      >
        {words.open(source.number)}
      </Link>
    </div>
  );
}
