import { ReviseMember, type MemberView } from '@libs/contracts';
import type { Role } from '@libs/domain/vocabulary';
import { useState } from 'react';
import { useRemoveMember, useReviseMember } from '../../client/people.ts';
import { useWorkspace } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Dialog } from '../../components/controls/Dialog.tsx';
import { CheckField, SelectField } from '../../components/forms/Fields.tsx';
import { Form } from '../../components/forms/Form.tsx';
import { Failure } from '../../components/shell/PageFailure.tsx';
import { membersWords } from '../../words/people.ts';
import { roleOptions } from './InviteDialog.tsx';
import { MemberSignIns } from './MemberSignIns.tsx';
import classes from './Settings.module.css';

interface MemberProps {
  member: MemberView;
  own: boolean;
  onClose: () => void;
}

/** What an admin does about one member. */
export function MemberDialog({ member, own, onClose }: MemberProps) {
  const { slug } = useWorkspace();
  const revise = useReviseMember(slug, member.id);
  const [role, setRole] = useState<Role>(member.role);
  const [legal, setLegal] = useState(member.details?.legal ?? false);
  const body = { role, legal, version: member.version };
  const submit = async () => {
    await revise.mutateAsync(ReviseMember.parse(body));
    onClose();
  };
  return (
    <Dialog title={member.name} width={480} onClose={onClose}>
      {member.details?.email ? <p className={`${classes.quiet} ${classes.under}`}>{member.details.email}</p> : null}
      <Form schema={ReviseMember} body={body} submitLabel={membersWords.save} onSubmit={submit} onCancel={onClose}>
        <SelectField
          path="role"
          label={membersWords.role}
          value={role}
          options={roleOptions}
          required
          onChange={(value) => setRole(value as Role)}
        />
        <CheckField label={membersWords.legal} checked={legal} onChange={setLegal} />
      </Form>
      {member.details?.email ? <MemberSignIns member={member} onDone={onClose} /> : null}
      {own ? null : <Remove member={member} onDone={onClose} />}
    </Dialog>
  );
}

/** Asked twice, in the same place. */
function Remove({ member, onDone }: { member: MemberView; onDone: () => void }) {
  const { slug } = useWorkspace();
  const remove = useRemoveMember(slug, member);
  const [sure, setSure] = useState(false);
  return (
    <div className={classes.further}>
      <h3>{membersWords.removeTitle}</h3>
      <p className={classes.quiet}>{membersWords.removeHint(member.name)}</p>
      <div className={classes.furtherActs}>
        {sure ? (
          <Button
            look="primary"
            disabled={remove.isPending}
            onClick={() => remove.mutate(undefined, { onSuccess: onDone })}
          >
            {membersWords.removeReally(member.name)}
          </Button>
        ) : (
          <Button onClick={() => setSure(true)}>{membersWords.remove}</Button>
        )}
      </div>
      {remove.error ? <Failure error={remove.error} /> : null}
    </div>
  );
}
