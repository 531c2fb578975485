import type { HTMLAttributes, ReactNode } from 'react';
import { formWords } from '../../words/forms.ts';
import { classList } from '../class-list.ts';
import { useField } from './form.ts';
import classes from './Forms.module.css';

interface FieldProps {
  path: string;
  label: string;
  hint?: string | undefined;
  serif?: boolean;
  /** Set where the form asks for what the contract would let go. */
  required?: boolean;
}

interface ControlAttributes {
  id: string;
  'aria-invalid': boolean | undefined;
  'aria-describedby': string | undefined;
  'aria-required': boolean | undefined;
}

/** Label, hint, the same words as in the summary, and the control. */
function Field({
  path,
  label,
  hint,
  serif,
  required,
  children,
}: FieldProps & { children: (c: ControlAttributes) => ReactNode }) {
  const field = useField(path);
  const optional = field.optional && !required;
  const describedBy = [hint ? field.hintId : '', field.problem ? field.problemId : ''].filter(Boolean).join(' ');
  return (
    <div className={classList(classes.field, serif && classes.serif)}>
      <div className={classes.name}>
        <label htmlFor={field.id}>{label}</label>
        {optional ? <span className={classes.hint}>{formWords.optional}</span> : null}
      </div>
      {hint ? (
        <span id={field.hintId} className={classes.hint}>
          {hint}
        </span>
      ) : null}
      {field.problem ? (
        <span id={field.problemId} className={classes.problem}>
          {field.problem}
        </span>
      ) : null}
      {children({
        id: field.id,
        'aria-invalid': field.problem ? true : undefined,
        'aria-describedby': describedBy || undefined,
        'aria-required': optional ? undefined : true,
      })}
    </div>
  );
}

interface TextProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'email' | 'password' | 'url' | 'date';
  autoComplete?: string;
  inputMode?: HTMLAttributes<HTMLInputElement>['inputMode'];
  autoFocus?: boolean;
  /** Latest day of a date field. */
  max?: string;
}

export function TextField(props: TextProps) {
  const { value, onChange, type = 'text', autoComplete, inputMode, autoFocus, max, ...field } = props;
  return (
    <Field {...field}>
      {(control) => (
        <input
          {...control}
          type={type}
          value={value}
          autoComplete={autoComplete ?? 'off'}
          inputMode={inputMode}
          max={max}
          data-autofocus={autoFocus || undefined}
          autoFocus={autoFocus}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** A date as precise as it is known, typed: 2019, 2019-11 or 2019-11-27. */
export const PartialDateField = (props: Omit<TextProps, 'type' | 'hint'>) => (
  <TextField {...props} inputMode="numeric" hint={formWords.dateHint} />
);

export function TextArea({ value, onChange, rows = 3, ...field }: TextProps & { rows?: number }) {
  return (
    <Field {...field}>
      {(control) => (
        <textarea {...control} rows={rows} value={value} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  );
}

interface SelectProps extends FieldProps {
  value: string;
  options: { value: string; label: string }[];
  /** Words of the empty choice; without them one of the options is always chosen. */
  empty?: string;
  onChange: (value: string) => void;
}

export function SelectField({ value, options, empty, onChange, ...field }: SelectProps) {
  return (
    <Field {...field}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          {empty !== undefined ? <option value="">{empty}</option> : null}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface CheckProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

export function CheckField({ label, checked, onChange }: CheckProps) {
  return (
    <label className={classes.check}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}
