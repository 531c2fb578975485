import { z } from 'zod';
import { Id, pageOf, Paging } from './common.ts';

/**
 * Where a job stands: it waits, runs, failed and is tried again, is done, failed for good (a dead letter), or somebody
 * cancelled it.
 */
export const JOB_STATES = ['waiting', 'running', 'retrying', 'dead', 'done', 'cancelled'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** Jobs that a person can still call off. */
export const isUnderWay = (state: JobState): boolean => ['waiting', 'running', 'retrying'].includes(state);

/** Jobs that a person can have tried now, from their first try. */
export const isToTryAgain = (state: JobState): boolean => ['retrying', 'dead', 'cancelled'].includes(state);

export const ListJobs = z.strictObject({
  ...Paging,
  limit: Paging.limit.default(50),
  state: z.enum(JOB_STATES).optional(),
});
export type ListJobs = z.infer<typeof ListJobs>;

/** A job as those who look after the workspace see it: never what it is about, beyond its kind. */
export const JobView = z.object({
  id: Id,
  kind: z.string().describe('What is done, for example invitation_mail'),
  state: z.enum(JOB_STATES),
  attempts: z.int().describe('Tries so far'),
  progress: z
    .object({ done: z.int(), all: z.int() })
    .nullable()
    .describe('Steps of the try at work or the last one; null where it counts none'),
  problem: z.string().nullable().describe('Why the last try failed'),
  isCancelAsked: z.boolean().describe('Whether it ends at its next step, as somebody cancelled it while it ran'),
  askedBy: z.string().describe('Name of the member whose act asked for it, or the program'),
  askedAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable().describe('Begin of the last try'),
  endedAt: z.iso.datetime().nullable().describe('End of the last try'),
});
export type JobView = z.infer<typeof JobView>;

export const JobPage = pageOf(JobView).extend({
  counts: z
    .object(Object.fromEntries(JOB_STATES.map((state) => [state, z.int()])) as Record<JobState, z.ZodInt>)
    .describe('Jobs of the workspace in each state'),
});
export type JobPage = z.infer<typeof JobPage>;
