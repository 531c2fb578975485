import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { registeredEntities } from '@libs/platform/database';
import { Tenancy } from './tenancy.service.ts';
import { TransactionInterceptor } from './transaction.interceptor.ts';

export interface TenancyOptions {
  runtimeUrl: string;
  poolSize: number;
}

@Global()
@Module({})
export class TenancyModule {
  static forRoot(options: TenancyOptions): DynamicModule {
    return {
      module: TenancyModule,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => ({
            type: 'postgres',
            url: options.runtimeUrl,
            entities: registeredEntities() as never,
            poolErrorHandler: () => undefined,
            // Statements that do not wait for one another share a round trip.
            extra: { max: options.poolSize, connectionTimeoutMillis: 5000, pipeline: true },
            retryAttempts: 1,
            synchronize: false,
          }),
        }),
      ],
      providers: [Tenancy, TransactionInterceptor],
      exports: [Tenancy, TransactionInterceptor],
    };
  }
}
