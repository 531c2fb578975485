import { useLeaveWorkspace } from '../../client/people.ts';
import { useWorkspace } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Dialog } from '../../components/controls/Dialog.tsx';
import { Failure } from '../../components/shell/PageFailure.tsx';
import { membersWords } from '../../words/people.ts';
import classes from './Settings.module.css';

export function LeaveDialog({ onClose }: { onClose: () => void }) {
  const { slug } = useWorkspace();
  const leave = useLeaveWorkspace(slug);
  // Everything on screen belongs to the workspace that is gone: the app begins anew.
  const go = () => leave.mutate(undefined, { onSuccess: () => location.assign('/') });
  return (
    <Dialog title={membersWords.leave} width={420} onClose={onClose}>
      <p>{membersWords.leaveHint}</p>
      <div className={classes.furtherActs}>
        <Button look="primary" data-autofocus onClick={onClose}>
          {membersWords.keep}
        </Button>
        <Button disabled={leave.isPending} onClick={go}>
          {membersWords.leaveReally}
        </Button>
      </div>
      {leave.error ? <Failure error={leave.error} /> : null}
    </Dialog>
  );
}
