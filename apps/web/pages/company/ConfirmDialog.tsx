import { ConfirmAssessment, type AssessmentView } from '@libs/contracts';
import type { Verdict } from '@libs/domain/vocabulary';
import { useState } from 'react';
import { queryClient } from '../../client/query-client.ts';
import { assessmentQuery } from '../../client/records.ts';
import { useConfirmAssessment } from '../../client/recording.ts';
import { isStale } from '../../client/request.ts';
import { useWorkspace } from '../../client/session.ts';
import { Dialog } from '../../components/controls/Dialog.tsx';
import { TextArea } from '../../components/forms/Fields.tsx';
import { Form } from '../../components/forms/Form.tsx';
import formClasses from '../../components/forms/Forms.module.css';
import { VerdictField } from '../../components/forms/VerdictField.tsx';
import { assessWords } from '../../words/assess.ts';
import { verdictWords } from '../../words/verdicts.ts';

/** The second reader's own verdict. Nothing is chosen beforehand, so that agreement is agreement. */
export function ConfirmDialog({ assessment, onClose }: { assessment: AssessmentView; onClose: () => void }) {
  const { slug } = useWorkspace();
  const confirm = useConfirmAssessment(slug, assessment.id);
  // A verdict speaks about the text its reader saw: a newer one is shown before it is confirmed.
  const [opened] = useState(assessment);
  const [changed, setChanged] = useState<AssessmentView | null>(null);
  const [verdict, setVerdict] = useState<Verdict | ''>('');
  const [note, setNote] = useState('');
  const body = { version: (changed ?? opened).version, verdict: verdict || undefined, note: note || null };
  const submit = async () => {
    try {
      await confirm.mutateAsync(ConfirmAssessment.parse(body));
      onClose();
    } catch (error) {
      if (!isStale(error)) throw error;
      setChanged(await queryClient.fetchQuery({ ...assessmentQuery(slug, assessment.id), staleTime: 0 }));
    }
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
        {changed ? (
          <div role="alert" className={formClasses.summary}>
            <h2>{assessWords.changedToConfirm}</h2>
            <p>
              {verdictWords[changed.verdict].full}. {changed.rationale}
            </p>
          </div>
        ) : null}
        <VerdictField path="verdict" label={assessWords.verdict} value={verdict} onChange={setVerdict} />
        <TextArea path="note" label={assessWords.note} value={note} onChange={setNote} />
      </Form>
    </Dialog>
  );
}
