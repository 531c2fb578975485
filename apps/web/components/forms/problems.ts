import type { z } from 'zod';
import { RequestRefused, ServerUnreachable } from '../../client/request.ts';
import { fieldMessages, formWords } from '../../words/forms.ts';
import { refusalWords } from '../../words/assess.ts';
import { stanceWords } from '../../words/kinds.ts';
import { stateWords } from '../../words/states.ts';
import { verdictWords } from '../../words/verdicts.ts';

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
  if (issue.code === 'invalid_format' && issue.format === 'url') return fieldMessages.address;
  if (issue.code === 'invalid_format' && issue.format === 'email') return fieldMessages.email;
  return issue.message.charAt(0).toUpperCase() + issue.message.slice(1);
}

/** Rules have codes such as (C6) and keys in straight quotes for those who read the method; a form has words. */
export const inOurWords = (message: string): string =>
  message
    .replaceAll(/ \([A-Z]\d+(?:, [A-Z]\d+)*\)/g, '')
    .replaceAll(/"([^"]*)"/g, (_, key: string) => `“${wordOfKey(key)}”`);

const wordOfKey = (key: string): string =>
  Object.entries({ ...verdictWords }).find(([verdict]) => verdict === key)?.[1].full ??
  Object.entries(stanceWords).find(([stance]) => stance === key)?.[1] ??
  key;

/** What the server found wrong, by path; a refusal without paths speaks for the form as a whole. */
export function problemsOfRefusal(error: unknown): FieldProblem[] {
  if (error instanceof RequestRefused) {
    const listed = error.problem.problems ?? [];
    if (listed.length > 0) return listed.map(({ path, message }) => ({ path, message: inOurWords(message) }));
    const { path = '', message } = refusalWords[error.problem.code] ?? {};
    return [{ path, message: message ?? inOurWords(error.problem.detail) }];
  }
  if (error instanceof ServerUnreachable) {
    return [{ path: '', message: `${stateWords.connectionLost} ${formWords.kept}` }];
  }
  return [{ path: '', message: error instanceof Error ? error.message : String(error) }];
}
