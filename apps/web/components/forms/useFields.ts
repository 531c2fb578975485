import { useState } from 'react';

/** The values of a form as typed, with a setter for each: empty text stays empty text until the body is made. */
export function useFields<Values extends object>(initial: Values | (() => Values)) {
  const [values, setValues] = useState(initial);
  const set =
    <Name extends keyof Values>(name: Name) =>
    (value: Values[Name]) =>
      setValues((before) => ({ ...before, [name]: value }));
  return { values, set };
}

/** Empty text is nothing recorded. */
export const orNull = (typed: string): string | null => (typed.trim() === '' ? null : typed);
