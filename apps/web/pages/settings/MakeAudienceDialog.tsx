import { MakeAudience } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMakeAudience } from '../../client/audiences.ts';
import { membersQuery } from '../../client/people.ts';
import { useWorkspace } from '../../client/session.ts';
import { Dialog } from '../../components/controls/Dialog.tsx';
import { CheckField, SelectField, TextField } from '../../components/forms/Fields.tsx';
import { Form } from '../../components/forms/Form.tsx';
import { audiencesWords as words } from '../../words/audiences.ts';
import classes from './Settings.module.css';

/** A name and its people; the maker is among them unless taken off. */
export function MakeAudienceDialog({ onClose }: { onClose: () => void }) {
  const { slug, memberId, may } = useWorkspace();
  const { data } = useQuery(membersQuery(slug));
  const make = useMakeAudience(slug);
  const [kind, setKind] = useState<'team' | 'named'>('named');
  const [name, setName] = useState('');
  const [memberIds, setMemberIds] = useState([memberId]);
  const body = { kind, name, memberIds };
  const put = (id: string, isIn: boolean) =>
    setMemberIds((ids) => [...ids.filter((one) => one !== id), ...(isIn ? [id] : [])]);
  const submit = async () => {
    await make.mutateAsync(MakeAudience.parse(body));
    onClose();
  };
  const kinds = may('member.revise') ? (['named', 'team'] as const) : (['named'] as const);
  return (
    <Dialog title={words.make} width={480} onClose={onClose}>
      <Form schema={MakeAudience} body={body} submitLabel={words.submit} onSubmit={submit} onCancel={onClose}>
        <TextField path="name" label={words.name} value={name} onChange={setName} autoFocus />
        <SelectField
          path="kind"
          label={words.kind}
          value={kind}
          options={kinds.map((value) => ({ value, label: words.kinds[value] }))}
          onChange={(value) => setKind(value as 'team' | 'named')}
        />
        <fieldset className={classes.people}>
          <legend>{words.people}</legend>
          {data?.items.map((member) => (
            <CheckField
              key={member.id}
              label={member.name}
              checked={memberIds.includes(member.id)}
              onChange={(isIn) => put(member.id, isIn)}
            />
          ))}
        </fieldset>
        <p className={classes.quiet}>{words.peopleHint}</p>
      </Form>
    </Dialog>
  );
}
