import { migrate, withClient } from '@libs/platform/database';
import { MIGRATIONS } from '../../migrations/index.ts';
import { quantile } from '../support/steady-load.ts';
import { openEmptyDatabase, type TestDatabase } from '../support/test-database.ts';

/**
 * The gate: each migration under 50 transactions a second, with a transaction that stands in its way: no error, and 500 ms
 * at the 99th percentile. The transactions are of the runtime login and as the server opens them, on the tables that were
 * there before; the newest migrations are tried in every run, all of them at full size.
 */
const FULL = process.env.FAULTS === 'full';
const TRIED = FULL ? MIGRATIONS.slice(2) : MIGRATIONS.slice(-2);
const PER_SECOND = 50;
const CLIENTS = 10;
const HELD_FOR = 1500;

type Client = Parameters<Parameters<typeof withClient>[1]>[0];

let database: TestDatabase;

beforeAll(async () => {
  database = await openEmptyDatabase();
  await migrate(database.url('migrator'), MIGRATIONS.slice(0, MIGRATIONS.indexOf(TRIED[0]!)));
}, 60_000);
afterAll(() => database.drop());

/** Tables that the runtime may read, as they are now. */
async function tables(): Promise<string[]> {
  const found = await withClient(database.url('runtime'), (client) =>
    client.query<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'app' and c.relkind = 'r' and has_table_privilege(c.oid, 'select') order by 1`,
    ),
  );
  return found.rows.map(({ name }) => name);
}

/** A short transaction of the server: enter, read one table, write to another, commit. Milliseconds that it took. */
async function transaction(client: Client, table: string): Promise<number> {
  const from = performance.now();
  await client.query('begin');
  await client.query(`select app.enter_workspace('01930000-0000-7000-8000-000000000001', null, '{}')`);
  await client.query(`select count(*) from ${table}`);
  await client.query(`update app.workspace set version = version + 1`);
  await client.query('commit');
  return performance.now() - from;
}

/** Several clients at once, each a few times a second, over every table in turn. */
function underLoad(known: string[]) {
  const millis: number[] = [];
  let isOver = false;
  const clients = Array.from({ length: CLIENTS }, (_, first) =>
    withClient(database.url('runtime'), async (client) => {
      for (let number = first; !isOver; number += CLIENTS + 1) {
        const time = await transaction(client, known[number % known.length]!);
        millis.push(time);
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, (1000 * CLIENTS) / PER_SECOND - time)));
      }
    }),
  );
  const all = Promise.all(clients);
  all.catch(() => undefined);
  return {
    stop: async () => {
      isOver = true;
      await all;
      return millis;
    },
  };
}

it.each(TRIED.map((migration) => [migration.name, migration] as const))(
  'lets the others go on, also while somebody is in its way: %s (P5)',
  async (_name, migration) => {
    const upTo = MIGRATIONS.slice(0, MIGRATIONS.indexOf(migration) + 1);
    const known = await tables();
    const load = underLoad(known);
    const ran = await withClient(database.adminUrl, async (holder) => {
      await holder.query('begin');
      for (const table of known) await holder.query(`lock table ${table} in row exclusive mode`);
      const migrating = migrate(database.url('migrator'), upTo);
      migrating.catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, HELD_FOR));
      await holder.query('commit');
      return migrating;
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    // A transaction that was refused would be thrown here.
    const millis = await load.stop();
    expect(ran).toHaveLength(1);
    expect(millis.length).toBeGreaterThan(PER_SECOND);
    // A machine that does nothing else is needed for the time itself.
    if (FULL) expect(quantile(millis, 0.99)).toBeLessThan(500);
  },
  60_000,
);
