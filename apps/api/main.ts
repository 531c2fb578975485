import type { Server } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InvalidConfig, publicUrlOf, readConfig, type Config } from '@libs/platform/config';
import { JobsService } from '@libs/platform/jobs';
import { openDatabase } from '@libs/platform/opening';
import { MIGRATIONS } from '../../migrations/index.ts';
import { loadDemo } from '../demo.ts';
import { createApplication } from './application.ts';
import { nestLog, openLog } from './log.ts';
import { Readiness } from './readiness.ts';

const PACKAGE_ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Starts the server. Every failure ends in one line that says what to do. */
async function main(): Promise<void> {
  const config = readConfig();
  const log = openLog(config.logLevel);
  const database = await openDatabase(config, MIGRATIONS, (line) => log.info(line));
  try {
    await database.lease?.takeServerLease();
    if (config.jobs === 'inline' && database.queueUrl === null) {
      log.warn('DATABASE_QUEUE_URL is not set: mails and other jobs are kept until a server or a worker has it');
    }
    const publicUrl = publicUrlOf(config);
    const app = await createApplication({
      runtimeUrl: database.runtimeUrl,
      identityUrl: database.identityUrl,
      queueUrl: config.jobs === 'inline' ? database.queueUrl : null,
      publicUrl,
      poolSize: config.databasePool,
      demo: config.demo,
      letterProcesses: config.letterProcesses,
      fetchProxy: config.fetchProxy,
      checkpoints: { ...config.checkpoints, everyHour: true },
      sealing: config.sealing,
      log,
      nestLog: nestLog(log),
      webRoot: join(PACKAGE_ROOT, 'dist/web'),
      openDocs: config.mode === 'evaluation',
      trustedProxies: config.trustedProxies,
    });
    if (config.demo) await loadDemo(app, (line) => log.info(line));
    await app.listen(config.port, config.host).catch((error: NodeJS.ErrnoException) => {
      throw listenFailure(error, config);
    });
    stopOn(['SIGINT', 'SIGTERM'], async () => {
      await Promise.all([
        app.get(Readiness).drain(app.getHttpServer() as Server, config.shutdownGrace * 1000),
        app.get(JobsService).stop(),
      ]);
      await app.close();
      await database.close();
    });
    // With PORT=0 the system chooses: only the listening server knows where.
    const address = config.publicUrl ?? (config.port === 0 ? await app.getUrl() : publicUrl);
    database.lease?.announce(address);
    process.stdout.write(`Plumbline is ready: ${address}\n`);
  } catch (error) {
    await database.close();
    throw error;
  }
}

function listenFailure(error: NodeJS.ErrnoException, config: Config): Error {
  if (error.code === 'EADDRINUSE') return new Error(`Port ${config.port} is taken. Choose another with PORT=…`);
  if (error.code === 'EACCES')
    return new Error(`Port ${config.port} needs more rights. Choose one above 1023 with PORT=…`);
  return error;
}

function stopOn(signals: NodeJS.Signals[], stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of signals) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  const heading = error instanceof InvalidConfig ? 'The configuration is refused:\n' : '';
  process.stderr.write(`${heading}${message}\n`);
  process.exit(1);
});
