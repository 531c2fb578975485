import pg from 'pg';
import { LOGINS, prepareStatements, roleName, type Login, type LoginPasswords } from './logins.ts';

export interface ServerAddress {
  host: string;
  port: number;
  database: string;
}

/** Makes the database where it is missing, and the five logins with the given passwords. Safe to repeat. */
export async function prepareServer(adminUrl: string, database: string, passwords: LoginPasswords): Promise<void> {
  const statements = prepareStatements(database, passwords);
  await withClient(adminUrl, async (client) => {
    await client.query('begin');
    await client.query("select pg_advisory_xact_lock(hashtext('plumbline:prepare'))");
    for (const statement of statements.server) await client.query(statement);
    await client.query('commit');
    const known = await client.query('select from pg_catalog.pg_database where datname = $1', [database]);
    if (known.rowCount === 0) {
      await client.query(`create database ${database} encoding 'UTF8' template template0`).catch((error: unknown) => {
        // Another program made it between the question and the answer.
        if (!(error instanceof pg.DatabaseError && (error.code === '42P04' || error.code === '23505'))) throw error;
      });
    }
  });
  const inside = new URL(adminUrl);
  inside.pathname = `/${database}`;
  await withClient(inside.href, async (client) => {
    await client.query('begin');
    await client.query("select pg_advisory_xact_lock(hashtext('plumbline:prepare'))");
    for (const statement of statements.inDatabase) await client.query(statement);
    await client.query('commit');
  });
}

/**
 * Why a login may not prepare the server, or null. It needs CREATEROLE and CREATEDB and no more: managed servers give
 * nobody a superuser. A database that is there already has to be its own.
 */
export async function refuseToPrepare(adminUrl: string, database: string): Promise<string | null> {
  return withClient(adminUrl, async (client) => {
    const { rows } = await client.query<{ name: string; makes_roles: boolean; makes_databases: boolean; own: boolean }>(
      `select r.rolname as name, r.rolsuper or r.rolcreaterole as makes_roles,
         r.rolsuper or r.rolcreatedb or d.oid is not null as makes_databases,
         d.oid is null or pg_catalog.pg_has_role(r.oid, d.datdba, 'member') as own
       from pg_catalog.pg_roles r left join pg_catalog.pg_database d on d.datname = $1
       where r.rolname = current_user`,
      [database],
    );
    const { name, makes_roles: makesRoles, makes_databases: makesDatabases, own } = rows[0]!;
    if (!makesRoles) return `${name} may not make roles (CREATEROLE)`;
    if (!makesDatabases) return `${name} may not make databases (CREATEDB)`;
    return own ? null : `the database ${database} belongs to somebody else than ${name}`;
  });
}

/** Which of the five logins a server has already: they belong to all its databases. */
export async function knownLogins(adminUrl: string): Promise<string[]> {
  return withClient(adminUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      'select rolname as name from pg_catalog.pg_roles where rolname = any($1) order by rolname',
      [LOGINS.map(roleName)],
    );
    return rows.map(({ name }) => name);
  });
}

/** The address of one login on a prepared server. */
export function loginUrl(address: ServerAddress, login: Login, password: string): string {
  const url = new URL(`postgresql://${address.host}:${address.port}/${address.database}`);
  url.username = roleName(login);
  url.password = password;
  return url.href;
}

/** Runs work on one connection of its own, and always closes it. */
export async function withClient<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
