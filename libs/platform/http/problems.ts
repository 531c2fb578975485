import { ExpectedError, InvalidInput, type InputProblem } from '@libs/platform/errors';

/** A body or query with members that the contract does not know. */
export class UnknownMembers extends ExpectedError {
  readonly status = 400;
  readonly title = 'Unknown member';
  constructor(problems: InputProblem[]) {
    super('unknown_member', problems.map((problem) => `${problem.path}: ${problem.message}`).join('; '), problems);
  }
}

/** As many problems as one answer lists. A body of nothing but mistakes would make an answer many times its size. */
const MOST_PROBLEMS = 500;

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  readonly code?: string;
  readonly keys?: readonly string[];
}

/** The issues of a schema as problems by path. */
export function inputProblems(issues: readonly Issue[]): InputProblem[] {
  return issues.flatMap((issue): InputProblem[] => {
    const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
    if (issue.code === 'unrecognized_keys') {
      return (issue.keys ?? []).slice(0, MOST_PROBLEMS + 1).map((key) => ({
        path: path === '' ? key : `${path}.${key}`,
        code: 'unknown_member',
        message: 'is not known here; check the spelling or leave it out',
      }));
    }
    return [{ path: path === '' ? 'body' : path, code: issue.code ?? 'invalid', message: issue.message }];
  });
}

/** Problems as one error: 400 where the body has unknown members, else 422. It lists up to 500 of them. */
export function refusalOf(all: readonly InputProblem[]): ExpectedError {
  const problems = all.slice(0, MOST_PROBLEMS);
  if (all.length > MOST_PROBLEMS) {
    const message = `there are more problems than these ${MOST_PROBLEMS}: mend them, then send it again`;
    problems.push({ path: 'body', code: 'more_problems', message });
  }
  const unknown = all.some(({ code }) => code === 'unknown_member');
  return unknown ? new UnknownMembers(problems) : new InvalidInput(problems);
}

/** Turns the issues of a schema into one error, with every problem by path. */
export function problemsOf(issues: readonly Issue[]): ExpectedError {
  return refusalOf(inputProblems(issues));
}
