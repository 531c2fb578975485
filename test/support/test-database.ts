import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import {
  loginUrl,
  LOGINS,
  migrate,
  prepareServer,
  roleName,
  withClient,
  type Login,
  type LoginPasswords,
} from '@libs/platform/database';
import { leaseEmbeddedPostgres } from '@libs/platform/postgres';
import { MIGRATIONS } from '../../migrations/index.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

// Every spec file shares one server, so its logins have one set of passwords. They guard nothing.
const passwords = Object.fromEntries(LOGINS.map((login) => [login, `test-${login}`])) as LoginPasswords;

/** A database of its own for one spec file, made from a migrated template. */
export interface TestDatabase {
  url(login: Login): string;
  adminUrl: string;
  drop(): Promise<void>;
}

/** A server that tests may use: the one of TEST_ADMIN_URL, or the embedded one, started when needed. */
async function testServer(): Promise<{ adminUrl: string; release(): Promise<void> }> {
  const given = process.env.TEST_ADMIN_URL;
  if (given) return { adminUrl: given, release: async () => undefined };
  const place = createHash('sha256').update(ROOT).digest('hex').slice(0, 12);
  const dataDirectory = join(tmpdir(), `plumbline-test-${process.getuid?.() ?? 0}-${place}`);
  mkdirSync(dataDirectory, { recursive: true });
  const lease = await leaseEmbeddedPostgres({ dataDirectory });
  const { name, password } = lease.superuser;
  return {
    adminUrl: `postgresql://${name}:${password}@${lease.host}:${lease.port}/postgres`,
    release: () => lease.release(),
  };
}

export async function openTestDatabase(): Promise<TestDatabase> {
  const server = await testServer();
  const template = await migratedTemplate(server.adminUrl);
  const name = `test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  await withClient(server.adminUrl, async (client) => {
    // One copy at a time: a template must have no other connection while it is copied.
    await client.query("select pg_advisory_lock(hashtext('plumbline:template'))");
    await client.query(`create database ${name} template ${template}`);
    // What a database allows is not copied with it.
    await client.query(`grant create on database ${name} to ${roleName('queue')}`);
  });
  const address = addressOf(server.adminUrl, name);
  const adminInside = new URL(server.adminUrl);
  adminInside.pathname = `/${name}`;
  return {
    url: (login) => loginUrl(address, login, passwords[login]),
    adminUrl: adminInside.href,
    drop: async () => {
      await withClient(server.adminUrl, (client) => client.query(`drop database if exists ${name} with (force)`));
      await server.release();
    },
  };
}

/** A server with the logins and an empty database, for tests of preparing and migrating themselves. */
export async function openEmptyDatabase(): Promise<TestDatabase> {
  const server = await testServer();
  const name = `empty_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  await prepareServer(server.adminUrl, name, passwords);
  const address = addressOf(server.adminUrl, name);
  const adminInside = new URL(server.adminUrl);
  adminInside.pathname = `/${name}`;
  return {
    url: (login) => loginUrl(address, login, passwords[login]),
    adminUrl: adminInside.href,
    drop: async () => {
      await withClient(server.adminUrl, (client) => client.query(`drop database if exists ${name} with (force)`));
      await server.release();
    },
  };
}

function addressOf(adminUrl: string, database: string) {
  const url = new URL(adminUrl);
  return { host: url.hostname, port: Number(url.port || 5432), database };
}

/** The name of a database that holds the newest schema and nothing else. A changed migration gives a new name. */
async function migratedTemplate(adminUrl: string): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of ['migrations', 'libs/platform/database']) {
    for (const file of readdirSync(join(ROOT, folder)).sort()) {
      if (file.endsWith('.ts')) hash.update(readFileSync(join(ROOT, folder, file)));
    }
  }
  const name = `template_${hash.digest('hex').slice(0, 16)}`;
  await withClient(adminUrl, async (client: pg.Client) => {
    await client.query("select pg_advisory_lock(hashtext('plumbline:template'))");
    const known = await client.query(`select from pg_database where datname = $1 and datistemplate`, [name]);
    if (known.rowCount === 1) return;
    await client.query(`drop database if exists ${name} with (force)`);
    await prepareServer(adminUrl, name, passwords);
    await migrate(loginUrl(addressOf(adminUrl, name), 'migrator', passwords.migrator), MIGRATIONS);
    await client.query(`alter database ${name} is_template true`);
  });
  return name;
}
