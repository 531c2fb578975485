import type pg from 'pg';

/** A table as a backup carries it: the columns that are written, not those that the database computes. */
export interface BackupTable {
  /** With its schema: `app.claim`. */
  name: string;
  columns: string[];
  /** The columns of its primary key, which give its rows their order. */
  key: string[];
  hasAudience: boolean;
}

interface TableRow {
  name: string;
  columns: string[];
  key: string[];
}

// By name, not as regclass: the login that reads has no way into the schema of the accounts.
const TABLES = `
  select k.table_name as name,
    (select array_agg(a.attname::text order by a.attnum) from pg_catalog.pg_attribute a
       where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
    (select array_agg(a.attname::text order by place.ordinality) from pg_catalog.pg_index i
       cross join lateral unnest(i.indkey::int2[]) with ordinality as place (attnum, ordinality)
       join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = place.attnum
       where i.indrelid = t.oid and i.indisprimary) as key
  from dist.table_kind k
  join pg_catalog.pg_namespace n on n.nspname = split_part(k.table_name, '.', 1)
  join pg_catalog.pg_class t on t.relnamespace = n.oid and t.relname = split_part(k.table_name, '.', 2)
  where k.kind = $1 order by k.table_name`;

const REFERENCES = `
  select c.conrelid::regclass::text as child, c.confrelid::regclass::text as parent
  from pg_catalog.pg_constraint c
  where c.contype = 'f' and c.conrelid <> c.confrelid`;

/** Every tenant table, parents before what refers to them. No list is kept: the catalogue knows. */
export async function tenantTables(client: pg.ClientBase): Promise<BackupTable[]> {
  return inOrder(client, await tablesOf(client, 'tenant'));
}

/**
 * What ends with the installation. Sessions are begun anew; a link that opens once might have been used after the backup,
 * and would open again.
 */
const FLEETING = [
  'identity.session',
  'identity.credential',
  'identity.api_token',
  'identity.recovery_code',
  'identity.sign_in_step',
  'identity.sign_in_failure',
  'identity.known_address',
];

/** The tables of accounts, parents first; without what belongs to a row that ends with the installation. */
export async function identityTables(client: pg.ClientBase): Promise<BackupTable[]> {
  const tables = (await tablesOf(client, 'local')).filter(({ name }) => name.startsWith('identity.'));
  const { rows } = await client.query<{ child: string; parent: string }>(REFERENCES);
  const left = new Set(FLEETING);
  let before: number;
  do {
    before = left.size;
    for (const { child, parent } of rows) if (left.has(parent)) left.add(child);
  } while (left.size > before);
  return inOrder(
    client,
    tables.filter(({ name }) => !left.has(name)),
  );
}

/** The names of the migrations that made the schema: a backup goes back into the same one. */
export async function schemaOf(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('select name from public.schema_migration order by id');
  return rows.map(({ name }) => name);
}

async function tablesOf(client: pg.ClientBase, kind: 'tenant' | 'local'): Promise<BackupTable[]> {
  const { rows } = await client.query<TableRow>(TABLES, [kind]);
  return rows.map((row) => ({ ...row, hasAudience: row.columns.includes('audience_id') }));
}

async function inOrder(client: pg.ClientBase, tables: BackupTable[]): Promise<BackupTable[]> {
  const { rows } = await client.query<{ child: string; parent: string }>(REFERENCES);
  const waiting = new Map(tables.map((table) => [table.name, table]));
  const sorted: BackupTable[] = [];
  while (waiting.size > 0) {
    const free = [...waiting.keys()].filter(
      (name) => !rows.some(({ child, parent }) => child === name && waiting.has(parent)),
    );
    if (free.length === 0) throw new Error(`these tables refer to one another: ${[...waiting.keys()].join(', ')}`);
    for (const name of free) {
      sorted.push(waiting.get(name)!);
      waiting.delete(name);
    }
  }
  return sorted;
}
