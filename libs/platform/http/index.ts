export { inputProblems, problemsOf, refusalOf, UnknownMembers } from './problems.ts';
export { knownError, ProblemFilter, type ErrorLog, type KnownError } from './problem.filter.ts';
export { contractPipe, unfitTexts } from './validation.ts';
export { EtagInterceptor } from './etag.interceptor.ts';
export { etagOf, IfMatch, IfMatchOrNew, VersionMissing, versionIn } from './if-match.ts';
