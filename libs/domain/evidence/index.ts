export { bestGrade, compareGrades, countIndependentReports, evidenceGrade, meetsFloor, weakestGrade } from './grade.ts';
export type { Report } from './grade.ts';
export { stanceFor, testedTimeOf, versionInForce } from './time-order.ts';
export type { ClaimVersion, StanceRule, TestedTime, VersionInForce } from './time-order.ts';
export {
  assessmentProblems,
  isAnchored,
  needsClaimSideOnly,
  refuseAssessment,
  refuseNotExplained,
  refuseVerdict,
} from './assessment.rules.ts';
export type {
  AssessedClaim,
  AssessedEvidence,
  AssessedExcerpt,
  AssessedRequest,
  AssessmentDraft,
  AssessmentRefusal,
  AssessmentRefusalCode,
} from './assessment.rules.ts';
