import 'reflect-metadata';
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import pino from 'pino';
import { AccessModule } from '@libs/platform/access';
import { InvalidConfig, publicUrlOf, readConfig, type Config } from '@libs/platform/config';
import { JobsModule, JobsService } from '@libs/platform/jobs';
import { openDatabase, type OpenDatabase } from '@libs/platform/opening';
import { SealingModule } from '@libs/platform/sealing';
import { TenancyModule } from '@libs/platform/tenancy';
import { MIGRATIONS } from '../../migrations/index.ts';
import { roomModules } from '../rooms.ts';

@Module({})
class WorkerModule {
  static forRoot(config: Config, { runtimeUrl, identityUrl, queueUrl }: OpenDatabase): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        TenancyModule.forRoot({ runtimeUrl, poolSize: config.databasePool }),
        SealingModule.forRoot(config.sealing),
        AccessModule.forRoot({ identityUrl, publicUrl: publicUrlOf(config) }),
        JobsModule.forRoot({ queueUrl }),
        ...roomModules({
          demo: config.demo,
          letterProcesses: config.letterProcesses,
          fetchProxy: config.fetchProxy,
          checkpoints: { ...config.checkpoints, everyHour: false },
        }),
      ],
    };
  }
}

/** Works jobs beside servers that run with JOBS=worker: the same rooms, without HTTP. */
async function main(): Promise<void> {
  const config = readConfig();
  const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }));
  const database = await openDatabase(config, MIGRATIONS, (line) => log.info(line));
  try {
    if (database.queueUrl === null) {
      throw new Error(
        'DATABASE_QUEUE_URL is not set: a worker needs the login that `plumbline database prepare` makes.',
      );
    }
    const rooms = await NestFactory.createApplicationContext(WorkerModule.forRoot(config, database), {
      logger: {
        log: () => undefined,
        warn: (message: unknown) => log.warn(String(message)),
        error: (message: unknown) => log.error(String(message)),
      },
      abortOnError: false,
    });
    const stop = async () => {
      await rooms.get(JobsService).stop();
      await rooms.close();
      await database.close();
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        stop().then(
          () => process.exit(0),
          () => process.exit(1),
        );
      });
    }
    process.stdout.write('Plumbline works jobs.\n');
  } catch (error) {
    await database.close();
    throw error;
  }
}

main().catch((error: unknown) => {
  const heading = error instanceof InvalidConfig ? 'The configuration is refused:\n' : '';
  process.stderr.write(`${heading}${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
