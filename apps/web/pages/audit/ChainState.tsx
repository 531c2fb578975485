import type { AuditVerification } from '@libs/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { lastCheckpointQuery, trailQuery, verificationQuery } from '../../client/audit.ts';
import { useWorkspace } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Failure } from '../../components/shell/PageFailure.tsx';
import { Section } from '../../components/shell/Section.tsx';
import { chainWords } from '../../words/audit.ts';
import { momentInWords } from '../../words/dates.ts';
import classes from './Audit.module.css';

/** A chain of up to so many events is checked at once; a longer one when the reader asks. */
const CHECKED_UNASKED = 20_000;
const PROBLEMS_SHOWN = 10;

/** Whether the chain is whole, and up to where that is signed; below it, what to take away. */
export function ChainState({ children }: { children: ReactNode }) {
  const { slug } = useWorkspace();
  const total = useInfiniteQuery(trailQuery(slug, {})).data?.pages[0]?.total;
  const isLong = total === undefined || total > CHECKED_UNASKED;
  const { data, error, isFetching, refetch } = useQuery({ ...verificationQuery(slug), enabled: !isLong });
  const again = (
    <Button disabled={isFetching} onClick={() => void refetch()}>
      {isFetching ? chainWords.checking : chainWords.check}
    </Button>
  );
  return (
    <Section title={chainWords.title} acts={again}>
      <div role="status">
        {error ? <Failure error={error} what={chainWords.what} onRetry={() => void refetch()} /> : null}
        {data && !error ? <Found result={data} /> : null}
        {!data && !error && total !== undefined && isLong ? <p className={classes.quiet}>{chainWords.long}</p> : null}
      </div>
      <LastCheckpoint total={total} />
      {children}
    </Section>
  );
}

function Found({ result: { sound, events, problems } }: { result: AuditVerification }) {
  if (sound) return <p className={classes.sound}>{chainWords.sound(events)}</p>;
  return (
    <div className={classes.notSound}>
      <p>{chainWords.notSound(problems.length)}</p>
      <ul>
        {problems.slice(0, PROBLEMS_SHOWN).map(({ seq, message }, index) => (
          <li key={index}>{chainWords.problem(seq, message)}</li>
        ))}
      </ul>
      {problems.length > PROBLEMS_SHOWN ? <p>{chainWords.moreProblems(problems.length - PROBLEMS_SHOWN)}</p> : null}
    </div>
  );
}

function LastCheckpoint({ total }: { total: number | undefined }) {
  const { slug } = useWorkspace();
  const { data, error } = useQuery(lastCheckpointQuery(slug));
  if (error) return <Failure error={error} what={chainWords.what} />;
  if (!data || total === undefined) return null;
  const last = data.items[0];
  return (
    <p className={classes.quiet}>
      {last
        ? `${chainWords.checkpoint(last.seq, momentInWords(last.at))} ${chainWords.behind(Math.max(0, total - last.seq))}`
        : chainWords.noCheckpoint}{' '}
      {chainWords.keep}
    </p>
  );
}
