import { useBlocker } from '@tanstack/react-router';
import { formWords } from '../../words/forms.ts';
import { Button } from '../controls/Button.tsx';
import { Dialog } from '../controls/Dialog.tsx';
import classes from './Forms.module.css';
import { hasUnsaved, mayLeave, useLeaveQuestion } from './unsaved.ts';

/** Stands once in a workspace: no way out of a page loses typed text without a question. */
export function LeaveGuard() {
  useBlocker({
    // The passage shown beside an open form may change; the page, or the pair a dialog speaks of, may not.
    shouldBlockFn: async ({ current, next }) => {
      const pairOf = (search: object) => ('pair' in search ? search.pair : undefined);
      const stays = current.pathname === next.pathname && pairOf(current.search) === pairOf(next.search);
      return !stays && !(await mayLeave());
    },
    enableBeforeUnload: () => hasUnsaved(),
  });
  const question = useLeaveQuestion();
  if (!question) return null;
  return (
    <Dialog title={formWords.leaveTitle} width={420} onClose={() => question.answer(false)}>
      <p>{formWords.leaveHint}</p>
      <div className={classes.leave}>
        <Button look="primary" data-autofocus onClick={() => question.answer(false)}>
          {formWords.stay}
        </Button>
        <Button onClick={() => question.answer(true)}>{formWords.discard}</Button>
      </div>
    </Dialog>
  );
}
