export { JobFailed, JobHandlers, type JobHandler, type RunningJob } from './job-handlers.ts';
export { JobsService, type JobOptions } from './jobs.service.ts';
export { JobsModule } from './jobs.module.ts';
export { RunAs } from './run-as.ts';
