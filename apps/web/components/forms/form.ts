import type { z } from 'zod';
import { createContext, useContext } from 'react';
import type { FieldProblem } from './problems.ts';

export interface FormProblems {
  formId: string;
  problems: FieldProblem[];
  schema?: z.ZodType;
}

export const FormContext = createContext<FormProblems>({ formId: 'form', problems: [] });

/** Id of the control of a path, so that the summary can link to it. */
export const fieldId = (formId: string, path: string) => `${formId}-${path.replaceAll('.', '-')}`;

/** Whether a contract takes a body without this field: then the field says that it may stay empty. */
export function mayBeEmpty(schema: z.ZodType, path: string): boolean {
  const field = (schema as { shape?: Record<string, z.ZodType> }).shape?.[path];
  return field !== undefined && (field.safeParse(undefined).success || field.safeParse(null).success);
}

/** Id, problem and aria attributes of one field. */
export function useField(path: string) {
  const { formId, problems, schema } = useContext(FormContext);
  const id = fieldId(formId, path);
  const problem = problems.find((candidate) => candidate.path === path || candidate.path.startsWith(`${path}.`));
  return {
    id,
    problemId: `${id}-problem`,
    hintId: `${id}-hint`,
    problem: problem?.message,
    optional: schema !== undefined && mayBeEmpty(schema, path),
  };
}
