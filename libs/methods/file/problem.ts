/** What is wrong in a file, where, and on which line. */
export interface FileProblem {
  /** The place in the document, such as `tree.G1.weight`; nodes by their id. */
  readonly path: string;
  /** Counted from 1; null where the place has no line of its own. */
  readonly line: number | null;
  readonly reason: string;
}

/** Thrown where a method file is refused; `problems` lists all of them. */
export class MethodRefused extends Error {
  override readonly name = 'MethodRefused';
  readonly problems: readonly FileProblem[];

  constructor(problems: readonly FileProblem[]) {
    super(
      problems
        .map(({ path, line, reason }) => `${path}${line === null ? '' : ` (line ${line})`}: ${reason}`)
        .join('\n'),
    );
    this.problems = problems;
  }
}

/** A place in the document as its keys. */
export type Keys = readonly (string | number)[];

/** What a check finds: where, and why. */
export interface Finding {
  readonly keys: Keys;
  readonly reason: string;
}
