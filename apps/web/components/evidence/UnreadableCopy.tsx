import { useArchive } from '../../client/archive.ts';
import { evidenceWords } from '../../words/evidence.ts';
import { stateWords } from '../../words/states.ts';
import { Button } from '../controls/Button.tsx';
import { Notice } from '../controls/Notice.tsx';
import classes from './Quotation.module.css';

/** In the place of the passage: the copy is not here, which says nothing about the words in it. */
export function UnreadablePassage() {
  const { readAgain } = useArchive();
  return (
    <Notice
      role="alert"
      title={evidenceWords.copyUnreadable}
      acts={<Button onClick={readAgain}>{stateWords.tryAgain}</Button>}
    />
  );
}

/** In the place of a quotation. */
export function UnreadableWords() {
  const { readAgain } = useArchive();
  return (
    <div className={classes.lost} onClick={(event) => event.stopPropagation()}>
      {evidenceWords.copyUnreadable}{' '}
      <Button look="text" onClick={readAgain}>
        {stateWords.tryAgain}
      </Button>
    </div>
  );
}
