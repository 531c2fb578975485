import { MoveRecord, type MovableKind } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { audiencesQuery, useMoveRecord } from '../../client/audiences.ts';
import { useWorkspace } from '../../client/session.ts';
import { audiencesWords as words } from '../../words/audiences.ts';
import { Button } from '../controls/Button.tsx';
import { Dialog } from '../controls/Dialog.tsx';
import { SelectField, TextArea } from './Fields.tsx';
import { Form } from './Form.tsx';
import { RestrictionMark } from './RestrictionMark.tsx';

interface MovableRecord {
  id: string;
  number: string;
  version: number;
  audienceId: string;
}

/** Whom a record is for, and the way to other readers; nothing where everybody is the only audience. */
export function RecordAudience({ kind, record }: { kind: MovableKind; record: MovableRecord }) {
  const { slug, may } = useWorkspace();
  const { data } = useQuery(audiencesQuery(slug));
  const [moving, setMoving] = useState(false);
  const own = data?.items.filter(({ isMember }) => isMember) ?? [];
  if (own.length < 2) return null;
  const current = own.find(({ id }) => id === record.audienceId);
  const others = own.filter(({ id }) => id !== record.audienceId);
  return (
    <>
      {current ? <span>{words.isFor(current.name)} </span> : null}
      {may('record.move') ? (
        <Button look="text" onClick={() => setMoving(true)}>
          {words.move}
        </Button>
      ) : null}
      {current && current.kind !== 'workspace' ? <RestrictionMark kind={kind} record={record} /> : null}
      {moving ? <MoveDialog kind={kind} record={record} audiences={others} onClose={() => setMoving(false)} /> : null}
    </>
  );
}

interface MoveProps {
  kind: MovableKind;
  record: MovableRecord;
  audiences: { id: string; name: string }[];
  onClose: () => void;
}

function MoveDialog({ kind, record, audiences, onClose }: MoveProps) {
  const { slug } = useWorkspace();
  const move = useMoveRecord(slug);
  const [audienceId, setAudienceId] = useState('');
  const [reason, setReason] = useState('');
  const body = { kind, recordId: record.id, recordVersion: record.version, reason };
  const schema = MoveRecord.extend({ audienceId: MoveRecord.shape.recordId });
  const submit = async () => {
    await move.mutateAsync({ audienceId, body: MoveRecord.parse(body) });
    onClose();
  };
  return (
    <Dialog title={words.moveOf(record.number)} width={480} onClose={onClose}>
      <Form
        schema={schema}
        body={{ ...body, audienceId: audienceId || undefined }}
        submitLabel={words.moveIt}
        onSubmit={submit}
        onCancel={onClose}
      >
        <p>{words.moveHint}</p>
        <SelectField
          path="audienceId"
          label={words.field}
          value={audienceId}
          empty=""
          options={audiences.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setAudienceId}
        />
        <TextArea path="reason" label={words.reason} value={reason} onChange={setReason} />
      </Form>
    </Dialog>
  );
}
