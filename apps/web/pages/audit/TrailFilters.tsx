import type { AuditItem } from '@libs/contracts';
import { shortNumberIn } from '@libs/domain/vocabulary';
import { useQuery } from '@tanstack/react-query';
import { useId, useState, type ReactNode } from 'react';
import type { TrailFilter } from '../../client/audit.ts';
import { membersQuery } from '../../client/people.ts';
import { useWorkspace } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { actInWords, ACTS, auditFilterWords, kindInWords, KINDS } from '../../words/audit.ts';
import classes from './Audit.module.css';
import { nameInWords } from './names.ts';

interface FiltersProps {
  filter: TrailFilter;
  /** Events on screen: who is named in them can be chosen too, also where they are no member any more. */
  seen: AuditItem[];
  onChange: (change: TrailFilter) => void;
}

const NOTHING: TrailFilter = {
  by: undefined,
  act: undefined,
  kind: undefined,
  record: undefined,
  from: undefined,
  until: undefined,
};

const byWords = (words: string[], inWords: (word: string) => string): [string, string][] =>
  words.map((word): [string, string] => [word, inWords(word)]).sort((a, b) => a[1].localeCompare(b[1]));

export function TrailFilters({ filter, seen, onChange }: FiltersProps) {
  const { slug } = useWorkspace();
  const members = useQuery(membersQuery(slug)).data?.items ?? [];
  const people = new Map(members.map(({ id, name }) => [`member:${id}`, name]));
  for (const { event, who } of seen) {
    if (typeof event.by === 'string' && !people.has(event.by)) people.set(event.by, nameInWords(event.by, who));
  }
  if (filter.by && !people.has(filter.by)) people.set(filter.by, nameInWords(filter.by, null));
  const isNarrowed = Object.values(filter).some(Boolean);
  return (
    <div role="group" aria-label={auditFilterWords.title} className={classes.filters}>
      <Choice
        label={auditFilterWords.person}
        value={filter.by}
        empty={auditFilterWords.anybody}
        options={[...people]}
        onChange={(by) => onChange({ by })}
      />
      <Choice
        label={auditFilterWords.act}
        value={filter.act}
        empty={auditFilterWords.anything}
        options={byWords(ACTS, actInWords)}
        onChange={(act) => onChange({ act })}
      />
      <Choice
        label={auditFilterWords.kind}
        value={filter.kind}
        empty={auditFilterWords.anyKind}
        options={byWords(KINDS, kindInWords)}
        onChange={(kind) => onChange({ kind })}
      />
      <RecordField key={filter.record ?? ''} value={filter.record} onChange={(record) => onChange({ record })} />
      <DayField label={auditFilterWords.from} value={filter.from} onChange={(from) => onChange({ from })} />
      <DayField label={auditFilterWords.until} value={filter.until} onChange={(until) => onChange({ until })} />
      {isNarrowed ? <Button onClick={() => onChange(NOTHING)}>{auditFilterWords.clear}</Button> : null}
    </div>
  );
}

interface FieldProps {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className={classes.filter}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}

function Choice({
  label,
  value,
  empty,
  options,
  onChange,
}: FieldProps & { empty: string; options: [string, string][] }) {
  return (
    <Labelled label={label}>
      {(id) => (
        <select id={id} value={value ?? ''} onChange={(event) => onChange(event.target.value || undefined)}>
          <option value="">{empty}</option>
          {options.map(([word, inWords]) => (
            <option key={word} value={word}>
              {inWords}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

const DayField = ({ label, value, onChange }: FieldProps) => (
  <Labelled label={label}>
    {(id) => (
      <input id={id} type="date" value={value ?? ''} onChange={(event) => onChange(event.target.value || undefined)} />
    )}
  </Labelled>
);

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Looked for when it is whole: on Enter, and when the field is left. */
function RecordField({ value, onChange }: Omit<FieldProps, 'label'>) {
  const [typed, setTyped] = useState(value ?? '');
  const [isWrong, setWrong] = useState(false);
  const hint = useId();
  const settle = () => {
    const given = typed.trim();
    const isKnown = given === '' || UUID.test(given) || shortNumberIn(given) !== null;
    setWrong(!isKnown);
    if (isKnown && given !== (value ?? '')) onChange(given || undefined);
  };
  return (
    <Labelled label={auditFilterWords.record}>
      {(id) => (
        <>
          <input
            id={id}
            value={typed}
            placeholder={auditFilterWords.recordHint}
            autoComplete="off"
            aria-invalid={isWrong || undefined}
            aria-describedby={isWrong ? hint : undefined}
            onChange={(event) => setTyped(event.target.value)}
            onBlur={settle}
            onKeyDown={(event) => event.key === 'Enter' && settle()}
          />
          {isWrong ? (
            <span id={hint} role="alert" className={classes.wrong}>
              {auditFilterWords.recordWrong}
            </span>
          ) : null}
        </>
      )}
    </Labelled>
  );
}
