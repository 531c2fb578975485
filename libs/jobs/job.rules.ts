import { isToTryAgain, isUnderWay, type JobState } from '@libs/contracts';
import { RuleBroken } from '@libs/platform/errors';

/** @returns why a job cannot be called off, or nothing */
export function refuseCancel(state: JobState): RuleBroken | undefined {
  if (isUnderWay(state)) return undefined;
  return new RuleBroken('job_is_over', `This job is ${state}: there is nothing to cancel any more.`);
}

/** @returns why a job cannot be tried again, or nothing */
export function refuseRetry(state: JobState): RuleBroken | undefined {
  if (isToTryAgain(state)) return undefined;
  const why = state === 'done' ? 'what is done is not done twice' : 'it is going to be worked on as it is';
  return new RuleBroken('job_not_failed', `This job is ${state}: ${why}.`);
}
