import { JOB_STATES } from '@libs/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { jobsQuery } from '../../client/jobs.ts';
import { useWorkspace } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Loading } from '../../components/controls/Loading.tsx';
import { Page } from '../../components/shell/Page.tsx';
import { Failure } from '../../components/shell/PageFailure.tsx';
import { PageMissing } from '../../components/shell/PageMissing.tsx';
import { jobsWords, jobStateWords } from '../../words/jobs.ts';
import classes from './Jobs.module.css';
import { JobTable } from './JobTable.tsx';

/** What is done for the workspace afterwards, for those who look after it. */
export function JobsPage() {
  const { may } = useWorkspace();
  if (!may('job.read')) return <PageMissing />;
  return (
    <Page title={jobsWords.title} lede={jobsWords.lede}>
      <Jobs />
    </Page>
  );
}

function Jobs() {
  const { slug } = useWorkspace();
  const { state } = useSearch({ from: '/w/$workspace/shell/settings/jobs' });
  const jobs = useInfiniteQuery(jobsQuery(slug, state));
  const { data, error, hasNextPage, isFetchingNextPage } = jobs;
  const rows = data?.pages.flatMap(({ items }) => items);
  return (
    <>
      <States counts={data?.pages[0]?.counts} />
      {error && !rows ? (
        <Failure error={error} what={jobsWords.what} onRetry={() => void jobs.refetch()} />
      ) : !rows ? (
        <Loading what={jobsWords.what} lines={6} />
      ) : rows.length === 0 ? (
        <p className={classes.quiet}>{jobsWords.none}</p>
      ) : (
        <JobTable rows={rows} />
      )}
      {hasNextPage ? (
        <Button className={classes.older} disabled={isFetchingNextPage} onClick={() => void jobs.fetchNextPage()}>
          {isFetchingNextPage ? jobsWords.olderLoading : jobsWords.older}
        </Button>
      ) : null}
    </>
  );
}

/** Each state with its number; what failed for good stands out where there is any. */
function States({ counts }: { counts: Record<string, number> | undefined }) {
  const { slug } = useWorkspace();
  const { state: chosen } = useSearch({ from: '/w/$workspace/shell/settings/jobs' });
  return (
    <nav className={classes.states} aria-label={jobsWords.states}>
      {[undefined, ...JOB_STATES].map((state) => (
        <Link
          key={state ?? 'all'}
          to="/w/$workspace/settings/jobs"
          params={{ workspace: slug }}
          search={state ? { state } : {}}
          activeProps={{}}
          activeOptions={{ exact: true }}
          aria-current={state === chosen ? 'page' : undefined}
          data-alarm={state === 'dead' && counts?.dead ? true : undefined}
        >
          {state ? jobStateWords[state].tab : jobsWords.all}
          {state && counts?.[state] ? <span className={classes.count}>{counts[state]}</span> : null}
        </Link>
      ))}
    </nav>
  );
}
