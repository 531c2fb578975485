import { DataSource, type QueryRunner } from 'typeorm';
import { backfill, changeTables, migrate, registeredEntities, withClient } from '@libs/platform/database';
import '../../apps/rooms.ts';
import { MIGRATIONS } from '../../migrations/index.ts';
import { openEmptyDatabase, openTestDatabase, type TestDatabase } from '../support/test-database.ts';

describe('migrations', () => {
  it('run once when three programs start at the same time', async () => {
    const database = await openEmptyDatabase();
    try {
      const runs = await Promise.all([1, 2, 3].map(() => migrate(database.url('migrator'), MIGRATIONS)));
      expect(runs.map((names) => names.length).sort((a, b) => a - b)).toEqual([0, 0, MIGRATIONS.length]);
      expect(await migrate(database.url('migrator'), MIGRATIONS)).toEqual([]);
    } finally {
      await database.drop();
    }
  }, 60_000);

  it('let others go on while they wait for a lock, and give up with words (P5)', async () => {
    const database = await openEmptyDatabase();
    const url = database.url('migrator');
    const tables = class Tables1764000000001 {
      up = (runner: QueryRunner) => runner.query('create table public.wanted (id int)');
      down = () => Promise.reject(new Error('only forward'));
    };
    const column = class Column1764000000002 {
      up = (runner: QueryRunner) => runner.query('alter table public.wanted add column more int');
      down = tables.prototype.down;
    };
    const base = [...MIGRATIONS, tables];
    try {
      await migrate(url, base);
      await withClient(url, async (holder) => {
        await holder.query('begin');
        await holder.query('lock table public.wanted in access share mode');
        await expect(migrate(url, [...base, column], { patience: 1 })).rejects.toThrow(/held a table .*start again/);
        const migrating = migrate(url, [...base, column], { patience: 20_000 });
        migrating.catch(() => undefined);
        // Who comes later than the migration does not wait until the holder is done.
        for (let time = 0; time < 8; time += 1) {
          await withClient(url, async (other) => {
            await other.query(`set lock_timeout = '2s'`);
            await other.query('select count(*) from public.wanted');
          });
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
        await holder.query('commit');
        expect(await migrating).toEqual([column.name]);
      });
    } finally {
      await database.drop();
    }
  }, 60_000);

  it('leave a schema that every entity fits, column by column', async () => {
    const database = await openTestDatabase();
    const source = new DataSource({
      type: 'postgres',
      url: database.url('migrator'),
      entities: registeredEntities() as never,
    });
    await source.initialize();
    try {
      const columns = await source.query<{ place: string; type: string; nullable: string }[]>(
        `select table_schema || '.' || table_name || '.' || column_name as place, data_type as type, is_nullable as nullable
         from information_schema.columns where table_schema = 'app'`,
      );
      const actual = new Map(columns.map((column) => [column.place, column]));
      const problems: string[] = [];
      for (const entity of source.entityMetadatas) {
        for (const column of entity.columns) {
          const place = `${entity.schema}.${entity.tableName}.${column.databaseName}`;
          const found = actual.get(place);
          if (!found) problems.push(`${place} is not in the database`);
          else if ((found.nullable === 'YES') !== column.isNullable) problems.push(`${place} differs in nullability`);
        }
      }
      expect(source.entityMetadatas.length).toBeGreaterThan(1);
      expect(problems).toEqual([]);
    } finally {
      await source.destroy();
      await database.drop();
    }
  }, 60_000);
});

describe('a change of tables that are bound by forced row-level security', () => {
  let database: TestDatabase;
  let source: DataSource;

  beforeAll(async () => {
    database = await openTestDatabase();
    await withClient(database.adminUrl, (admin) =>
      admin.query(`insert into app.workspace (workspace_id, slug, name, created_at)
        select gen_random_uuid(), 'w' || n, 'W', now() from generate_series(1, 3) n`),
    );
    source = new DataSource({ type: 'postgres', url: database.url('migrator') });
    await source.initialize();
  }, 60_000);
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  async function attempt(work: (runner: QueryRunner) => Promise<void>): Promise<void> {
    const runner = source.createQueryRunner();
    await runner.startTransaction();
    try {
      await work(runner);
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  }

  const fill = `update app.workspace set name = 'filled'`;
  const orphan = `create table app.planted (workspace_id uuid not null, primary key (workspace_id));
    insert into app.planted values (gen_random_uuid());
    select dist.tenant('app.planted', 'app.workspace')`;
  const addKey = 'alter table app.planted add foreign key (workspace_id) references app.workspace (workspace_id)';

  it('sees no row and accepts orphans when the owner stays bound', async () => {
    await attempt(async (runner) => {
      await expect(backfill(runner, fill, 3)).rejects.toThrow('touched 0 rows where 3 were expected');
    });
    await attempt(async (runner) => {
      await runner.query(orphan);
      await expect(runner.query(addKey)).resolves.toBeDefined();
    });
  });

  it('sees every row and refuses orphans between NO FORCE and FORCE', async () => {
    await attempt((runner) => changeTables(runner, ['app.workspace'], () => backfill(runner, fill, 3)));
    await attempt(async (runner) => {
      await runner.query(orphan);
      const change = changeTables(runner, ['app.workspace', 'app.planted'], () => runner.query(addKey));
      await expect(change).rejects.toMatchObject({ driverError: { code: '23503' } });
    });
    await attempt(async (runner) => {
      await changeTables(runner, ['app.workspace'], async () => undefined);
      const forced = await runner.query(
        `select relforcerowsecurity as forced from pg_class where oid = 'app.workspace'::regclass`,
      );
      expect(forced).toEqual([{ forced: true }]);
    });
  });
});
