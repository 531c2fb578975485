import { createContext, useContext } from 'react';
import type { FieldProblem } from './problems.ts';

export interface FormProblems {
  formId: string;
  problems: FieldProblem[];
}

export const FormContext = createContext<FormProblems>({ formId: 'form', problems: [] });

/** Id of the control of a path, so that the summary can link to it. */
export const fieldId = (formId: string, path: string) => `${formId}-${path.replaceAll('.', '-')}`;

/** Id, problem and aria attributes of one field. */
export function useField(path: string) {
  const { formId, problems } = useContext(FormContext);
  const id = fieldId(formId, path);
  const problem = problems.find((candidate) => candidate.path === path || candidate.path.startsWith(`${path}.`));
  return {
    id,
    problemId: `${id}-problem`,
    hintId: `${id}-hint`,
    problem: problem?.message,
  };
}
