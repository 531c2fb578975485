export { problemsOf, UnknownMembers } from './problems.ts';
export { knownError, ProblemFilter, type ErrorLog, type KnownError } from './problem.filter.ts';
export { contractPipe } from './validation.ts';
