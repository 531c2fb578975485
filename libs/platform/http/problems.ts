import { ExpectedError, InvalidInput, type InputProblem } from '@libs/platform/errors';

/** A body or query with members that the contract does not know. */
export class UnknownMembers extends ExpectedError {
  readonly status = 400;
  readonly title = 'Unknown member';
  constructor(problems: InputProblem[]) {
    super('unknown_member', problems.map((problem) => `${problem.path}: ${problem.message}`).join('; '), problems);
  }
}

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  readonly code?: string;
  readonly keys?: readonly string[];
}

/**
 * Turns the issues of a schema into one error: 400 where the body has unknown members, else 422. Every problem is
 * listed by path.
 */
export function problemsOf(issues: readonly Issue[]): ExpectedError {
  const problems = issues.flatMap((issue): InputProblem[] => {
    const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
    if (issue.code === 'unrecognized_keys') {
      return (issue.keys ?? []).map((key) => ({
        path: path === '' ? key : `${path}.${key}`,
        code: 'unknown_member',
        message: 'is not known here; check the spelling or leave it out',
      }));
    }
    return [{ path: path === '' ? 'body' : path, code: issue.code ?? 'invalid', message: issue.message }];
  });
  const unknown = issues.some((issue) => issue.code === 'unrecognized_keys');
  return unknown ? new UnknownMembers(problems) : new InvalidInput(problems);
}
