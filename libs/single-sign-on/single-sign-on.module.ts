import { Module } from '@nestjs/common';
import { Providers } from './providers.service.ts';
import { SettingsService } from './settings.service.ts';
import { SignOnService } from './sign-on.service.ts';
import { WorkspaceDoors } from './workspace-doors.service.ts';
import { SignOnController, SingleSignOnController } from './single-sign-on.controller.ts';

@Module({
  controllers: [SingleSignOnController, SignOnController],
  providers: [SettingsService, SignOnService, Providers, WorkspaceDoors],
})
export class SingleSignOnModule {}
