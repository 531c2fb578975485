import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { AccessModule } from '@libs/platform/access';
import type { CheckpointOptions } from '@libs/audit';
import type { FetchProxy } from '@libs/platform/fetching';
import { JobsModule } from '@libs/platform/jobs';
import { SealingModule, type SealingOptions } from '@libs/platform/sealing';
import { TenancyModule, TransactionInterceptor } from '@libs/platform/tenancy';
import { roomModules } from '../rooms.ts';
import { HealthController } from './health.controller.ts';
import { Readiness } from './readiness.ts';

export interface ApiOptions {
  runtimeUrl: string;
  identityUrl: string;
  /** The login with which this process works jobs; left out or null, it leaves them to another. */
  queueUrl?: string | null;
  publicUrl: string;
  poolSize: number;
  demo: boolean;
  /** Child processes that set letters as PDF. */
  letterProcesses: number;
  /** A proxy that documents are fetched through; left out, they are fetched from here. */
  fetchProxy?: FetchProxy | null;
  checkpoints: CheckpointOptions;
  sealing: SealingOptions;
}

@Module({})
export class ApiModule {
  static forRoot(options: ApiOptions): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        TenancyModule.forRoot({ runtimeUrl: options.runtimeUrl, poolSize: options.poolSize }),
        SealingModule.forRoot(options.sealing),
        AccessModule.forRoot({ identityUrl: options.identityUrl, publicUrl: options.publicUrl }),
        JobsModule.forRoot({ queueUrl: options.queueUrl ?? null }),
        ...roomModules(options),
      ],
      controllers: [HealthController],
      providers: [Readiness, { provide: APP_INTERCEPTOR, useExisting: TransactionInterceptor }],
    };
  }
}
