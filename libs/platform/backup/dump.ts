import pg from 'pg';
import { enterWorkspace } from '@libs/platform/tenancy';
import { identityTables, schemaOf, tenantTables, type BackupTable } from './catalogue.ts';

/** Rows that are fetched at once. */
const FETCH = 500;
/** As many audiences as one transaction may see (decision 26). */
const MOST_AUDIENCES = 200;

export interface WorkspaceName {
  workspaceId: string;
  slug: string;
}

/** What one workspace's part of a backup ends with. */
export interface WorkspaceTally extends WorkspaceName {
  /** Rows by table. */
  counts: Record<string, number>;
  /** The head of its audit chain. */
  chain: { seq: string; hash: string };
}

export interface DumpSource {
  /** The login `backup`, which may read every tenant table under its policies. */
  backupUrl: string;
  identityUrl: string;
}

/**
 * The lines of a backup: lines that begin with # name what follows, every other line is a row as JSON. All workspaces
 * and the accounts are read from one snapshot, each workspace under its own policy, so no login needs to pass them by.
 *
 * @param only a workspace alone; then its members' accounts go along by name and address, without their passwords
 */
export async function* dumpLines(
  source: DumpSource,
  only: WorkspaceName | null,
  progress: (line: string) => void,
): AsyncIterable<string> {
  const reader = await connect(source.backupUrl);
  const accounts = await connect(source.identityUrl);
  try {
    await reader.query('begin isolation level repeatable read read only');
    const { rows: shots } = await reader.query<{ snapshot: string }>('select pg_export_snapshot() as snapshot');
    await accounts.query('begin isolation level repeatable read read only');
    await accounts.query(`set transaction snapshot '${shots[0]!.snapshot}'`);
    const tables = await tenantTables(reader);
    const people = await identityTables(reader);
    const workspaces = only ? [only] : await workspacesOf(reader);
    yield named('start', { scope: only ? 'workspace' : 'all', schema: await schemaOf(reader) });
    for (const workspace of workspaces) {
      progress(`reading ${workspace.slug}`);
      yield* workspaceLines(reader, workspace, tables);
    }
    yield* only ? accountLines(accounts, only.workspaceId) : everyAccountLine(accounts, people);
    yield named('done', { workspaces: workspaces.length });
  } finally {
    await Promise.all([reader.end(), accounts.end()]);
  }
}

function named(kind: string, value: object): string {
  return `#${kind} ${JSON.stringify(value)}`;
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function workspacesOf(reader: pg.Client): Promise<WorkspaceName[]> {
  const { rows } = await reader.query<WorkspaceName>(
    'select workspace_id as "workspaceId", slug from app.workspace_directory order by slug',
  );
  return rows;
}

/** Binds the reading to one workspace. A backup may take longer than a request. */
async function enter(reader: pg.Client, workspaceId: string, audiences: string[]): Promise<void> {
  await enterWorkspace(reader, { workspaceId, memberId: null, audiences });
  await reader.query('set local statement_timeout = 0');
}

async function* workspaceLines(
  reader: pg.Client,
  workspace: WorkspaceName,
  tables: BackupTable[],
): AsyncIterable<string> {
  const { workspaceId } = workspace;
  await enter(reader, workspaceId, []);
  const { rows: audiences } = await reader.query<{ id: string }>(
    'select id from app.audience where workspace_id = $1 order by id',
    [workspaceId],
  );
  yield named('workspace', workspace);
  const counts: Record<string, number> = {};
  for (const table of tables) {
    yield named('table', { name: table.name, columns: table.columns });
    let count = 0;
    for (const seen of table.hasAudience ? inParts(audiences.map(({ id }) => id)) : [[]]) {
      await enter(reader, workspaceId, seen);
      for await (const row of rowsOf(reader, table, 'workspace_id = $1', [workspaceId])) {
        count += 1;
        yield row;
      }
    }
    counts[table.name] = count;
  }
  const { rows: heads } = await reader.query<{ seq: string; hash: string }>(
    'select seq::text, hash from app.audit_head where workspace_id = $1',
    [workspaceId],
  );
  yield named('end', { ...workspace, counts, chain: heads[0]! } satisfies WorkspaceTally);
}

function inParts(ids: string[]): string[][] {
  const parts: string[][] = [];
  for (let from = 0; from < ids.length; from += MOST_AUDIENCES) parts.push(ids.slice(from, from + MOST_AUDIENCES));
  return parts;
}

async function* rowsOf(
  client: pg.Client,
  { name, columns, key }: Pick<BackupTable, 'name' | 'columns' | 'key'>,
  where: string,
  parameters: unknown[],
): AsyncIterable<string> {
  const quoted = (names: string[]) => names.map((column) => `"${column}"`).join(', ');
  await client.query(
    `declare backup_rows no scroll cursor for select to_jsonb(part.*)::text as row
     from (select ${quoted(columns)} from ${name} where ${where} order by ${quoted(key)}) as part`,
    parameters,
  );
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`fetch ${FETCH} from backup_rows`);
    for (const { row } of rows) yield row;
    if (rows.length < FETCH) break;
  }
  await client.query('close backup_rows');
}

async function* everyAccountLine(accounts: pg.Client, tables: BackupTable[]): AsyncIterable<string> {
  for (const table of tables) {
    yield named('table', { name: table.name, columns: table.columns });
    yield* rowsOf(accounts, table, 'true', []);
  }
}

/** The people of one workspace: who they are, and nothing that would let anybody in. */
async function* accountLines(accounts: pg.Client, workspaceId: string): AsyncIterable<string> {
  const account = { name: 'identity.user_account', columns: ['id', 'email', 'name', 'created_at'], key: ['id'] };
  yield named('table', account);
  const belong = 'id in (select user_id from identity.user_workspace where workspace_id = $1)';
  yield* rowsOf(accounts, account, belong, [workspaceId]);
  const member = {
    name: 'identity.user_workspace',
    columns: ['user_id', 'workspace_id', 'member_id'],
    key: ['user_id'],
  };
  yield named('table', member);
  yield* rowsOf(accounts, member, 'workspace_id = $1', [workspaceId]);
}
