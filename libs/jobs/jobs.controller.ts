import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Id, JobPage, JobView, ListJobs } from '@libs/contracts';
import { Allow } from '@libs/platform/access';
import { Tx, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { JobListService } from './job-list.service.ts';

@ApiTags('Jobs')
@Controller('api/workspaces/:workspace/jobs')
export class JobsController {
  constructor(private readonly jobs: JobListService) {}

  @Get()
  @Allow('job.read')
  @ApiOperation({
    summary: 'List jobs',
    description:
      'What is done after the write that asked for it, such as a mail: newest first. What is done or cancelled is kept ' +
      'for 30 days, a dead one until somebody has it tried again. A job tells its kind and not what it is about.',
  })
  @ApiResponse({ status: 200, standardSchema: JobPage })
  list(@Tx() tx: WorkspaceTransaction, @Query({ schema: ListJobs }) query: ListJobs): Promise<JobPage> {
    return this.jobs.page(tx, query);
  }

  @Post(':id/cancel')
  @Allow('job.cancel')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Cancel a job',
    description:
      'One that waits is over at once. One at work ends at its next step, and what it did by then stays done; should it ' +
      'have no further step it is done all the same. Refused for one that is over (`job_is_over`).',
  })
  @ApiResponse({ status: 200, standardSchema: JobView })
  cancel(@Tx() tx: WorkspaceTransaction, @Param('id', { schema: Id }) id: string): Promise<JobView> {
    return this.jobs.cancel(tx, id);
  }

  @Post(':id/retry')
  @Allow('job.retry')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Have a job tried again',
    description:
      'Now, and as often as a new one. For jobs that failed, are dead or were cancelled; refused for others ' +
      '(`job_not_failed`).',
  })
  @ApiResponse({ status: 200, standardSchema: JobView })
  retry(@Tx() tx: WorkspaceTransaction, @Param('id', { schema: Id }) id: string): Promise<JobView> {
    return this.jobs.retry(tx, id);
  }
}
