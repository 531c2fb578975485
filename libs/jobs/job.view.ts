import type { JobView } from '@libs/contracts';
import type { JobRow } from './job.queries.ts';

export function jobViewOf(row: JobRow, askedBy: string): JobView {
  const { stepsDone, stepsAll } = row;
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    attempts: row.attempts,
    progress: stepsDone === null || stepsAll === null ? null : { done: stepsDone, all: stepsAll },
    problem: row.problem,
    isCancelAsked: row.isCancelAsked && row.state === 'running',
    askedBy,
    askedAt: row.askedAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
