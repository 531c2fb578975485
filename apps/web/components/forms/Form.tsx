import { useEffect, useId, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import type { z } from 'zod';
import { formWords } from '../../words/forms.ts';
import { Button } from '../controls/Button.tsx';
import { FormContext, fieldId } from './form.ts';
import { problemsOf, problemsOfRefusal, type FieldProblem } from './problems.ts';
import { useUnsaved } from './unsaved.ts';
import classes from './Forms.module.css';

interface FormProps {
  /** The contract that judges the body before it is sent; the server judges it again. */
  schema: z.ZodType;
  body: unknown;
  submitLabel: string;
  submittingLabel?: string;
  onSubmit: () => Promise<unknown>;
  onCancel?: () => void;
  /** False where what is typed is not worth a question: the sign-in. */
  guarded?: boolean;
  children: ReactNode;
}

/** A form with its problems on top: the summary takes focus and links to the fields. Nothing typed is lost. */
export function Form({
  schema,
  body,
  submitLabel,
  submittingLabel,
  onSubmit,
  onCancel,
  guarded = true,
  children,
}: FormProps) {
  const formId = useId().replaceAll(':', '');
  const [problems, setProblems] = useState<FieldProblem[]>([]);
  const [busy, setBusy] = useState(false);
  const summary = useRef<HTMLDivElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const sending = useRef(false);
  const typed = JSON.stringify(body);
  const [before] = useState(typed);
  useUnsaved(form, guarded && typed !== before, busy);

  useEffect(() => {
    if (problems.length > 0) summary.current?.focus();
  }, [problems]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    // A dialog opened from inside a form is its child, though it stands elsewhere on the page.
    event.stopPropagation();
    if (sending.current) return;
    const found = problemsOf(schema, body);
    if (found.length > 0) return setProblems(found);
    sending.current = true;
    flushSync(() => setBusy(true));
    try {
      await onSubmit();
      setProblems([]);
    } catch (error) {
      setProblems(problemsOfRefusal(error));
    } finally {
      sending.current = false;
      setBusy(false);
    }
  };

  return (
    <FormContext.Provider value={{ formId, problems, schema }}>
      <form ref={form} noValidate className={classes.form} onSubmit={(event) => void submit(event)}>
        {problems.length > 0 ? (
          <div ref={summary} className={classes.summary} role="alert" tabIndex={-1}>
            <h2>{formWords.summary(problems.length)}</h2>
            <ul>
              {problems.map((problem) => (
                <li key={`${problem.path} ${problem.message}`}>
                  <ProblemLink formId={formId} problem={problem} />
                </li>
              ))}
            </ul>
          </div>
        ) : null}
        {children}
        <div className={classes.end}>
          <Button type="submit" look="primary" disabled={busy}>
            {busy ? (submittingLabel ?? formWords.saving) : submitLabel}
          </Button>
          {onCancel ? (
            <Button look="quiet" onClick={onCancel}>
              {formWords.cancel}
            </Button>
          ) : null}
        </div>
      </form>
    </FormContext.Provider>
  );
}

/** Links to the control of the path where the form has one; else the words stand alone. */
function ProblemLink({ formId, problem }: { formId: string; problem: FieldProblem }) {
  const id = fieldId(formId, problem.path);
  const control = problem.path ? (document.getElementById(id) ?? fallbackControl(formId, problem.path)) : null;
  if (!control) return <>{problem.path ? `${problem.path}: ${problem.message}` : problem.message}</>;
  const label =
    document.querySelector(`label[for="${control.id}"]`)?.textContent ??
    control.getAttribute('aria-label') ??
    control.closest('fieldset')?.querySelector('legend')?.textContent;
  return (
    <a
      href={`#${control.id}`}
      onClick={(event) => {
        event.preventDefault();
        control.focus();
      }}
    >
      {label ? `${label}: ${problem.message}` : problem.message}
    </a>
  );
}

/** `excerptIds.0` belongs to the control of `excerptIds`. */
function fallbackControl(formId: string, path: string): HTMLElement | null {
  const parent = path.split('.')[0];
  return parent && parent !== path ? document.getElementById(fieldId(formId, parent)) : null;
}
