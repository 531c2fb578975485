import {
  RecordAssessment,
  type AssessmentView,
  type ClaimView,
  type ComparisonView,
  type FindingView,
} from '@libs/contracts';
import { STANCES, type Stance, type Verdict } from '@libs/domain/vocabulary';
import { useState } from 'react';
import { useArchive } from '../../client/archive.ts';
import { useRecordAssessment, useReviseAssessment } from '../../client/recording.ts';
import { useWorkspace } from '../../client/session.ts';
import { Dialog } from '../controls/Dialog.tsx';
import { ExcerptQuotation } from '../evidence/ExcerptQuotation.tsx';
import { TextArea, TextField } from '../forms/Fields.tsx';
import { Form } from '../forms/Form.tsx';
import formClasses from '../forms/Forms.module.css';
import { VerdictField } from '../forms/VerdictField.tsx';
import { assessWords } from '../../words/assess.ts';
import { stanceWords } from '../../words/kinds.ts';
import { formOfClaim, formOfFinding, kindsOf } from '../evidence/record-lines.ts';
import { RequestFields, type RequestValues } from './RequestFields.tsx';
import classes from './AssessDialog.module.css';

interface AssessDialogProps {
  claim: ClaimView;
  view: ComparisonView;
  /** The reading in force: a draft is revised; anything later stays, and a new one is recorded beside it. */
  assessment: AssessmentView | null;
  onRecorded: (number: string) => void;
  onClose: () => void;
}

const today = () => new Date().toISOString().slice(0, 10);

function stancesOf(assessment: AssessmentView | null): Record<string, Stance> {
  const entries = assessment?.evidence.flatMap(({ finding, stance }) => (finding ? [[finding.id, stance]] : [])) ?? [];
  return Object.fromEntries(entries) as Record<string, Stance>;
}

/** Holds one claim against findings: what is considered, then the reason, then the verdict. */
export function AssessDialog({ claim, view, assessment, onRecorded, onClose }: AssessDialogProps) {
  const { slug } = useWorkspace();
  const record = useRecordAssessment(slug);
  const revise = useReviseAssessment(slug, assessment?.id ?? '');
  const draft = assessment?.status === 'draft' ? assessment : null;
  const [stances, setStances] = useState(() => stancesOf(assessment));
  const [rationale, setRationale] = useState(draft?.rationale ?? '');
  const [verdict, setVerdict] = useState<Verdict | ''>(draft?.verdict ?? '');
  const [asOf, setAsOf] = useState(draft?.asOf ?? today());
  const [request, setRequest] = useState<RequestValues>(() => ({
    askedWhat: draft?.askedWhat ?? '',
    askedOn: draft?.askedOn ?? '',
    answerDueOn: draft?.answerDueOn ?? '',
    replyOutcome: draft?.replyOutcome ?? '',
    replyGrade: draft?.replyGrade ?? '',
  }));

  const asked = verdict === 'not_explained';
  const body = {
    claimId: claim.id,
    rationale,
    verdict: verdict || undefined,
    asOf,
    evidence: Object.entries(stances).map(([findingId, stance]) => ({
      findingId,
      statementId: null,
      stance,
      weightNote: null,
    })),
    askedWhat: asked ? request.askedWhat || null : null,
    askedOn: asked ? request.askedOn || null : null,
    answerDueOn: asked ? request.answerDueOn || null : null,
    replyOutcome: asked ? request.replyOutcome || null : null,
    replyGrade: asked ? request.replyGrade || null : null,
  };
  const submit = async () => {
    const complete = RecordAssessment.parse(body);
    const { claimId: _claimId, ...revision } = complete;
    const saved = draft
      ? await revise.mutateAsync({ ...revision, version: draft.version })
      : await record.mutateAsync(complete);
    onClose();
    onRecorded(saved.number);
  };

  return (
    <Dialog title={assessWords.title} width={680} onClose={onClose}>
      <Form schema={RecordAssessment} body={body} submitLabel={assessWords.record} onSubmit={submit} onCancel={onClose}>
        <div className={classes.claim}>
          <ExcerptQuotation excerpt={claim.excerpt} form={formOfClaim(claim)} />
          <small>
            {claim.number}, {claim.attributionLine}
          </small>
        </div>
        <FindingChoices findings={[...view.findings, ...view.actsOfOthers]} stances={stances} onChange={setStances} />
        <TextArea
          path="rationale"
          label={assessWords.rationale}
          hint={assessWords.rationaleHint}
          rows={4}
          value={rationale}
          onChange={setRationale}
        />
        <VerdictField path="verdict" label={assessWords.verdict} value={verdict} onChange={setVerdict} />
        {asked ? <RequestFields values={request} onChange={setRequest} /> : null}
        <TextField path="asOf" label={assessWords.asOf} type="date" value={asOf} onChange={setAsOf} />
        <p className={formClasses.hint}>{assessWords.draftHint}</p>
      </Form>
    </Dialog>
  );
}

interface FindingChoicesProps {
  findings: FindingView[];
  stances: Record<string, Stance>;
  onChange: (stances: Record<string, Stance>) => void;
}

function FindingChoices({ findings, stances, onChange }: FindingChoicesProps) {
  const { spoken } = useArchive();
  const toggle = (id: string, on: boolean) => {
    const { [id]: _removed, ...rest } = stances;
    onChange(on ? { ...rest, [id]: 'context' } : rest);
  };
  return (
    <fieldset>
      <legend className={formClasses.legend}>{assessWords.findings}</legend>
      <p className={formClasses.hint}>{findings.length > 0 ? assessWords.findingsHint : assessWords.noFindings}</p>
      <div className={classes.findings}>
        {findings.map((finding) => (
          <div key={finding.id} className={classes.finding}>
            <input
              type="checkbox"
              id={`consider-${finding.id}`}
              checked={finding.id in stances}
              onChange={(event) => toggle(finding.id, event.target.checked)}
            />
            <label htmlFor={`consider-${finding.id}`}>
              <strong>
                {finding.number} {kindsOf([finding])}
              </strong>
              {finding.excerpts[0] ? (
                <ExcerptQuotation excerpt={finding.excerpts[0]} form={formOfFinding(finding, spoken)} clamp />
              ) : null}
            </label>
            {finding.id in stances ? (
              <select
                aria-label={assessWords.stance(finding.number)}
                value={stances[finding.id]}
                onChange={(event) => onChange({ ...stances, [finding.id]: event.target.value as Stance })}
              >
                {STANCES.map((stance) => (
                  <option key={stance} value={stance}>
                    {stanceWords[stance]}
                  </option>
                ))}
              </select>
            ) : null}
          </div>
        ))}
      </div>
    </fieldset>
  );
}
