import type { LoggerService } from '@nestjs/common';
import pino, { type Logger } from 'pino';

/** Members that no line of the log shows. */
const SECRETS = ['password', 'currentPassword', 'proof', 'token', 'secret'];

/** One JSON line per event, on stderr: stdout belongs to the programs' answers. */
export function openLog(level: string): Logger {
  return pino(
    { level, redact: SECRETS.flatMap((name) => [name, `*.${name}`]) },
    pino.destination({ dest: 2, sync: true }),
  );
}

/** Lets Nest speak through the same log; only its warnings and errors are of interest. */
export function nestLog(log: Logger): LoggerService {
  return {
    log: () => undefined,
    warn: (message: unknown) => log.warn(String(message)),
    error: (message: unknown, stack?: unknown) => log.error({ stack }, String(message)),
  };
}
