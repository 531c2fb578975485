import { DestroySealedWords, type SourceView } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { factorsQuery } from '../../client/factors.ts';
import { useDestroyWords } from '../../client/sealed-notes.ts';
import { useWorkspace } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Consequences } from '../../components/controls/Consequences.tsx';
import { Dialog } from '../../components/controls/Dialog.tsx';
import { TextArea } from '../../components/forms/Fields.tsx';
import { Form } from '../../components/forms/Form.tsx';
import { Failure } from '../../components/shell/PageFailure.tsx';
import { Section } from '../../components/shell/Section.tsx';
import { sealedNoteWords } from '../../words/sealed-notes.ts';
import { ConfirmDialog } from '../account/ConfirmDialog.tsx';
import { useFreshly } from '../account/useFreshly.ts';

const words = sealedNoteWords.erase;

/** The end of the words beside a source: after a fresh sign-in, with a reason, for good. */
export function EraseWords({ source }: { source: SourceView }) {
  const freshly = useFreshly();
  const { data: factors } = useQuery(factorsQuery);
  const [isErasing, setErasing] = useState(false);
  return (
    <Section title={words.title} hint={words.hint}>
      <Button disabled={freshly.isBusy} onClick={() => freshly.run(async () => setErasing(true))}>
        {words.act}
      </Button>
      {freshly.error ? <Failure error={freshly.error} /> : null}
      {freshly.asks && factors ? (
        <ConfirmDialog confirmBy={factors.confirmBy} onDone={freshly.confirmed} onClose={freshly.giveUp} />
      ) : null}
      {isErasing ? <EraseDialog source={source} onClose={() => setErasing(false)} /> : null}
    </Section>
  );
}

function EraseDialog({ source, onClose }: { source: SourceView; onClose: () => void }) {
  const { slug } = useWorkspace();
  const destroy = useDestroyWords(slug, source.id);
  const [reason, setReason] = useState('');
  const body = { reason };
  const submit = async () => {
    await destroy.mutateAsync(DestroySealedWords.parse(body));
    onClose();
  };
  return (
    <Dialog title={words.dialog(source.number)} width={480} onClose={onClose}>
      <Consequences sentences={words.consequences} />
      <Form schema={DestroySealedWords} body={body} submitLabel={words.really} onSubmit={submit} onCancel={onClose}>
        <TextArea path="reason" label={words.reason} hint={words.reasonHint} value={reason} onChange={setReason} />
      </Form>
    </Dialog>
  );
}
