import type { ReactNode } from 'react';
import { PlumbMark } from '../marks/Brand.tsx';
import classes from './Shell.module.css';

interface FocusBarProps {
  back: ReactNode;
  title: string;
  about?: ReactNode;
  children?: ReactNode;
}

/** The one bar of focus mode: way back, object, state, acts. */
export function FocusBar({ back, title, about, children }: FocusBarProps) {
  return (
    <header className={classes.bar}>
      <PlumbMark />
      <div className={classes.way}>
        {back}
        <span aria-hidden="true">/</span>
        <h1>{title}</h1>
      </div>
      {about ? <div className={classes.about}>{about}</div> : null}
      {children ? <div className={classes.barEnd}>{children}</div> : null}
    </header>
  );
}

/** A page without navigation. */
export const FocusMode = ({ children }: { children: ReactNode }) => <div className={classes.focus}>{children}</div>;
