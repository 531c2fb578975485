import { DataSource } from 'typeorm';
import type { Logger, MigrationInterface, QueryRunner } from 'typeorm';
import type pg from 'pg';
import { roleName } from './logins.ts';
import { withClient } from './prepare.ts';

type MigrationClass = new () => MigrationInterface;

/**
 * How long a migration waits for a lock before it lets the others pass, in milliseconds, one try after the other; the last
 * holds for all later tries (security-bar P5). Whoever wants the table waits as long behind it, and not longer.
 */
const LOCK_WAITS = [100, 150, 200, 300, 400];
const PAUSE_BETWEEN_TRIES = 500;
const PATIENCE = 120_000;

const nothing = (): void => undefined;
const SILENT: Logger = {
  log: nothing,
  logMigration: nothing,
  logQuery: nothing,
  logQueryError: nothing,
  logQuerySlow: nothing,
  logSchemaBuild: nothing,
};

/**
 * Brings the schema up to date as the owner and sets the grants. Programs that start together wait for one another, and
 * the later ones find nothing to do. Each migration is one transaction; one that does not get its locks at once is
 * tried again, for two minutes, while the tables go on being used.
 * @param options.patience milliseconds until it gives up on a lock
 * @returns the names of the migrations that ran
 */
export async function migrate(
  migrationUrl: string,
  migrations: MigrationClass[],
  { patience = PATIENCE }: { patience?: number } = {},
): Promise<string[]> {
  return withClient(migrationUrl, async (client) => {
    // Held by a transaction, not by the session: then it holds behind a pooler too.
    await client.query('begin');
    await client.query('set local idle_in_transaction_session_timeout = 0');
    await client.query("select pg_advisory_xact_lock(hashtext('plumbline:migrate'))");
    const wait = { millis: 0 };
    const source = new DataSource({
      type: 'postgres',
      url: migrationUrl,
      migrations: migrations.map((migration) => patient(migration, wait)),
      migrationsTableName: 'schema_migration',
      migrationsTransactionMode: 'each',
      poolErrorHandler: () => undefined,
      // It would write to standard output, which belongs to the programs' answers. What fails is thrown.
      logger: SILENT,
      extra: { max: 1 },
    });
    await source.initialize();
    try {
      const ran = await runPatiently(source, wait, patience);
      await setGrants(client);
      await client.query('commit');
      return ran;
    } finally {
      await source.destroy();
    }
  });
}

/** The migration under its own name, with a short wait for its locks. */
function patient(Migration: MigrationClass, wait: { millis: number }): MigrationClass {
  return class implements MigrationInterface {
    private readonly inner = new Migration();
    readonly name = this.inner.name ?? Migration.name;

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`set local lock_timeout = ${wait.millis}`);
      await this.inner.up(runner);
    }

    down(runner: QueryRunner): Promise<void> {
      return this.inner.down(runner);
    }
  };
}

/** Tries until every migration had its locks. Those that are done stay done. */
async function runPatiently(source: DataSource, wait: { millis: number }, patience: number): Promise<string[]> {
  const before = await doneMigrations(source);
  const until = Date.now() + patience;
  for (let tries = 0; ; tries += 1) {
    wait.millis = LOCK_WAITS[Math.min(tries, LOCK_WAITS.length - 1)]!;
    try {
      await source.runMigrations();
      const after = await doneMigrations(source);
      return after.filter((name) => !before.includes(name));
    } catch (error) {
      if (!isLockRefused(error)) throw error;
      if (Date.now() > until) {
        throw new Error(
          `Another program held a table for ${Math.round(patience / 1000)} s, so a migration could not run: ` +
            'end its transaction (pg_stat_activity shows it), then start again.',
          { cause: error },
        );
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_BETWEEN_TRIES));
    }
  }
}

async function doneMigrations(source: DataSource): Promise<string[]> {
  const [known] = await source.query<{ there: boolean }[]>(
    `select to_regclass('public.schema_migration') is not null as there`,
  );
  if (!known!.there) return [];
  const rows = await source.query<{ name: string }[]>('select name from public.schema_migration order by id');
  return rows.map(({ name }) => name);
}

/** A lock that was not given in time, or two that waited for each other. */
function isLockRefused(error: unknown): boolean {
  const { code } = ((error as { driverError?: unknown }).driverError ?? error) as { code?: string };
  return code === '55P03' || code === '40P01';
}

/** Gives each login what the declared table kinds say, and nothing else. */
async function setGrants(client: pg.Client): Promise<void> {
  const runtime = roleName('runtime');
  const identity = roleName('identity');
  const tables = await client.query<{ table_name: string; kind: string; privileges: string }>(
    'select table_name, kind, privileges from dist.table_kind order by table_name',
  );
  const statements = [
    `grant usage on schema app to ${runtime}, ${roleName('queue')}, ${roleName('backup')}`,
    `grant usage on schema identity to ${identity}`,
  ];
  for (const { table_name: table, kind, privileges } of tables.rows) {
    const [schema] = table.split('.');
    const reader = schema === 'identity' ? identity : runtime;
    statements.push(`revoke all on ${table} from ${runtime}, ${identity}, ${roleName('queue')}, ${roleName('backup')}`);
    if (privileges !== '') statements.push(`grant ${privileges} on ${table} to ${reader}`);
    if (kind === 'tenant' || table === 'app.workspace_directory') {
      statements.push(`grant select on ${table} to ${roleName('backup')}`);
    }
  }
  statements.push(
    `grant select on app.workspace_directory, app.outbox, app.job_run to ${roleName('queue')}`,
    // It claims what it hands to the queue, and notes that it did.
    `grant update (relayed_at) on app.outbox to ${roleName('queue')}`,
    // A backup finds its tables in the catalogue, and names the schema that it fits.
    `grant usage on schema dist to ${roleName('backup')}`,
    `grant select on dist.table_kind, public.schema_migration to ${roleName('backup')}`,
  );
  for (const statement of statements) await client.query(statement);
}
