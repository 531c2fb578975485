import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationInterface } from 'typeorm';
import type { Config } from '@libs/platform/config';
import {
  loginUrl,
  LOGINS,
  migrate,
  newPasswords,
  prepareServer,
  withClient,
  type LoginPasswords,
} from '@libs/platform/database';
import { leaseEmbeddedPostgres, type PostgresLease } from '@libs/platform/postgres';
import { refuseStrongLogin } from '@libs/platform/tenancy';

const EMBEDDED_DATABASE = 'plumbline';

/** Addresses of the logins that a program uses, and how to let the database go. */
export interface OpenDatabase {
  runtimeUrl: string;
  identityUrl: string;
  /** The login that works jobs; null where an external database is used without DATABASE_QUEUE_URL. */
  queueUrl: string | null;
  /** The owner of the tables; null where an external database is used without DATABASE_MIGRATION_URL. */
  migrationUrl: string | null;
  /** The login that reads for a backup; for an external database without DATABASE_BACKUP_URL the runtime's. */
  backupUrl: string;
  /** Null for an external database. */
  lease: PostgresLease | null;
  migrated: string[];
  close(): Promise<void>;
}

/**
 * Opens the database that the configuration names: an external PostgreSQL, or the embedded one under the data
 * directory, started when needed. Brings the schema up to date, and refuses logins that are too strong.
 */
export async function openDatabase(
  config: Config,
  migrations: (new () => MigrationInterface)[],
  report: (line: string) => void,
): Promise<OpenDatabase> {
  if (config.database) return openExternal(config.database, migrations, report);
  const lease = await leaseEmbeddedPostgres({ dataDirectory: config.dataDirectory, log: report });
  try {
    const passwords = keptPasswords(config.dataDirectory);
    const address = { host: lease.host, port: lease.port, database: EMBEDDED_DATABASE };
    const admin = new URL(`postgresql://${lease.host}:${lease.port}/postgres`);
    admin.username = lease.superuser.name;
    admin.password = lease.superuser.password;
    await prepareServer(admin.href, EMBEDDED_DATABASE, passwords);
    const migrated = await migrate(loginUrl(address, 'migrator', passwords.migrator), migrations);
    return {
      runtimeUrl: loginUrl(address, 'runtime', passwords.runtime),
      identityUrl: loginUrl(address, 'identity', passwords.identity),
      queueUrl: loginUrl(address, 'queue', passwords.queue),
      migrationUrl: loginUrl(address, 'migrator', passwords.migrator),
      backupUrl: loginUrl(address, 'backup', passwords.backup),
      lease,
      migrated,
      close: () => lease.release(),
    };
  } catch (error) {
    await lease.release();
    throw error;
  }
}

async function openExternal(
  urls: NonNullable<Config['database']>,
  migrations: (new () => MigrationInterface)[],
  report: (line: string) => void,
): Promise<OpenDatabase> {
  const migrated = urls.migration ? await migrate(urls.migration, migrations) : [];
  if (!urls.migration) report('DATABASE_MIGRATION_URL is not set: the schema is used as it is');
  for (const url of [urls.runtime, urls.identity, urls.queue]) if (url) await refuseStrongLogin(url);
  await refuseOldSchema(urls.runtime, migrations);
  return {
    runtimeUrl: urls.runtime,
    identityUrl: urls.identity,
    queueUrl: urls.queue,
    migrationUrl: urls.migration,
    backupUrl: urls.backup,
    lease: null,
    migrated,
    close: async () => undefined,
  };
}

/** Without a login that may migrate, the schema must be there already. */
async function refuseOldSchema(runtimeUrl: string, migrations: (new () => MigrationInterface)[]): Promise<void> {
  const missing = await withClient(runtimeUrl, async (client) => {
    const known = await client.query<{ there: boolean }>(
      `select to_regclass('app.workspace_directory') is not null as there`,
    );
    return !known.rows[0]!.there;
  });
  if (!missing) return;
  throw new Error(
    `The database has no tables yet (${migrations.length} migrations to run): set DATABASE_MIGRATION_URL once, ` +
      'to the migrator login that `plumbline database prepare` made.',
  );
}

/** Passwords of the embedded server's logins: made once, kept beside the data, readable by the owner only. */
function keptPasswords(dataDirectory: string): LoginPasswords {
  const file = join(dataDirectory, 'logins.json');
  if (!existsSync(file)) {
    mkdirSync(dataDirectory, { recursive: true });
    // Linked into place whole: a program that starts at the same moment reads all of it or writes its own first.
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(newPasswords()), { mode: 0o600 });
    try {
      linkSync(draft, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      unlinkSync(draft);
    }
  }
  const passwords = JSON.parse(readFileSync(file, 'utf8')) as LoginPasswords;
  const missing = LOGINS.filter((login) => typeof passwords[login] !== 'string');
  if (missing.length > 0)
    throw new Error(`${file} lacks the passwords of ${missing.join(', ')}: restore it from a backup`);
  return passwords;
}
