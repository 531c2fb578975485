import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { withClient } from '@libs/platform/database';
import { refuseStrongLogin } from '@libs/platform/tenancy';
import { TestApp } from '../support/test-app.ts';

let server: TestApp;
let runtime: pg.Pool;
let ours: string;
let theirs: string;

beforeAll(async () => {
  server = await TestApp.start();
  runtime = new pg.Pool({ connectionString: server.database.url('runtime'), max: 4 });
  runtime.on('error', () => undefined);
  for (const slug of ['ours', 'theirs']) {
    const people = await server.workspace(slug);
    await people.analyst.post('organisations', {
      kind: 'company',
      legalName: `Sample ${slug}`,
      shortName: slug,
      sample: true,
    });
  }
  const directory = await runtime.query<{ slug: string; workspace_id: string }>(
    'select * from app.workspace_directory',
  );
  ours = directory.rows.find((row) => row.slug === 'ours')!.workspace_id;
  theirs = directory.rows.find((row) => row.slug === 'theirs')!.workspace_id;
}, 60_000);
afterAll(async () => {
  await runtime.end();
  await server.close();
});

async function inside<Result>(
  workspace: string | null,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await runtime.connect();
  try {
    await client.query('begin');
    if (workspace) await client.query(`select app.enter_workspace($1, null, '{}')`, [workspace]);
    return await work(client);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

async function tenantTables(): Promise<string[]> {
  const rows = await withClient(server.database.adminUrl, (admin) =>
    admin.query<{ table_name: string }>(`select table_name from dist.table_kind where kind = 'tenant' order by 1`),
  );
  return rows.rows.map((row) => row.table_name);
}

describe('the wall between workspaces', () => {
  it('shows no row of any tenant table before a workspace is entered, and none after the transaction', async () => {
    for (const table of await tenantTables()) {
      const before = await inside(null, (client) => client.query(`select count(*)::int as rows from ${table}`));
      expect({ table, rows: before.rows[0].rows }).toEqual({ table, rows: 0 });
    }
    const client = await runtime.connect();
    await client.query('begin');
    await client.query(`select app.enter_workspace($1, null, '{}')`, [ours]);
    expect((await client.query('select from app.organisation')).rowCount).toBe(1);
    await client.query('commit');
    expect((await client.query('select from app.organisation')).rowCount).toBe(0);
    client.release();
  });

  it('shows only rows of the entered workspace, in every tenant table that has rows', async () => {
    let tablesWithRows = 0;
    for (const table of await tenantTables()) {
      const found = await inside(ours, (client) => client.query(`select distinct workspace_id from ${table}`));
      if (found.rowCount === 0) continue;
      tablesWithRows += 1;
      expect({ table, workspaces: found.rows }).toEqual({ table, workspaces: [{ workspace_id: ours }] });
    }
    expect(tablesWithRows).toBeGreaterThan(6);
  });

  it('refuses to write a row of another workspace, and changes none of its rows', async () => {
    const planted = inside(ours, (client) =>
      client.query(`insert into app.short_number (workspace_id, kind, last_number) values ($1, 'claim', 900)`, [
        theirs,
      ]),
    );
    await expect(planted).rejects.toMatchObject({ code: '42501' });
    const changed = await inside(ours, (client) =>
      client.query('update app.organisation set note = $1 where workspace_id = $2', ['taken over', theirs]),
    );
    expect(changed.rowCount).toBe(0);
    const moved = inside(ours, (client) => client.query('update app.organisation set workspace_id = $1', [theirs]));
    await expect(moved).rejects.toMatchObject({ code: '42501' });
  });

  it('holds when transactions of two workspaces take turns on the same connections', async () => {
    const wrong: string[] = [];
    await Promise.all(
      Array.from({ length: 400 }, async (_, turn) => {
        const workspace = turn % 2 === 0 ? ours : theirs;
        const found = await inside(workspace, (client) => client.query('select workspace_id from app.organisation'));
        if (found.rowCount !== 1 || found.rows[0].workspace_id !== workspace) wrong.push(`turn ${turn}`);
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('raises on an entry without a workspace or without audiences, and on more than 200 audiences', async () => {
    const enter = (workspace: string | null, audiences: string[] | null) =>
      inside(null, (client) => client.query('select app.enter_workspace($1, null, $2)', [workspace, audiences]));
    await expect(enter(null, [])).rejects.toMatchObject({ code: '22004' });
    await expect(enter(ours, null)).rejects.toMatchObject({ code: '22004' });
    await expect(
      enter(
        ours,
        Array.from({ length: 201 }, () => uuidv7()),
      ),
    ).rejects.toMatchObject({ code: '54000' });
    await expect(
      enter(
        ours,
        Array.from({ length: 200 }, () => uuidv7()),
      ),
    ).resolves.toBeDefined();
  });

  it('hides rows of an audience from a member who is not in it, and refuses to write them', async () => {
    await inside(ours, async (client) => {
      expect((await client.query('select from app.record_version')).rowCount).toBe(0);
      const everyone = await client.query(`select id from app.audience where kind = 'workspace'`);
      await client.query('select app.enter_workspace($1, null, $2)', [ours, [everyone.rows[0].id]]);
      expect((await client.query('select from app.record_version')).rowCount).toBeGreaterThan(0);
    });
    const written = inside(ours, async (client) => {
      const everyone = await client.query(`select id from app.audience where kind = 'workspace'`);
      await client.query(
        `insert into app.search_token (workspace_id, token, kind, record_id, field, audience_id) values ($1, 'x', 'claim', $2, 'text', $3)`,
        [ours, uuidv7(), everyone.rows[0].id],
      );
    });
    await expect(written).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the logins', () => {
  it('refuse a runtime login that row-level security would not bind', async () => {
    await expect(refuseStrongLogin(server.database.adminUrl)).rejects.toThrow(/superuser or bypasses/);
    await expect(refuseStrongLogin(server.database.url('migrator'))).rejects.toThrow(/owns tables/);
    for (const login of ['runtime', 'identity'] as const) {
      await expect(refuseStrongLogin(server.database.url(login))).resolves.toBeUndefined();
    }
  });

  it('a login that may become a stronger one is refused as that one is (T2)', async () => {
    const become = (url: string, name: string) => Object.assign(new URL(url), { username: name, password: name }).href;
    const { database } = server;
    await withClient(database.adminUrl, async (admin) => {
      const name = `climber_${process.pid}`;
      try {
        await admin.query(`create role ${name} login password '${name}'`);
        await admin.query(`grant connect on database ${new URL(database.adminUrl).pathname.slice(1)} to ${name}`);
        await expect(refuseStrongLogin(become(database.adminUrl, name))).resolves.toBeUndefined();
        await admin.query(`alter role ${name} createrole`);
        await expect(refuseStrongLogin(become(database.adminUrl, name))).rejects.toThrow(/may make roles/);
        await admin.query(`alter role ${name} nocreaterole`);
        await admin.query(`grant plumbline_migrator to ${name}`);
        await expect(refuseStrongLogin(become(database.adminUrl, name))).rejects.toThrow(/owns tables/);
        await admin.query(`create role ${name}_over bypassrls`);
        await admin.query(`grant ${name}_over to ${name}`);
        await expect(refuseStrongLogin(become(database.adminUrl, name))).rejects.toThrow(/bypasses row-level/);
      } finally {
        await admin.query(`drop owned by ${name}`);
        await admin.query(`drop role if exists ${name}, ${name}_over`);
      }
    });
  });

  it('keep one account and its members in step', async () => {
    const members = await withClient(server.database.adminUrl, async (admin) => {
      const tenant = await admin.query('select workspace_id, id as member_id, user_id from app.member order by id');
      const identity = await admin.query(
        'select workspace_id, member_id, user_id from identity.user_workspace order by member_id',
      );
      return { tenant: tenant.rows, identity: identity.rows };
    });
    expect(members.tenant).toEqual(members.identity);
    expect(members.tenant).toHaveLength(10);
  });
});
