/** One problem of an input, by path: `statements.3.excerpt`. */
export interface InputProblem {
  path: string;
  code: string;
  message: string;
}

/** Base of the kinds of error that a use-case may throw. */
export abstract class ExpectedError extends Error {
  abstract readonly status: number;
  abstract readonly title: string;
  constructor(
    readonly code: string,
    message: string,
    readonly problems: InputProblem[] = [],
  ) {
    super(message);
  }
}

/** The record does not exist, or belongs to another workspace, or may not be seen: the answers are the same. */
export class NotFound extends ExpectedError {
  readonly status = 404;
  readonly title = 'Not found';
  constructor(what = 'record') {
    super('not_found', `There is no such ${what} in this workspace.`);
  }
}

export class NotAllowed extends ExpectedError {
  readonly status = 403;
  readonly title = 'Not allowed';
  constructor(message: string, code = 'not_allowed') {
    super(code, message);
  }
}

/** Input that cannot be accepted. Every problem is listed by path. */
export class InvalidInput extends ExpectedError {
  readonly status = 422;
  readonly title = 'Invalid input';
  constructor(problems: InputProblem[]) {
    super('invalid_input', problems.map((problem) => `${problem.path}: ${problem.message}`).join('; '), problems);
  }
}

/** Somebody has written since the writer read. `problems` names the fields that differ, where that is known. */
export class StaleVersion extends ExpectedError {
  readonly status = 412;
  readonly title = 'Changed meanwhile';
  constructor(message: string, problems: InputProblem[] = []) {
    super('stale_version', message, problems);
  }
}

/** The input is well formed, but the state of the record forbids it. The code names the rule. */
export class RuleBroken extends ExpectedError {
  readonly status = 409;
  readonly title = 'Refused by a rule';
}
