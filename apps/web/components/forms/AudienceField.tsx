import { useQuery } from '@tanstack/react-query';
import { audiencesQuery } from '../../client/audiences.ts';
import { useWorkspace } from '../../client/session.ts';
import { audiencesWords as words } from '../../words/audiences.ts';
import { SelectField } from './Fields.tsx';

interface AudienceFieldProps {
  value: string;
  /** The audience of what the record rests on; nothing for a record that rests on none. */
  ground?: string;
  onChange: (audienceId: string) => void;
}

/** Whom a record is for, for those who are in more than the audience of everybody. */
export function AudienceField({ value, ground, onChange }: AudienceFieldProps) {
  const { slug } = useWorkspace();
  const { data } = useQuery(audiencesQuery(slug));
  const own = data?.items.filter(({ isMember }) => isMember) ?? [];
  if (own.length < 2) return null;
  const narrow = own.find(({ id, kind }) => id === ground && kind !== 'workspace');
  // What rests on a narrow record is for its readers: there is nothing to choose.
  const options = narrow ? [narrow] : own;
  return (
    <SelectField
      path="audienceId"
      label={words.field}
      hint={narrow ? words.fixedHint(narrow.name) : words.fieldHint}
      value={value}
      empty={ground === undefined ? words.forAll : words.asGround}
      options={options.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={onChange}
    />
  );
}
