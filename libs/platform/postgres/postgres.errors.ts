/** Embedded PostgreSQL cannot run here; the message is one line that ends with the remedy. */
export class PostgresUnavailable extends Error {
  override readonly name = 'PostgresUnavailable';
}

/** Another server holds this data directory. `address` is where it answers, once it has announced that. */
export class ServerAlreadyRunning extends Error {
  override readonly name = 'ServerAlreadyRunning';

  constructor(
    readonly address: string | null,
    readonly pid: number,
    dataDirectory: string,
  ) {
    const where = address === null ? '' : ` at ${address}`;
    super(
      `A server already runs on ${dataDirectory}${where} (process ${pid}): use that one, stop it, or set another DATA_DIR and PORT.`,
    );
  }
}

/** Turns what a PostgreSQL program printed into one line with a remedy. */
export function explainFailure(step: string, output: string, place: string): PostgresUnavailable {
  if (/No space left on device|ENOSPC/.test(output)) {
    return new PostgresUnavailable(`No disk space for ${place}: free at least 200 MB, or set another DATA_DIR.`);
  }
  if (/Permission denied|EACCES|EPERM|Read-only file system|EROFS/.test(output)) {
    return new PostgresUnavailable(`No permission to write ${place}: run as its owner, or set another DATA_DIR.`);
  }
  if (/No space left|could not (create|attach).*shared memory|Cannot allocate memory/.test(output)) {
    return new PostgresUnavailable('Too little memory for PostgreSQL: free about 300 MB, or set DATABASE_URL.');
  }
  const lines = output.trim().split('\n');
  const told = lines.findLast((line) => /FATAL|PANIC|error:/i.test(line)) ?? lines.at(-1) ?? '';
  return new PostgresUnavailable(`${step} failed (${told.trim()}): see the log below ${place}, or set DATABASE_URL.`);
}
