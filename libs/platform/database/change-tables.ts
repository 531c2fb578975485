import type { QueryRunner } from 'typeorm';

/**
 * Changes tables that are bound by forced row-level security, from a migration: NO FORCE, change, FORCE, in the
 * migration's own transaction. `tables` names every table that the change reads, writes or refers to. With the owner
 * still bound, a backfill would touch no row and a new foreign key would accept orphans, both without an error.
 */
export async function changeTables(runner: QueryRunner, tables: string[], change: () => Promise<void>): Promise<void> {
  for (const table of tables) await runner.query(`alter table ${table} no force row level security`);
  await change();
  for (const table of tables) await runner.query(`alter table ${table} force row level security`);
}

/** Runs a backfill and refuses a row count that is not the expected one. */
export async function backfill(runner: QueryRunner, sql: string, expectedRows: number): Promise<void> {
  const result: unknown = await runner.query(sql);
  const touched = Array.isArray(result) && typeof result[1] === 'number' ? result[1] : NaN;
  if (touched !== expectedRows)
    throw new Error(`a backfill touched ${touched} rows where ${expectedRows} were expected`);
}
