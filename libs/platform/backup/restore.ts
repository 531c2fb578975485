import type pg from 'pg';
import { withClient } from '@libs/platform/database';
import { InvalidInput, RuleBroken } from '@libs/platform/errors';
import { schemaOf, tenantTables } from './catalogue.ts';
import type { WorkspaceTally } from './dump.ts';
import { backupLines, verifyBackup, type BackupSummary } from './reading.ts';

const BATCH = 500;

/**
 * Brings a backup back, whole or not at all: all of it into a server without a workspace, or one workspace beside
 * others that have neither its id nor its name. The file is checked first; afterwards the rows of every table and the
 * head of every audit chain are compared with what the backup tells.
 *
 * Runs as the owner of the tables, in one transaction in which the policies do not bind it. A running server waits.
 *
 * @throws InvalidInput where the file is damaged or of another schema; RuleBroken where the server is not empty
 */
export async function restoreBackup(
  migrationUrl: string,
  file: string,
  passphrase: string | null,
  progress: (line: string) => void,
): Promise<BackupSummary> {
  const summary = await verifyBackup(file, passphrase);
  const lame = summary.workspaces.find(({ chainSound }) => !chainSound);
  if (lame) throw refused(file, 'chain', `holds an audit chain of ${lame.slug} that does not verify`);
  await withClient(migrationUrl, async (client) => {
    await client.query('begin');
    await client.query(`select pg_advisory_xact_lock(hashtext('plumbline:restore'))`);
    await refuseOtherSchema(client, file, summary);
    await refuseKnownWorkspaces(client, summary);
    const tables = (await tenantTables(client)).map(({ name }) => name);
    for (const table of tables) {
      await client.query(`alter table ${table} no force row level security`);
      await client.query(`alter table ${table} disable trigger user`);
    }
    await client.query('create temporary table restored_row (line text) on commit drop');
    await new Restoring(client, summary.scope === 'workspace', progress).all(backupLines(file, passphrase));
    for (const workspace of summary.workspaces) await compare(client, workspace);
    for (const table of tables) {
      await client.query(`alter table ${table} enable trigger user`);
      await client.query(`alter table ${table} force row level security`);
    }
    await client.query('commit');
  });
  return summary;
}

/** Takes the rows table by table: a row may name another of its own table that comes later. */
class Restoring {
  private table: { name: string; columns: string[] } | null = null;
  private waiting: string[] = [];
  private workspaceId = '';

  constructor(
    private readonly client: pg.ClientBase,
    private readonly isOneWorkspace: boolean,
    private readonly progress: (line: string) => void,
  ) {}

  async all(lines: ReturnType<typeof backupLines>): Promise<void> {
    for await (const line of lines) {
      if (line.kind === 'row') {
        this.waiting.push(line.row);
        if (this.waiting.length >= BATCH) await this.stage();
        continue;
      }
      await this.finishTable();
      if (line.kind === 'table') this.table = line;
      if (line.kind === 'workspace') {
        this.progress(`restoring ${line.slug}`);
        this.workspaceId = line.workspaceId;
        await this.client.query('insert into app.workspace_directory (workspace_id, slug) values ($1, $2)', [
          line.workspaceId,
          line.slug,
        ]);
      }
    }
  }

  private async stage(): Promise<void> {
    if (this.waiting.length === 0) return;
    await this.client.query('insert into restored_row select unnest($1::text[])', [this.waiting]);
    this.waiting = [];
  }

  private async finishTable(): Promise<void> {
    if (!this.table) return;
    await this.stage();
    const { name, columns } = this.table;
    this.table = null;
    if (this.isOneWorkspace && name === 'identity.user_account') await this.takeAccounts();
    else if (this.isOneWorkspace && name === 'identity.user_workspace') await this.tieAccounts();
    else {
      const list = columns.map((column) => `"${column}"`).join(', ');
      await this.client.query(
        `insert into ${name} (${list})
         select ${columns.map((column) => `r."${column}"`).join(', ')}
         from restored_row, jsonb_populate_record(null::${name}, line::jsonb) as r`,
      );
    }
    await this.client.query('truncate restored_row');
  }

