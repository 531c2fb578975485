import type { AudienceView } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { audiencesQuery } from '../../client/audiences.ts';
import { useWorkspace } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Loading } from '../../components/controls/Loading.tsx';
import { Failure } from '../../components/shell/PageFailure.tsx';
import { Section } from '../../components/shell/Section.tsx';
import tableClasses from '../../components/tables/Table.module.css';
import { audiencesWords as words } from '../../words/audiences.ts';
import { AudienceDialog } from './AudienceDialog.tsx';
import { MakeAudienceDialog } from './MakeAudienceDialog.tsx';
import classes from './Settings.module.css';

/** Those that one is in or keeps; what happens to each, for its keeper and the admins. */
export function Audiences() {
  const { slug, may } = useWorkspace();
  const { data, error, refetch } = useQuery(audiencesQuery(slug));
  const [open, setOpen] = useState<string | null>(null);
  const [making, setMaking] = useState(false);
  const shown = data?.items.find(({ id }) => id === open);
  const make = may('audience.make') ? <Button onClick={() => setMaking(true)}>{words.make}</Button> : null;
  return (
    <Section title={words.title} hint={words.hint} acts={make}>
      {error && !data ? (
        <Failure error={error} what={words.what} onRetry={() => void refetch()} />
      ) : !data ? (
        <Loading what={words.what} />
      ) : (
        <AudienceTable rows={data.items} onOpen={setOpen} />
      )}
      {shown ? <AudienceDialog audience={shown} onClose={() => setOpen(null)} /> : null}
      {making ? <MakeAudienceDialog onClose={() => setMaking(false)} /> : null}
    </Section>
  );
}

const membersOf = ({ kind, members }: AudienceView) =>
  kind === 'workspace' ? words.everybody : members.map(({ name }) => name).join(', ');

function AudienceTable({ rows, onOpen }: { rows: AudienceView[]; onOpen: (id: string) => void }) {
  return (
    <div className={tableClasses.wrap}>
      <table className={tableClasses.table}>
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.members}</th>
            <th scope="col" className={tableClasses.wide}>
              {words.kind}
            </th>
            <th scope="col" className={tableClasses.wide}>
              {words.keeper}
            </th>
            <th scope="col" className={tableClasses.end}>
              <span className="visually-hidden">{words.acts}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <span className={classes.address}>{row.name}</span>{' '}
                <span className={classes.quiet}>{row.isMember ? words.you : words.notYou}</span>
              </th>
              <td>{membersOf(row)}</td>
              <td className={tableClasses.wide}>{words.kinds[row.kind]}</td>
              <td className={tableClasses.wide}>{row.keeper?.name ?? words.noKeeper}</td>
              <td className={tableClasses.end}>
                {row.mayKeep ? (
                  <Button aria-label={words.changeOf(row.name)} onClick={() => onOpen(row.id)}>
                    {words.change}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
