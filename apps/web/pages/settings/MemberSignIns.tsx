import type { MemberView } from '@libs/contracts';
import { useEndMemberSessions, useMakeResetLink } from '../../client/account.ts';
import { useWorkspace } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { LinkOnce } from '../../components/forms/LinkOnce.tsx';
import { Failure } from '../../components/shell/PageFailure.tsx';
import { memberSessionWords } from '../../words/account.ts';
import classes from './Settings.module.css';

/** How a member signs in: a new password by a link, and an end to every session. */
export function MemberSignIns({ member, onDone }: { member: MemberView; onDone: () => void }) {
  const { slug } = useWorkspace();
  const end = useEndMemberSessions(slug, member.id);
  const make = useMakeResetLink(slug, member.id);
  const refusal = end.error ?? make.error;
  return (
    <div className={classes.further}>
      <h3>{memberSessionWords.title}</h3>
      <p className={classes.quiet}>{memberSessionWords.resetHint}</p>
      {make.data ? (
        <LinkOnce link={make.data.link} onDone={onDone} />
      ) : (
        <div className={classes.furtherActs}>
          <Button disabled={make.isPending} onClick={() => make.mutate()}>
            {memberSessionWords.reset}
          </Button>
        </div>
      )}
      <h3 className={classes.next}>{memberSessionWords.sessions}</h3>
      <p className={classes.quiet}>{memberSessionWords.hint(member.name)}</p>
      <div className={classes.furtherActs}>
        <Button disabled={end.isPending} onClick={() => end.mutate()}>
          {memberSessionWords.end}
        </Button>
        <span role="status" className={classes.quiet}>
          {end.isSuccess ? memberSessionWords.ended : ''}
        </span>
      </div>
      {refusal ? <Failure error={refusal} /> : null}
    </div>
  );
}
