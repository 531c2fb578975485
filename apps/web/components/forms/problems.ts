import type { z } from 'zod';
import { RequestRefused, ServerUnreachable } from '../../client/request.ts';
import { fieldMessages } from '../../words/forms.ts';
import { stateWords } from '../../words/states.ts';

/** One problem of a form. `path` is the contract's path of the field; empty for the form as a whole. */
export interface FieldProblem {
  path: string;
  message: string;
}

/** What a contract finds wrong with a body, one problem a field, in the words of a form. */
export function problemsOf(schema: z.ZodType, body: unknown): FieldProblem[] {
  const parsed = schema.safeParse(body);
  if (parsed.success) return [];
  const seen = new Set<string>();
  return parsed.error.issues.flatMap((issue) => {
    const path = issue.path.join('.');
    if (seen.has(path)) return [];
    seen.add(path);
    return [{ path, message: plainMessage(issue) }];
  });
}

function plainMessage(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' || issue.code === 'too_small') {
    const aboutText = issue.code === 'invalid_type' || issue.origin === 'string';
    return issue.message.startsWith('Invalid') || (aboutText && issue.message.startsWith('Too small'))
      ? fieldMessages.missing
      : issue.message;
  }
  if (issue.code === 'invalid_value') return fieldMessages.choose;
  if (issue.code === 'invalid_format' && issue.format === 'uuid') return fieldMessages.choose;
  return issue.message.charAt(0).toUpperCase() + issue.message.slice(1);
}

/** What the server found wrong, by path; a refusal without paths speaks for the form as a whole. */
export function problemsOfRefusal(error: unknown): FieldProblem[] {
  if (error instanceof RequestRefused) {
    const listed = error.problem.problems ?? [];
    if (listed.length > 0) return listed.map(({ path, message }) => ({ path, message }));
    return [{ path: '', message: error.problem.detail }];
  }
  if (error instanceof ServerUnreachable) return [{ path: '', message: stateWords.connectionLost }];
  return [{ path: '', message: error instanceof Error ? error.message : String(error) }];
}
