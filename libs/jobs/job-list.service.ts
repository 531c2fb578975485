import { Injectable } from '@nestjs/common';
import { JOB_STATES, type JobPage, type JobView, type ListJobs } from '@libs/contracts';
import { NotFound } from '@libs/platform/errors';
import { namesOf, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { countJobs, heldJob, jobsIn, type JobRow } from './job.queries.ts';
import { refuseCancel, refuseRetry } from './job.rules.ts';
import { jobViewOf } from './job.view.ts';

/** What is done for a workspace afterwards: looked at, called off, tried again. */
@Injectable()
export class JobListService {
  async page(tx: WorkspaceTransaction, query: ListJobs): Promise<JobPage> {
    const [rows, counted] = await Promise.all([jobsIn(tx, query), countJobs(tx)]);
    const counts = Object.fromEntries(JOB_STATES.map((state) => [state, counted.get(state) ?? 0])) as JobPage['counts'];
    const total = query.state ? counts[query.state] : Object.values(counts).reduce((sum, count) => sum + count, 0);
    return { items: await this.shown(tx, rows), total, counts };
  }

  /** One that waits is over at once. One at work is told, and ends at its next step; what it did by then stays done. */
  async cancel(tx: WorkspaceTransaction, id: string): Promise<JobView> {
    const { state } = await this.require(tx, id);
    const refusal = refuseCancel(state);
    if (refusal) throw refusal;
    const isOver = state !== 'running';
    await tx.query(
      `update app.job_run as r set cancel_asked_at = $3, state = case when $4 then 'cancelled' else r.state end,
         ended_at = case when $4 then $3 else r.ended_at end where r.workspace_id = $1 and r.id = $2`,
      [tx.workspaceId, id, tx.now, isOver],
    );
    tx.audit('cancel', 'job', id);
    return this.view(tx, id);
  }

  /** Has one tried now that failed or was cancelled, with all its tries before it. */
  async retry(tx: WorkspaceTransaction, id: string): Promise<JobView> {
    const { state } = await this.require(tx, id);
    const refusal = refuseRetry(state);
    if (refusal) throw refusal;
    await tx.query(
      `update app.job_run set state = 'waiting', attempts = 0, problem = null, cancel_asked_at = null, started_at = null,
         ended_at = null, steps_done = null, steps_all = null where workspace_id = $1 and id = $2`,
      [tx.workspaceId, id],
    );
    await tx.outboxAgain(id);
    tx.audit('retry', 'job', id);
    return this.view(tx, id);
  }

  private async require(tx: WorkspaceTransaction, id: string): Promise<JobRow> {
    const row = await heldJob(tx, id);
    if (!row) throw new NotFound('job');
    return row;
  }

  private async view(tx: WorkspaceTransaction, id: string): Promise<JobView> {
    const [view] = await this.shown(tx, [await this.require(tx, id)]);
    return view!;
  }

  private async shown(tx: WorkspaceTransaction, rows: JobRow[]): Promise<JobView[]> {
    const nameOf = await namesOf(
      tx,
      rows.map(({ askedBy }) => askedBy),
    );
    return rows.map((row) => jobViewOf(row, nameOf(row.askedBy)));
  }
}
