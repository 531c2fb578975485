import { InvitePerson, type InvitationMade } from '@libs/contracts';
import { ROLES } from '@libs/domain/vocabulary';
import { useState } from 'react';
import { useInvite } from '../../client/people.ts';
import { useWorkspace } from '../../client/session.ts';
import { Dialog } from '../../components/controls/Dialog.tsx';
import { CheckField, SelectField, TextField } from '../../components/forms/Fields.tsx';
import { Form } from '../../components/forms/Form.tsx';
import { LinkOnce } from '../../components/forms/LinkOnce.tsx';
import { invitationsWords, linkWords, roleWords } from '../../words/people.ts';

export const roleOptions = ROLES.map((value) => ({
  value,
  label: `${roleWords[value].name}: ${roleWords[value].does}`,
}));

/** Address and role first; then the link, in the same dialog. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { slug } = useWorkspace();
  const invite = useInvite(slug);
  const [email, setEmail] = useState('');
  const [role, setRole] = useState('');
  const [legal, setLegal] = useState(false);
  const [made, setMade] = useState<InvitationMade | null>(null);
  const body = { email, role, legal };
  if (made) {
    return (
      <Dialog title={linkWords.invitation(made.invitation.email)} onClose={onClose}>
        <LinkOnce link={made.link} onDone={onClose} />
      </Dialog>
    );
  }
  return (
    <Dialog title={invitationsWords.invite} width={480} onClose={onClose}>
      <Form
        schema={InvitePerson}
        body={body}
        submitLabel={invitationsWords.make}
        onSubmit={async () => setMade(await invite.mutateAsync(InvitePerson.parse(body)))}
        onCancel={onClose}
      >
        <TextField
          path="email"
          label={invitationsWords.email}
          type="email"
          value={email}
          onChange={setEmail}
          autoFocus
        />
        <SelectField
          path="role"
          label={invitationsWords.role}
          value={role}
          empty=""
          options={roleOptions}
          onChange={setRole}
        />
        <CheckField label={invitationsWords.legal} checked={legal} onChange={setLegal} />
      </Form>
    </Dialog>
  );
}
