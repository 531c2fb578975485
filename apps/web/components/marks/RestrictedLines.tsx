import type { RestrictionPage, RestrictionView } from '@libs/contracts';
import { useQuery, type UseQueryOptions } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useWorkspace } from '../../client/session.ts';
import { dateInWords } from '../../words/dates.ts';
import { restrictionWords as words } from '../../words/restrictions.ts';
import { Section } from '../shell/Section.tsx';
import { ConfidentialMark } from './Marks.tsx';
import classes from './Marks.module.css';

/** The lines that stand for records which not everybody reads; nothing at all where there is none, and never on paper. */
export function RestrictedLines({
  query,
}: {
  query: UseQueryOptions<RestrictionPage, Error, RestrictionPage, string[]>;
}) {
  const { data } = useQuery(query);
  if (!data || data.items.length === 0) return null;
  return (
    <div className="no-print">
      <Section title={words.title} hint={words.hint}>
        <ul className={classes.lines}>
          {data.items.map((one) => (
            <li key={one.id}>
              <RestrictedLine restriction={one} />
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}

function RestrictedLine({ restriction: { kind, line, shownAt, recordId } }: { restriction: RestrictionView }) {
  const { slug } = useWorkspace();
  return (
    <>
      <ConfidentialMark words={words.restricted} /> {words.kinds[kind]}:{' '}
      {kind === 'source' && recordId ? (
        <Link to="/w/$workspace/source/$sourceId" params={{ workspace: slug, sourceId: recordId }} search={{}}>
          {line}
        </Link>
      ) : kind === 'letter' && recordId ? (
        <Link to="/w/$workspace/letter/$letterId" params={{ workspace: slug, letterId: recordId }}>
          {line}
        </Link>
      ) : (
        line
      )}{' '}
      <span className={classes.status}>
        {recordId === null ? `${words.withheld}, ` : ''}
        {dateInWords(shownAt.slice(0, 10))}
      </span>
    </>
  );
}
