import type { ExcerptView } from '@libs/contracts';
import { useMutation } from '@tanstack/react-query';
import { Button } from '../../components/controls/Button.tsx';
import { Failure } from '../../components/shell/PageFailure.tsx';
import { formWords } from '../../words/forms.ts';
import { sourceWords } from '../../words/source.ts';
import classes from './Source.module.css';

interface StoreExcerptProps {
  store: () => Promise<ExcerptView>;
  onStored: (number: string) => void;
  onLeave: () => void;
}

/** For a role that keeps words and leaves it to researchers to say what they are. */
export function StoreExcerpt({ store, onStored, onLeave }: StoreExcerptProps) {
  const keep = useMutation({ mutationFn: store, onSuccess: ({ number }) => onStored(number) });
  return (
    <>
      <p className={classes.explain}>{sourceWords.storeHint}</p>
      {keep.isError ? <Failure error={keep.error} /> : null}
      <div className={classes.acts}>
        <Button look="primary" data-first disabled={keep.isPending} onClick={() => keep.mutate()}>
          {keep.isPending ? formWords.saving : sourceWords.store}
        </Button>
        <Button look="quiet" onClick={onLeave}>
          {formWords.cancel}
        </Button>
      </div>
    </>
  );
}
