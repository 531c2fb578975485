export { RANK_MODES, ROLLUPS, ROUNDINGS, SIDES } from './method.ts';
export type {
  Gate,
  GateExpression,
  Method,
  MethodNode,
  MethodPair,
  MethodSide,
  NotApplicablePolicy,
  RankMode,
  Rollup,
  Rounding,
  RubricEntry,
  Scale,
  SideKey,
  UnknownPolicy,
} from './method.ts';
export { AnswersRefused, refuseAnswers } from './answer.ts';
export type { Answer, AnswerEvidence, Problem } from './answer.ts';
export { refuseMethod } from './refuse-method.ts';
export { scoreCompany } from './score-company.ts';
export type { CompanyScore, NodeScore, SideScore } from './score-company.ts';
export type { Coverage } from './coverage.ts';
export type { Withheld } from './leaf.ts';
export type { GateNote } from './evaluation.ts';
export { fractionOf, fractions } from './arithmetic.ts';
export type { Arithmetic, Fraction } from './arithmetic.ts';
export { NO_RESULT, NOT_APPLICABLE, NOT_RESEARCHED, UNKNOWN } from './outcome.ts';
export type { Child, ChildRules, MissingReason, Outcome } from './outcome.ts';
export { rollUp } from './rollups.ts';
export type { AnyRollup, RollUpRules } from './rollups.ts';
export type { NotComparableReason, PairScore } from './pairs.ts';
export { evidenceLine, gradeInWords } from './league-words.ts';
export type { EvidenceCounts, NotPrintedReason } from './league-words.ts';
export { BOUNDARY_WIDTH, roundForDisplay, signedDisplay } from './rounding.ts';
export { competitionRanks, MethodForbids, rankCompanies, totalScore } from './ranking.ts';
export type { RankedCompany, Ranking } from './ranking.ts';
export { isPublished, lowestVerification } from './verification.ts';
export { canonicalInput } from './canonical-input.ts';
