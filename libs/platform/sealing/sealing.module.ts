import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import type { SealingOptions } from './key-file.ts';
import { Sealing } from './sealing.service.ts';

/** Provides `Sealing` everywhere. The key file is read when the program starts: without it nothing starts. */
@Global()
@Module({})
export class SealingModule {
  static forRoot(options: SealingOptions): DynamicModule {
    return {
      module: SealingModule,
      providers: [{ provide: Sealing, useFactory: () => Sealing.open(options) }],
      exports: [Sealing],
    };
  }
}
