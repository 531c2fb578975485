import { DataSource } from 'typeorm';
import type { MigrationInterface } from 'typeorm';
import type pg from 'pg';
import { roleName } from './logins.ts';
import { withClient } from './prepare.ts';

type MigrationClass = new () => MigrationInterface;

/**
 * Brings the schema up to date as the owner and sets the grants. Programs that start together wait for one another on
 * an advisory lock, and the later ones find nothing to do. Each migration is one transaction.
 * @returns the names of the migrations that ran
 */
export async function migrate(migrationUrl: string, migrations: MigrationClass[]): Promise<string[]> {
  return withClient(migrationUrl, async (client) => {
    await client.query("select pg_advisory_lock(hashtext('plumbline:migrate'))");
    const source = new DataSource({
      type: 'postgres',
      url: migrationUrl,
      migrations,
      migrationsTableName: 'schema_migration',
      migrationsTransactionMode: 'each',
      poolErrorHandler: () => undefined,
      extra: { max: 1 },
    });
    await source.initialize();
    try {
      await source.query("set lock_timeout = '10s'");
      const ran = await source.runMigrations();
      await setGrants(client);
      return ran.map((migration) => migration.name);
    } finally {
      await source.destroy();
    }
  });
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
    `grant select on app.workspace_directory to ${roleName('queue')}`,
    // A backup finds its tables in the catalogue, and names the schema that it fits.
    `grant usage on schema dist to ${roleName('backup')}`,
    `grant select on dist.table_kind, public.schema_migration to ${roleName('backup')}`,
  );
  await client.query('begin');
  for (const statement of statements) await client.query(statement);
  await client.query('commit');
}
