import { Module } from '@nestjs/common';
import { AuditTrailService } from './audit-trail.service.ts';
import { AuditController } from './audit.controller.ts';

@Module({
  controllers: [AuditController],
  providers: [AuditTrailService],
  exports: [AuditTrailService],
})
export class AuditModule {}
