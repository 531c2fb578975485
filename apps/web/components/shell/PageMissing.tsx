import { stateWords } from '../../words/states.ts';
import { buttonClasses } from '../controls/Button.tsx';
import { Notice } from '../controls/Notice.tsx';
import classes from './Page.module.css';
import { usePageTitle } from './Page.tsx';

/** The same answer for what never was and for what this reader may not see. */
export function PageMissing() {
  usePageTitle(stateWords.notFound);
  return (
    <main className={classes.page}>
      <Notice
        title={stateWords.notFound}
        acts={
          <a className={buttonClasses.outlined} href="/">
            {stateWords.backToCompanies}
          </a>
        }
      >
        {stateWords.notFoundHint}
      </Notice>
    </main>
  );
}