  /**
   * The people of a workspace that comes alone. Who has an account of that address here keeps it and is tied to the
   * workspace; the others get one without a password.
   */
  private async takeAccounts(): Promise<void> {
    await this.client.query(`
      insert into identity.user_account (id, email, name, created_at)
      select r.id, r.email, r.name, r.created_at
      from restored_row, jsonb_populate_record(null::identity.user_account, line::jsonb) as r
      where not exists (select from identity.user_account a where a.id = r.id or lower(a.email) = lower(r.email))`);
    await this.client.query(`
      create temporary table moved_account on commit drop as
      select r.id as old_id, a.id as new_id
      from restored_row, jsonb_populate_record(null::identity.user_account, line::jsonb) as r
      join identity.user_account a on lower(a.email) = lower(r.email) and a.id <> r.id`);
    await this.client.query(
      'update app.member as m set user_id = moved.new_id from moved_account moved where m.user_id = moved.old_id and m.workspace_id = $1',
      [this.workspaceId],
    );
  }

  private async tieAccounts(): Promise<void> {
    await this.client.query(`
      insert into identity.user_workspace (user_id, workspace_id, member_id)
      select coalesce(moved.new_id, r.user_id), r.workspace_id, r.member_id
      from restored_row cross join lateral jsonb_populate_record(null::identity.user_workspace, line::jsonb) as r
      left join moved_account moved on moved.old_id = r.user_id`);
  }
}

async function refuseOtherSchema(client: pg.ClientBase, file: string, summary: BackupSummary): Promise<void> {
  const here = await schemaOf(client);
  if (JSON.stringify(here) === JSON.stringify(summary.schema)) return;
  const [there, last] = [summary.schema.at(-1) ?? 'nothing', here.at(-1) ?? 'nothing'];
  const message = `was made by a version whose last migration is ${there}, and this one's is ${last}: restore it with the version that made it, then upgrade`;
  throw refused(file, 'schema', message);
}

async function refuseKnownWorkspaces(client: pg.ClientBase, summary: BackupSummary): Promise<void> {
  const ids = summary.workspaces.map(({ workspaceId }) => workspaceId);
  const slugs = summary.workspaces.map(({ slug }) => slug);
  const { rows } = await client.query<{ slug: string }>(
    `select slug from app.workspace_directory where $3 or workspace_id = any($1) or slug = any($2) order by slug`,
    [ids, slugs, summary.scope === 'all'],
  );
  if (rows.length === 0) return;
  const there = rows.map(({ slug }) => slug).join(', ');
  const message =
    summary.scope === 'all'
      ? `A whole backup goes into an empty server, and this one holds ${there}. Nothing was written.`
      : `This server holds ${there} already. Nothing was written.`;
  throw new RuleBroken('not_empty', message);
}

/** Compares what was written with what the backup tells. The chain's own hashes were checked in the file. */
export async function compare(
  client: pg.ClientBase,
  { workspaceId, slug, counts, chain }: WorkspaceTally,
): Promise<void> {
  for (const [table, told] of Object.entries(counts)) {
    const { rows } = await client.query<{ count: string }>(`select count(*) from ${table} where workspace_id = $1`, [
      workspaceId,
    ]);
    if (Number(rows[0]!.count) !== told) throw new Error(`${table} of ${slug} has ${rows[0]!.count} rows of ${told}`);
  }
  const { rows: heads } = await client.query<{ seq: string; hash: string; changed: string }>(
    `select h.seq::text, h.hash, (select count(*) from app.audit_event e where e.workspace_id = $1
       and e.hash <> encode(sha256(convert_to(e.canonical, 'UTF8')), 'hex')) as changed
     from app.audit_head h where h.workspace_id = $1`,
    [workspaceId],
  );
  const [head] = heads;
  const isSame = head?.seq === chain.seq && head.hash === chain.hash && Number(head.changed) === 0;
  if (!isSame) throw new Error(`the audit chain of ${slug} is not the one of the backup`);
}

function refused(file: string, code: string, message: string): InvalidInput {
  return new InvalidInput([{ path: file, code, message }]);
}
