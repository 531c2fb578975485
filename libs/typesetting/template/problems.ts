/** One fault of a template: 1-based line and column, a stable code, and a message that says what to do. */
export interface TemplateProblem {
  line: number;
  column: number;
  code: TemplateProblemCode;
  message: string;
}

export type TemplateProblemCode =
  | 'not_text'
  | 'too_long'
  | 'too_many_fields'
  | 'reserved_character'
  | 'too_deep'
  | 'syntax'
  | 'construct_not_allowed'
  | 'helper_not_allowed'
  | 'wrong_arguments'
  | 'unknown_field'
  | 'wrong_kind'
  | 'markdown_too_complex';

/** Thrown when a template that does not pass `checkTemplate` is to be rendered. */
export class TemplateRefused extends Error {
  constructor(readonly problems: TemplateProblem[]) {
    super(`The template has ${problems.length} problem(s): ${problems.map(describe).join(' ')}`);
    this.name = 'TemplateRefused';
  }
}

/** A missing or unusable field and the places of the template that print it; no place = needed by the frame. */
export interface MissingField {
  path: string;
  title: string;
  message: string;
  places: { line: number; column: number }[];
}

/** Thrown when fields are missing or of the wrong kind: all of them at once (rules H7 and R1). */
export class FieldsMissing extends Error {
  constructor(readonly fields: MissingField[]) {
    super(`The letter cannot be written: ${fields.map(describeField).join(' ')}`);
    this.name = 'FieldsMissing';
  }
}

/** Thrown when a run passes its fuel, its output cap, its deadline or its memory (rules H8 and H9). */
export class TemplateLimitReached extends Error {
  constructor(
    readonly limit: 'fuel' | 'output' | 'markdown' | 'deadline' | 'memory',
    message: string,
  ) {
    super(message);
    this.name = 'TemplateLimitReached';
  }
}

function describe(problem: TemplateProblem): string {
  return `Line ${problem.line}, column ${problem.column}: ${problem.message}`;
}

function describeField(field: MissingField): string {
  const lines = [...new Set(field.places.map((place) => place.line))];
  const where = lines.length === 0 ? '' : ` (line ${lines.join(', ')})`;
  return `${field.path}${where}: ${field.title} ${field.message}.`;
}
