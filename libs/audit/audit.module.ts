import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { AuditTrailService } from './audit-trail.service.ts';
import { AuditController } from './audit.controller.ts';
import { CheckpointsController } from './checkpoints.controller.ts';
import { CHECKPOINT_OPTIONS, CheckpointsService, type CheckpointOptions } from './checkpoints.service.ts';
import { SecurityEventsController } from './security-events.controller.ts';
import { TrailExportController } from './trail-export.controller.ts';
import { TrailExportService } from './trail-export.service.ts';
import { TrailListService } from './trail-list.service.ts';

@Module({})
export class AuditModule {
  static forRoot(workspaces: DynamicModule, options: CheckpointOptions): DynamicModule {
    return {
      module: AuditModule,
      imports: [workspaces],
      controllers: [CheckpointsController, TrailExportController, AuditController, SecurityEventsController],
      providers: [
        AuditTrailService,
        TrailListService,
        TrailExportService,
        CheckpointsService,
        { provide: CHECKPOINT_OPTIONS, useValue: options },
      ],
      exports: [AuditTrailService, TrailExportService, CheckpointsService],
    };
  }
}
