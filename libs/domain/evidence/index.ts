export { bestGrade, compareGrades, countIndependentReports, evidenceGrade, meetsFloor, weakestGrade } from './grade.ts';
export type { Report } from './grade.ts';
export { stanceFor, testedTimeOf, versionInForce } from './time-order.ts';
export type { ClaimVersion, StanceRule, TestedTime, VersionInForce } from './time-order.ts';
export {
  assessmentProblems,
  isAnchored,
  needsClaimSideOnly,
  refuseAssessment,
  refuseVerdict,
} from './assessment.rules.ts';
export type { AssessedClaim, AssessedEvidence, AssessedExcerpt, AssessmentDraft } from './assessment.rules.ts';
export type { AssessmentRefusal, AssessmentRefusalCode } from './assessment-refusal.ts';
export { refuseNotExplained, refuseReplyGrade } from './request.rules.ts';
export type { AssessedRequest } from './request.rules.ts';
export { citedChanges } from './record-changes.ts';
