import type pg from 'pg';
import { withClient } from '@libs/platform/database';
import { RuleBroken } from '@libs/platform/errors';
import { tenantTables } from './catalogue.ts';
import type { WorkspaceTally } from './dump.ts';
import { compare } from './restore.ts';

/**
 * Deletes every row of a closed workspace, after the rows of each table and the head of its audit chain were compared
 * with a backup of it. One transaction: all of it or nothing. Runs as the owner of the tables, whom the policies do not
 * bind in it. Accounts stay; what let them into this workspace goes.
 * @returns how many rows went, by table
 * @throws RuleBroken where the workspace is not what the backup holds
 */
export async function removeWorkspace(migrationUrl: string, tally: WorkspaceTally): Promise<Record<string, number>> {
  return withClient(migrationUrl, async (client) => {
    const { workspaceId, slug } = tally;
    await client.query('begin');
    await client.query(`set local lock_timeout = '10s'`);
    const tables = (await tenantTables(client)).map(({ name }) => name);
    for (const table of tables) {
      await client.query(`alter table ${table} no force row level security`);
      await client.query(`alter table ${table} disable trigger user`);
    }
    await refuseOpen(client, workspaceId, slug);
    await compare(client, tally).catch((error: Error) => {
      throw new RuleBroken('changed', `${slug} changed after the backup: ${error.message}. Nothing was removed.`);
    });
    const gone: Record<string, number> = {};
    // Children first: what refers to a row goes before it.
    for (const table of tables.toReversed()) {
      const { rowCount } = await client.query(`delete from ${table} where workspace_id = $1`, [workspaceId]);
      if (rowCount) gone[table] = rowCount;
    }
    await removeWaysIn(client, workspaceId);
    await client.query('delete from app.workspace_directory where workspace_id = $1', [workspaceId]);
    for (const table of tables) {
      await client.query(`alter table ${table} enable trigger user`);
      await client.query(`alter table ${table} force row level security`);
    }
    await client.query('commit');
    return gone;
  });
}

async function refuseOpen(client: pg.ClientBase, workspaceId: string, slug: string): Promise<void> {
  const { rows } = await client.query<{ closed_at: Date | null }>(
    'select closed_at from app.workspace where workspace_id = $1 for update',
    [workspaceId],
  );
  if (rows[0]?.closed_at) return;
  throw new RuleBroken('not_closed', `${slug} is open. Close it first: nobody may write while it is removed.`);
}

/** Rows of the schema of accounts that name the workspace, found by their column: what refers to another row first. */
async function removeWaysIn(client: pg.ClientBase, workspaceId: string): Promise<void> {
  await client.query(
    `delete from identity.api_token where id in (select id from identity.credential where workspace_id = $1)`,
    [workspaceId],
  );
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', c.table_schema, c.table_name) as name from information_schema.columns c
     where c.table_schema = 'identity' and c.column_name = 'workspace_id' order by 1`,
  );
  for (const { name } of rows) await client.query(`delete from ${name} where workspace_id = $1`, [workspaceId]);
}
