import type { JobState, ListJobs } from '@libs/contracts';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';

export interface JobRow {
  id: string;
  kind: string;
  state: JobState;
  attempts: number;
  stepsDone: number | null;
  stepsAll: number | null;
  problem: string | null;
  isCancelAsked: boolean;
  askedBy: string;
  askedAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
}

const COLUMNS = `o.id, o.kind, r.state, r.attempts, r.steps_done as "stepsDone", r.steps_all as "stepsAll", r.problem,
  r.cancel_asked_at is not null as "isCancelAsked", o.created_by as "askedBy", o.created_at as "askedAt",
  r.started_at as "startedAt", r.ended_at as "endedAt"`;

export function jobsIn(tx: WorkspaceTransaction, { state, limit, offset }: ListJobs): Promise<JobRow[]> {
  return tx.query<JobRow>(
    `select ${COLUMNS} from app.job_run r join app.outbox o on o.workspace_id = $1 and o.id = r.id
     where r.workspace_id = $1 and ($2::text is null or r.state = $2)
     order by o.created_at desc, o.id desc limit $3 offset $4`,
    [tx.workspaceId, state ?? null, limit, offset],
  );
}

/** The job with its state held until the transaction ends, so that it cannot begin meanwhile. */
export async function heldJob(tx: WorkspaceTransaction, id: string): Promise<JobRow | undefined> {
  const rows = await tx.query<JobRow>(
    `select ${COLUMNS} from app.job_run r join app.outbox o on o.workspace_id = $1 and o.id = r.id
     where r.workspace_id = $1 and r.id = $2 for update of r`,
    [tx.workspaceId, id],
  );
  return rows[0];
}

export async function countJobs(tx: WorkspaceTransaction): Promise<Map<string, number>> {
  const rows = await tx.query<{ state: string; count: number }>(
    'select r.state, count(*)::int as count from app.job_run r where r.workspace_id = $1 group by r.state',
    [tx.workspaceId],
  );
  return new Map(rows.map(({ state, count }) => [state, count]));
}
