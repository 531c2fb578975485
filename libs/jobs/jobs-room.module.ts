import { Module } from '@nestjs/common';
import { JobsController } from './jobs.controller.ts';
import { JobListService } from './job-list.service.ts';

@Module({ controllers: [JobsController], providers: [JobListService] })
export class JobsRoomModule {}
