import { RecordAssessment, type AssessmentView, type ClaimView, type ComparisonView } from '@libs/contracts';
import { useState } from 'react';
import { queryClient } from '../../client/query-client.ts';
import { assessmentQuery } from '../../client/records.ts';
import { useRecordAssessment, useReviseAssessment } from '../../client/recording.ts';
import { isStale } from '../../client/request.ts';
import { useWorkspace } from '../../client/session.ts';
import { Dialog } from '../controls/Dialog.tsx';
import { ExcerptQuotation } from '../evidence/ExcerptQuotation.tsx';
import { AudienceField } from '../forms/AudienceField.tsx';
import { TextArea, TextField } from '../forms/Fields.tsx';
import { Form } from '../forms/Form.tsx';
import formClasses from '../forms/Forms.module.css';
import { VerdictField } from '../forms/VerdictField.tsx';
import { assessWords } from '../../words/assess.ts';
import { formOfClaim } from '../evidence/record-lines.ts';
import { bodyOf, fieldsOf, today, type AssessFields } from './assess-fields.ts';
import { EvidenceChoices } from './EvidenceChoices.tsx';
import { RequestFields } from './RequestFields.tsx';
import { StaleFields } from './StaleFields.tsx';
import classes from './AssessDialog.module.css';

interface AssessDialogProps {
  claim: ClaimView;
  view: ComparisonView;
  /** The reading in force: a draft is revised; anything later stays, and a new one is recorded beside it. */
  assessment: AssessmentView | null;
  onRecorded: (number: string) => void;
  onClose: () => void;
}

/** The contract, and what only the day of writing can judge. */
const Schema = RecordAssessment.refine(({ asOf }) => asOf <= today(), {
  path: ['asOf'],
  message: assessWords.notAfterToday,
});

/** Holds one claim against findings: what is considered, then the reason, then the verdict. */
export function AssessDialog({ claim, view, assessment, onRecorded, onClose }: AssessDialogProps) {
  const { slug } = useWorkspace();
  const record = useRecordAssessment(slug);
  const revise = useReviseAssessment(slug, assessment?.id ?? '');
  // What is on screen behind the form may be fetched again; the form keeps the text it was opened with.
  const [opened] = useState(assessment);
  const [current, setCurrent] = useState<AssessmentView | null>(null);
  const [fields, setFields] = useState(() => fieldsOf(opened));
  const change = (part: Partial<AssessFields>) => setFields((before) => ({ ...before, ...part }));
  const seen = current ?? opened;
  const draft = seen?.status === 'draft' ? seen : null;
  const body = bodyOf(claim.id, fields);

  const save = async () => {
    const complete = RecordAssessment.parse(body);
    if (!draft) return record.mutateAsync(complete);
    const { claimId: _claimId, audienceId: _audienceId, ...revision } = complete;
    return revise.mutateAsync({ ...revision, version: draft.version });
  };
  const submit = async () => {
    try {
      const saved = await save();
      onClose();
      onRecorded(saved.number);
    } catch (error) {
      if (!draft || !isStale(error)) throw error;
      setCurrent(await queryClient.fetchQuery({ ...assessmentQuery(slug, draft.id), staleTime: 0 }));
    }
  };

  return (
    <Dialog title={assessWords.title} width={680} onClose={onClose}>
      <Form schema={Schema} body={body} submitLabel={assessWords.record} onSubmit={submit} onCancel={onClose}>
        {current ? <StaleFields current={current} mine={fields} onTake={change} /> : null}
        <div className={classes.claim}>
          <ExcerptQuotation excerpt={claim.excerpt} form={formOfClaim(claim)} />
          <small>
            {claim.number}, {claim.attributionLine}
          </small>
        </div>
        <EvidenceChoices
          findings={[...view.findings, ...view.actsOfOthers]}
          statements={[...view.answers, ...claim.statements]}
          chosen={fields.evidence}
          onChange={(evidence) => change({ evidence })}
        />
        <TextArea
          path="rationale"
          label={assessWords.rationale}
          hint={assessWords.rationaleHint}
          rows={4}
          value={fields.rationale}
          onChange={(rationale) => change({ rationale })}
        />
        <VerdictField
          path="verdict"
          label={assessWords.verdict}
          value={fields.verdict}
          onChange={(verdict) => change({ verdict })}
        />
        {fields.verdict === 'not_explained' ? <RequestFields values={fields} onChange={change} /> : null}
        <TextField
          path="asOf"
          label={assessWords.asOf}
          type="date"
          max={today()}
          value={fields.asOf}
          onChange={(asOf) => change({ asOf })}
        />
        {draft ? null : (
          <AudienceField
            value={fields.audienceId}
            ground={claim.audienceId}
            onChange={(audienceId) => change({ audienceId })}
          />
        )}
        <p className={formClasses.hint}>{assessWords.draftHint}</p>
      </Form>
    </Dialog>
  );
}
