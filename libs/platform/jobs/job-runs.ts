import { Injectable } from '@nestjs/common';
import { Tenancy, type Actor } from '@libs/platform/tenancy';

/** What is over is shown for so long, and then cleared a few at a time. */
const KEPT_DAYS = 30;
const CLEARED_AT_ONCE = 20;

export interface BegunRun {
  kind: string;
  payload: Record<string, unknown>;
  attempt: number;
}

interface FoundRun {
  kind: string;
  payload: string;
  state: string;
  attempts: number;
  unwanted: boolean;
}

/** What became of each message, as the people of its workspace see it. */
@Injectable()
export class JobRuns {
  constructor(private readonly tenancy: Tenancy) {}

  /**
   * Notes that a job is tried once more.
   * @returns null where there is nothing to do: it is done, cancelled, dead, or cleared
   */
  begin(actor: Actor, id: string, mostAttempts: (kind: string) => number): Promise<BegunRun | null> {
    return this.tenancy.inWorkspace(actor, async (tx) => {
      const [row] = await tx.query<FoundRun>(
        `select o.kind, o.payload, r.state, r.attempts, r.cancel_asked_at is not null as unwanted from app.job_run r
         join app.outbox o on o.workspace_id = $1 and o.id = r.id
         where r.workspace_id = $1 and r.id = $2 for update of r`,
        [tx.workspaceId, id],
      );
      if (!row || ['done', 'cancelled', 'dead'].includes(row.state)) return null;
      if (row.unwanted) {
        const note = `update app.job_run set state = 'cancelled', ended_at = $3 where workspace_id = $1 and id = $2`;
        await tx.query(note, [tx.workspaceId, id, tx.now]);
        return null;
      }
      // It ended the process that tried it last: that counts, or it would end one after the other for ever.
      if (row.attempts >= mostAttempts(row.kind)) {
        await tx.query(
          `update app.job_run set state = 'dead', ended_at = $3, problem = $4 where workspace_id = $1 and id = $2`,
          [tx.workspaceId, id, tx.now, 'The program ended while it worked on this.'],
        );
        return null;
      }
      await tx.query(
        `update app.job_run set state = 'running', attempts = attempts + 1, started_at = $3, ended_at = null,
           steps_done = null, steps_all = null where workspace_id = $1 and id = $2`,
        [tx.workspaceId, id, tx.now],
      );
      return { kind: row.kind, payload: JSON.parse(row.payload) as BegunRun['payload'], attempt: row.attempts + 1 };
    });
  }

  /**
   * Notes how far a job is.
   * @returns whether it is still wanted
   */
  progress(actor: Actor, id: string, done: number, all: number): Promise<boolean> {
    return this.tenancy.inWorkspace(actor, async (tx) => {
      const [row] = await tx.query<{ wanted: boolean }>(
        `update app.job_run as r set steps_done = $3, steps_all = $4 where r.workspace_id = $1 and r.id = $2
         returning r.cancel_asked_at is null as wanted`,
        [tx.workspaceId, id, done, all],
      );
      return row?.wanted ?? false;
    });
  }

  /** Notes how a try ended, and clears some of what ended long ago. One that is no longer wanted is not tried again. */
  end(actor: Actor, id: string, state: 'done' | 'retrying' | 'dead', problem: string | null): Promise<void> {
    return this.tenancy.inWorkspace(actor, async (tx) => {
      await tx.query(
        `update app.job_run set problem = $4, ended_at = $5, state = case
           when $3 <> 'done' and cancel_asked_at is not null then 'cancelled' else $3 end
         where workspace_id = $1 and id = $2`,
        [tx.workspaceId, id, state, problem, tx.now],
      );
      const cleared = await tx.query<{ id: string }>(
        `delete from app.job_run r where r.workspace_id = $1 and r.id in
           (select old.id from app.job_run old where old.workspace_id = $1 and old.state in ('done', 'cancelled')
              and old.ended_at < $2::timestamptz - make_interval(days => $3) limit $4) returning r.id`,
        [tx.workspaceId, tx.now, KEPT_DAYS, CLEARED_AT_ONCE],
      );
      if (cleared.length === 0) return;
      await tx.query('delete from app.outbox o where o.workspace_id = $1 and o.id = any($2)', [
        tx.workspaceId,
        cleared.map((one) => one.id),
      ]);
    });
  }
}
