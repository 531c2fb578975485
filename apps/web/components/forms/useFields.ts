import { useState } from 'react';

/** Keeps what was typed into one of several forms while another one stands in its place. */
export interface KeptFields {
  of: (form: string) => object | undefined;
  keep: (form: string, values: object) => void;
}

/**
 * The values of a form as typed, with a setter for each: empty text stays empty text until the body is made.
 * With `kept` the form comes back as it was left.
 */
export function useFields<Values extends object>(
  initial: Values | (() => Values),
  kept?: { form: string; fields: KeptFields },
) {
  const [values, setValues] = useState<Values>(() => {
    const before = kept?.fields.of(kept.form) as Values | undefined;
    return before ?? (typeof initial === 'function' ? initial() : initial);
  });
  const set =
    <Name extends keyof Values>(name: Name) =>
    (value: Values[Name]) => {
      const next = { ...values, [name]: value };
      kept?.fields.keep(kept.form, next);
      setValues((before) => ({ ...before, [name]: value }));
    };
  return { values, set };
}

/** Empty text is nothing recorded. */
export const orNull = (typed: string): string | null => (typed.trim() === '' ? null : typed);
