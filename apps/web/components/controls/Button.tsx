import type { ButtonHTMLAttributes } from 'react';
import { classList } from '../class-list.ts';
import classes from './Controls.module.css';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: 'primary' | 'outlined' | 'text' | 'quiet';
  /** The key that does the same, printed as a plain letter inside the button. */
  letter?: string;
}

export function Button({ look = 'outlined', letter, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={classList(
        classes.button,
        look === 'primary' && classes.primary,
        look === 'text' && classes.text,
        look === 'quiet' && classes.quiet,
        className,
      )}
      {...rest}
    >
      {children}
      {letter ? (
        <span className={classes.letter} aria-hidden="true">
          {letter}
        </span>
      ) : null}
    </button>
  );
}

/** Class names for a link that has to look like a button: navigation stays an anchor. */
export const buttonClasses = {
  outlined: classList(classes.button),
  primary: classList(classes.button, classes.primary),
};
