import type { AssessmentView, OrganisationRef, RecordRef } from '@libs/contracts';
import { shortNumber, type EvidenceGrade } from '@libs/domain/vocabulary';
import type { NameOf } from '@libs/platform/tenancy';
import type { Assessment } from './assessment.entity.ts';

/** What an assessment is shown with. Evidence that the reader may not see is left out. */
export interface AssessmentSurroundings {
  claim: RecordRef;
  company: OrganisationRef;
  evidence: AssessmentView['evidence'];
  grade: EvidenceGrade | null;
  nameOf: NameOf;
}

export function viewOf(assessment: Assessment, around: AssessmentSurroundings): AssessmentView {
  return {
    id: assessment.id,
    audienceId: assessment.audienceId,
    number: shortNumber('assessment', assessment.number),
    claim: around.claim,
    company: around.company,
    verdict: assessment.verdict,
    rationale: assessment.rationale,
    asOf: assessment.asOf,
    evidence: around.evidence,
    grade: around.grade,
    askedWhat: assessment.askedWhat,
    askedOn: assessment.askedOn,
    answerDueOn: assessment.answerDueOn,
    replyOutcome: assessment.replyOutcome,
    replyGrade: assessment.replyGrade,
    status: assessment.status,
    statusReason: assessment.statusReason,
    firstReader: around.nameOf(assessment.firstReader),
    firstReaderRole: assessment.firstReaderRole,
    secondReader: around.nameOf(assessment.secondReader),
    secondReaderRole: assessment.secondReaderRole,
    secondVerdict: assessment.secondVerdict,
    secondNote: assessment.secondNote,
    publishedAt: assessment.publishedAt?.toISOString() ?? null,
    version: assessment.version,
  };
}
