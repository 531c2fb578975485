import { useEffect, useState } from 'react';
import { stateWords } from '../../words/states.ts';
import classes from './Controls.module.css';

/** Nothing for 300 ms, then grey bars; after 8 s it says what it is waiting for. */
export function Loading({ what, lines = 4 }: { what: string; lines?: number }) {
  const [stage, setStage] = useState<'silent' | 'bars' | 'slow'>('silent');
  useEffect(() => {
    const soon = setTimeout(() => setStage('bars'), 300);
    const late = setTimeout(() => setStage('slow'), 8000);
    return () => {
      clearTimeout(soon);
      clearTimeout(late);
    };
  }, []);
  if (stage === 'silent') return null;
  return (
    <div role="status" aria-label={stateWords.loading(what)}>
      <div className={classes.bars} aria-hidden="true">
        {Array.from({ length: lines }, (_, index) => (
          <span key={index} />
        ))}
      </div>
      {stage === 'slow' ? <p className={classes.waiting}>{stateWords.stillFetching(what)}</p> : null}
    </div>
  );
}
