import { useEffect, type ReactNode } from 'react';
import { shellWords } from '../../words/shell.ts';
import { rememberPage } from './recent-pages.ts';
import classes from './Page.module.css';

interface PageProps {
  title: string;
  lede?: ReactNode;
  acts?: ReactNode;
  children: ReactNode;
}

/** The name of the page in the browser's tab and history. */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} · ${shellWords.product}` : shellWords.product;
    if (title) rememberPage(location.pathname, title);
  }, [title]);
}

/** A page with its heading on top; there is no other top bar. */
export function Page({ title, lede, acts, children }: PageProps) {
  usePageTitle(title);
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <div>
          <h1>{title}</h1>
          {lede ? <p className={classes.lede}>{lede}</p> : null}
        </div>
        {acts ? <div className={classes.acts}>{acts}</div> : null}
      </div>
      {children}
    </div>
  );
}
