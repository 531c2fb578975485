import { useId, type ReactNode } from 'react';
import classes from './Section.module.css';

interface SectionProps {
  title: string;
  hint?: string;
  acts?: ReactNode;
  children: ReactNode;
}

/** One part of a page of settings, with what it is for and what can be done. */
export function Section({ title, hint, acts, children }: SectionProps) {
  const id = useId();
  return (
    <section className={classes.section} aria-labelledby={id}>
      <div className={classes.head}>
        <div>
          <h2 id={id}>{title}</h2>
          {hint ? <p>{hint}</p> : null}
        </div>
        {acts}
      </div>
      {children}
    </section>
  );
}
