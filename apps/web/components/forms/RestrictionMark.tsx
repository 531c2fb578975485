import { ReviseRestriction, ShowRestriction, type MovableKind, type RestrictionView } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  restrictionOfRecord,
  useLiftRestriction,
  useReviseRestriction,
  useShowRestriction,
} from '../../client/restrictions.ts';
import { useWorkspace } from '../../client/session.ts';
import { restrictionWords as words } from '../../words/restrictions.ts';
import { Button } from '../controls/Button.tsx';
import { Dialog } from '../controls/Dialog.tsx';
import { ConfidentialMark } from '../marks/Marks.tsx';
import { Failure } from '../shell/PageFailure.tsx';
import { TextField } from './Fields.tsx';
import { Form } from './Form.tsx';
import { OrganisationField } from './OrganisationField.tsx';

interface ConfidentialRecord {
  id: string;
  number: string;
}

/** Whether a record that not everybody reads is locked or restricted, and the way from one to the other. */
export function RestrictionMark({ kind, record }: { kind: MovableKind; record: ConfidentialRecord }) {
  const { slug, may } = useWorkspace();
  const { data, error } = useQuery(restrictionOfRecord(slug, record.id));
  const lift = useLiftRestriction(slug);
  const [open, setOpen] = useState(false);
  if (error && !data) return <Failure error={error} />;
  if (!data) return null;
  const shown = data.items[0];
  return (
    <>
      <ConfidentialMark words={shown ? words.restricted : words.locked} />{' '}
      <span>{shown ? words.restrictedHint(shown.line) : words.lockedHint} </span>
      {may('restriction.show') ? (
        <Button look="text" onClick={() => setOpen(true)}>
          {shown ? words.change : words.show}
        </Button>
      ) : null}{' '}
      {shown && may('restriction.lift') ? (
        <Button
          look="text"
          disabled={lift.isPending}
          onClick={() => lift.mutate({ id: shown.id, version: shown.version })}
        >
          {words.lift}
        </Button>
      ) : null}
      {lift.error ? <Failure error={lift.error} /> : null}
      {open ? <LineDialog kind={kind} record={record} shown={shown} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

interface LineProps {
  kind: MovableKind;
  record: ConfidentialRecord;
  shown: RestrictionView | undefined;
  onClose: () => void;
}

function LineDialog({ kind, record, shown, onClose }: LineProps) {
  const { slug } = useWorkspace();
  const show = useShowRestriction(slug);
  const revise = useReviseRestriction(slug);
  const [line, setLine] = useState(shown?.line ?? '');
  const [company, setCompany] = useState(shown?.organisation?.id ?? '');
  const fields = { line, organisationId: company || null };
  const body = shown ? { ...fields, version: shown.version } : { ...fields, kind, recordId: record.id };
  const submit = async () => {
    if (shown) await revise.mutateAsync({ id: shown.id, body: ReviseRestriction.parse(body) });
    else await show.mutateAsync(ShowRestriction.parse(body));
    onClose();
  };
  return (
    <Dialog title={words.titleOf(record.number)} width={480} onClose={onClose}>
      <Form
        schema={shown ? ReviseRestriction : ShowRestriction}
        body={body}
        submitLabel={words.save}
        onSubmit={submit}
        onCancel={onClose}
      >
        <TextField path="line" label={words.line} hint={words.lineHint} value={line} onChange={setLine} required />
        <OrganisationField
          path="organisationId"
          label={words.company}
          value={company}
          empty={words.noCompany}
          companiesOnly
          onChange={setCompany}
        />
      </Form>
    </Dialog>
  );
}
