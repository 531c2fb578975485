import type { Command } from 'commander';
import {
  knownLogins,
  LOGINS,
  loginUrl,
  newPasswords,
  prepareServer,
  prepareStatements,
  refuseToPrepare,
} from '@libs/platform/database';
import { InvalidInput, RuleBroken } from '@libs/platform/errors';
import { asJson, type Output } from './output.ts';

interface PrepareOptions {
  adminUrl?: string;
  database: string;
  rotate?: boolean;
}

const SETTINGS = {
  migrator: 'DATABASE_MIGRATION_URL',
  runtime: 'DATABASE_URL',
  identity: 'DATABASE_IDENTITY_URL',
  queue: 'DATABASE_QUEUE_URL',
  backup: 'DATABASE_BACKUP_URL',
};

/** Commands on the PostgreSQL server itself. */
export function addDatabaseCommands(program: Command, output: Output): void {
  program
    .command('database')
    .description('the PostgreSQL server')
    .command('prepare')
    .description('make the database and its five logins, or print the SQL for somebody who may')
    .option('--admin-url <url>', 'a login with CREATEROLE and CREATEDB; left out, the SQL is printed')
    .option('--database <name>', 'name of the database', 'plumbline')
    .option('--rotate', 'give logins that exist new passwords; whoever uses the old ones is locked out')
    .action(async ({ adminUrl, database, rotate }: PrepareOptions) => {
      const passwords = newPasswords();
      if (!adminUrl) {
        const { server, inDatabase } = prepareStatements(database, passwords);
        const example = { host: 'HOST', port: 5432, database };
        const settings = LOGINS.map((login) => `-- ${SETTINGS[login]}=${loginUrl(example, login, passwords[login])}`);
        const create = `create database ${database} encoding 'UTF8' template template0`;
        const statements = [...server, create, `\\connect ${database}`, ...inDatabase].map(terminated);
        output.answer(
          [...statements, '-- The settings that go with it; put the name of the server for HOST.', ...settings].join(
            '\n',
          ),
        );
        return;
      }
      await refuseAdmin(adminUrl, database);
      await refuseKnownLogins(adminUrl, rotate ?? false);
      await prepareServer(adminUrl, database, passwords);
      const server = new URL(adminUrl);
      const address = { host: server.hostname, port: Number(server.port || 5432), database };
      // How the server is reached (sslmode and the like) holds for every login.
      const addressOf = (login: (typeof LOGINS)[number]) =>
        `${loginUrl(address, login, passwords[login])}${server.search}`;
      output.message('Keep these addresses secret; the passwords are shown this once.');
      output.answer(asJson(Object.fromEntries(LOGINS.map((login) => [SETTINGS[login], addressOf(login)]))));
    });
}

async function refuseAdmin(adminUrl: string, database: string): Promise<void> {
  if (!URL.canParse(adminUrl) || !/^postgres(ql)?:$/.test(new URL(adminUrl).protocol)) {
    const message = 'is no PostgreSQL address; write it as postgresql://login:password@host:5432/postgres';
    throw new InvalidInput([{ path: '--admin-url', code: 'url', message }]);
  }
  const reason = await refuseToPrepare(adminUrl, database);
  if (reason === null) return;
  const message = `${reason}. Use a login that may, or leave --admin-url out: the SQL is printed for somebody who may.`;
  throw new RuleBroken('may_not_prepare', message);
}

/** Logins belong to the whole server: new passwords lock out every installation on it. */
async function refuseKnownLogins(adminUrl: string, rotate: boolean): Promise<void> {
  const known = await knownLogins(adminUrl);
  if (known.length === 0 || rotate) return;
  const message =
    `${known.join(', ')} exist on this server, and new passwords would lock out whoever uses them. ` +
    'Add --rotate to give them new ones all the same.';
  throw new RuleBroken('logins_exist', message);
}

function terminated(statement: string): string {
  return statement.startsWith('\\') ? statement : `${statement};`;
}
