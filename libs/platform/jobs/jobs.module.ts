import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { JobHandlers } from './job-handlers.ts';
import { JobRuns } from './job-runs.ts';
import { JOB_OPTIONS, JobsService, type JobOptions } from './jobs.service.ts';
import { RunAs } from './run-as.ts';

@Global()
@Module({})
export class JobsModule {
  static forRoot(options: JobOptions): DynamicModule {
    return {
      module: JobsModule,
      providers: [{ provide: JOB_OPTIONS, useValue: options }, JobHandlers, JobRuns, RunAs, JobsService],
      exports: [JobHandlers, RunAs, JobsService],
    };
  }
}
