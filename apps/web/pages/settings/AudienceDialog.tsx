import { ReviseAudience, type AudienceView } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAudienceMember, useReviseAudience } from '../../client/audiences.ts';
import { membersQuery } from '../../client/people.ts';
import { useWorkspace } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Dialog } from '../../components/controls/Dialog.tsx';
import { SelectField, TextField } from '../../components/forms/Fields.tsx';
import { Form } from '../../components/forms/Form.tsx';
import { Failure } from '../../components/shell/PageFailure.tsx';
import { audiencesWords as words } from '../../words/audiences.ts';
import classes from './Settings.module.css';

interface AudienceProps {
  audience: AudienceView;
  onClose: () => void;
}

/** Name and keeper by a form; people come and go by an act each. */
export function AudienceDialog({ audience, onClose }: AudienceProps) {
  const { slug } = useWorkspace();
  const { data } = useQuery(membersQuery(slug));
  const revise = useReviseAudience(slug, audience.id);
  const [name, setName] = useState(audience.name);
  const [keeperId, setKeeperId] = useState(audience.keeper?.id ?? '');
  const body = { name, keeperId: keeperId || undefined, version: audience.version };
  const submit = async () => {
    await revise.mutateAsync(ReviseAudience.parse(body));
    onClose();
  };
  const members = data?.items ?? [];
  return (
    <Dialog title={audience.name} width={480} onClose={onClose}>
      <Form schema={ReviseAudience} body={body} submitLabel={words.save} onSubmit={submit} onCancel={onClose}>
        <TextField path="name" label={words.name} value={name} onChange={setName} required />
        <SelectField
          path="keeperId"
          label={words.keeper}
          value={keeperId}
          empty={words.noKeeper}
          options={members.map(({ id, name: label }) => ({ value: id, label }))}
          onChange={setKeeperId}
        />
      </Form>
      <People audience={audience} others={members.filter(({ id }) => !audience.members.some((one) => one.id === id))} />
    </Dialog>
  );
}

function People({ audience, others }: { audience: AudienceView; others: { id: string; name: string }[] }) {
  const { slug } = useWorkspace();
  const change = useAudienceMember(slug, audience.id);
  const [chosen, setChosen] = useState('');
  return (
    <div className={classes.further}>
      <h3>{words.people}</h3>
      <p className={classes.quiet}>{words.peopleHint}</p>
      <ul className={classes.list}>
        {audience.members.map(({ id, name }) => (
          <li key={id}>
            <span>{name}</span>
            <Button
              look="text"
              aria-label={words.dismissOf(name)}
              disabled={change.isPending}
              onClick={() => change.mutate({ memberId: id, isIn: false })}
            >
              {words.dismiss}
            </Button>
          </li>
        ))}
      </ul>
      {others.length > 0 ? (
        <div className={classes.furtherActs}>
          <select aria-label={words.choose} value={chosen} onChange={(event) => setChosen(event.target.value)}>
            <option value="">{words.choose}</option>
            {others.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
          <Button
            disabled={chosen === '' || change.isPending}
            onClick={() => change.mutate({ memberId: chosen, isIn: true }, { onSuccess: () => setChosen('') })}
          >
            {words.admit}
          </Button>
        </div>
      ) : null}
      {change.error ? <Failure error={change.error} /> : null}
    </div>
  );
}
