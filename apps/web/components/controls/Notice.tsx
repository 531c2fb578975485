import type { ReactNode } from 'react';
import classes from './Controls.module.css';

/** Says what happened, what was kept and what to do. Also the look of an empty state that needs an act. */
export function Notice({ title, children, acts, role }: NoticeProps) {
  return (
    <div className={classes.notice} role={role}>
      <h2>{title}</h2>
      {children ? <p>{children}</p> : null}
      {acts ? <div className={classes.acts}>{acts}</div> : null}
    </div>
  );
}

interface NoticeProps {
  title: string;
  children?: ReactNode;
  acts?: ReactNode;
  role?: 'alert' | 'status';
}
