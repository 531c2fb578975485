import { isToTryAgain, isUnderWay, type JobView } from '@libs/contracts';
import { useSteerJob } from '../../client/jobs.ts';
import { useWorkspace } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Failure } from '../../components/shell/PageFailure.tsx';
import tableClasses from '../../components/tables/Table.module.css';
import { momentInWords } from '../../words/dates.ts';
import { jobInWords, jobsWords, jobStateWords } from '../../words/jobs.ts';
import classes from './Jobs.module.css';

/** Jobs with what became of them, and the way to call one off or have it tried again. */
export function JobTable({ rows }: { rows: JobView[] }) {
  const { slug, may } = useWorkspace();
  const steer = useSteerJob(slug);
  return (
    <>
      {steer.error ? <Failure error={steer.error} /> : null}
      <div className={tableClasses.wrap}>
        <table className={tableClasses.table}>
          <thead>
            <tr>
              <th scope="col">{jobsWords.kind}</th>
              <th scope="col">{jobsWords.state}</th>
              <th scope="col" className={tableClasses.wide}>
                {jobsWords.asked}
              </th>
              <th scope="col" className={tableClasses.end}>
                <span className="visually-hidden">{jobsWords.acts}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((job) => (
              <tr key={job.id}>
                <th scope="row">{jobInWords(job.kind)}</th>
                <td>
                  <JobState job={job} />
                </td>
                <td className={tableClasses.wide}>
                  {momentInWords(job.askedAt)} <span className={classes.by}>{asker(job.askedBy)}</span>
                </td>
                <td className={tableClasses.end}>
                  <JobActs
                    job={job}
                    mayCancel={may('job.cancel')}
                    mayRetry={may('job.retry')}
                    busy={steer.isPending}
                    onAct={(act) => steer.mutate({ id: job.id, act })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** The program is named `system:…`; people stand with their names. */
const asker = (name: string) => (name.startsWith('system:') ? jobsWords.byItself : jobsWords.by(name));

function JobState({ job }: { job: JobView }) {
  const { state, attempts, progress, problem, isCancelAsked } = job;
  const hasProblem = problem !== null && state !== 'running';
  return (
    <>
      <span className={state === 'dead' ? classes.dead : undefined}>{jobStateWords[state].says}</span>
      {attempts > 1 || hasProblem ? <span className={classes.by}> · {jobsWords.tries(attempts)}</span> : null}
      {isCancelAsked ? <span className={classes.by}> · {jobsWords.ends}</span> : null}
      {state === 'running' && progress ? (
        <span className={classes.progress}>
          <progress value={progress.done} max={progress.all} aria-hidden="true" />
          {jobsWords.progress(progress.done, progress.all)}
        </span>
      ) : null}
      {hasProblem ? <span className={classes.problem}>{problem}</span> : null}
    </>
  );
}

interface JobActsProps {
  job: JobView;
  mayCancel: boolean;
  mayRetry: boolean;
  busy: boolean;
  onAct: (act: 'cancel' | 'retry') => void;
}

function JobActs({ job, mayCancel, mayRetry, busy, onAct }: JobActsProps) {
  const [kind, when] = [jobInWords(job.kind), momentInWords(job.askedAt)];
  return (
    <span className={classes.acts}>
      {mayRetry && isToTryAgain(job.state) ? (
        <Button disabled={busy} aria-label={jobsWords.retryOf(kind, when)} onClick={() => onAct('retry')}>
          {jobsWords.retry}
        </Button>
      ) : null}
      {mayCancel && isUnderWay(job.state) && !job.isCancelAsked ? (
        <Button disabled={busy} aria-label={jobsWords.cancelOf(kind, when)} onClick={() => onAct('cancel')}>
          {jobsWords.cancel}
        </Button>
      ) : null}
    </span>
  );
}
