import type { AssessmentView } from '@libs/contracts';
import type { Stance, Verdict } from '@libs/domain/vocabulary';
import { replyGradeWords, replyOutcomeWords, stanceWords } from '../../words/kinds.ts';
import { verdictWords } from '../../words/verdicts.ts';
import type { RequestValues } from './RequestFields.tsx';

/** One piece of evidence as the form holds it; what it does to the claim is chosen by a person, never beforehand. */
export interface EvidenceChoice {
  kind: 'finding' | 'statement';
  id: string;
  number: string;
  stance: Stance | '';
  weightNote: string | null;
}

export interface AssessFields extends RequestValues {
  rationale: string;
  verdict: Verdict | '';
  asOf: string;
  evidence: EvidenceChoice[];
  audienceId: string;
}

export const today = () => new Date().toISOString().slice(0, 10);

function evidenceOf(assessment: AssessmentView): EvidenceChoice[] {
  return assessment.evidence.flatMap(({ finding, statement, stance, weightNote }): EvidenceChoice[] => {
    const record = finding ?? statement;
    if (!record) return [];
    const { id, number, label } = record;
    return [{ kind: finding ? 'finding' : 'statement', id, number: number ?? label, stance, weightNote }];
  });
}

/** A draft as it stands. Of a reading that is no draft any more only the evidence is taken over. */
export function fieldsOf(assessment: AssessmentView | null): AssessFields {
  const draft = assessment?.status === 'draft' ? assessment : null;
  return {
    rationale: draft?.rationale ?? '',
    verdict: draft?.verdict ?? '',
    asOf: draft?.asOf ?? today(),
    askedWhat: draft?.askedWhat ?? '',
    askedOn: draft?.askedOn ?? '',
    answerDueOn: draft?.answerDueOn ?? '',
    replyOutcome: draft?.replyOutcome ?? '',
    replyGrade: draft?.replyGrade ?? '',
    evidence: assessment ? evidenceOf(assessment) : [],
    audienceId: '',
  };
}

/** The body of the contract; what was asked belongs to one verdict only. */
export function bodyOf(claimId: string, fields: AssessFields) {
  const asked = fields.verdict === 'not_explained';
  return {
    claimId,
    audienceId: fields.audienceId || undefined,
    rationale: fields.rationale,
    verdict: fields.verdict || undefined,
    asOf: fields.asOf,
    evidence: fields.evidence.map(({ kind, id, stance, weightNote }) => ({
      findingId: kind === 'finding' ? id : null,
      statementId: kind === 'statement' ? id : null,
      stance: stance || undefined,
      weightNote,
    })),
    askedWhat: (asked && fields.askedWhat) || null,
    askedOn: (asked && fields.askedOn) || null,
    answerDueOn: (asked && fields.answerDueOn) || null,
    replyOutcome: (asked && fields.replyOutcome) || null,
    replyGrade: (asked && fields.replyGrade) || null,
  };
}

/** A field in words, as it stands beside the same field of another writer. */
export function inWords(fields: AssessFields, name: keyof AssessFields): string {
  if (name === 'evidence') {
    return fields.evidence
      .map(({ number, stance }) => (stance ? `${number} ${stanceWords[stance]}` : number))
      .toSorted()
      .join('; ');
  }
  if (name === 'verdict') return fields.verdict ? verdictWords[fields.verdict].full : '';
  if (name === 'replyOutcome') return fields.replyOutcome ? replyOutcomeWords[fields.replyOutcome] : '';
  if (name === 'replyGrade') return fields.replyGrade ? replyGradeWords[fields.replyGrade] : '';
  return fields[name];
}

/** The fields in which two texts of one reading differ, in the order of the form. */
export function differing(mine: AssessFields, theirs: AssessFields): (keyof AssessFields)[] {
  const order: (keyof AssessFields)[] = [
    'evidence',
    'rationale',
    'verdict',
    'askedWhat',
    'askedOn',
    'answerDueOn',
    'replyOutcome',
    'replyGrade',
    'asOf',
  ];
  return order.filter((name) => inWords(mine, name) !== inWords(theirs, name));
}
