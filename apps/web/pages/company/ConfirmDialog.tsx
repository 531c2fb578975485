import { ConfirmAssessment, type AssessmentView } from '@libs/contracts';
import type { Verdict } from '@libs/domain/vocabulary';
import { useState } from 'react';
import { useConfirmAssessment } from '../../client/recording.ts';
import { useWorkspace } from '../../client/session.ts';
import { Dialog } from '../../components/controls/Dialog.tsx';
import { TextArea } from '../../components/forms/Fields.tsx';
import { Form } from '../../components/forms/Form.tsx';
import formClasses from '../../components/forms/Forms.module.css';
import { VerdictField } from '../../components/forms/VerdictField.tsx';
import { assessWords } from '../../words/assess.ts';

/** The second reader's own verdict. Nothing is chosen beforehand, so that agreement is agreement. */
export function ConfirmDialog({ assessment, onClose }: { assessment: AssessmentView; onClose: () => void }) {
  const { slug } = useWorkspace();
  const confirm = useConfirmAssessment(slug, assessment.id);
  const [verdict, setVerdict] = useState<Verdict | ''>('');
  const [note, setNote] = useState('');
  const body = { version: assessment.version, verdict: verdict || undefined, note: note || null };
  const submit = async () => {
    await confirm.mutateAsync(ConfirmAssessment.parse(body));
    onClose();
  };
  return (
    <Dialog title={assessWords.confirmTitle} width={620} onClose={onClose}>
      <Form
        schema={ConfirmAssessment}
        body={body}
        submitLabel={assessWords.confirm}
        onSubmit={submit}
        onCancel={onClose}
      >
        <p className={formClasses.hint}>{assessWords.confirmHint}</p>
        <VerdictField path="verdict" label={assessWords.verdict} value={verdict} onChange={setVerdict} />
        <TextArea path="note" label={assessWords.note} value={note} onChange={setNote} />
      </Form>
    </Dialog>
  );
}
