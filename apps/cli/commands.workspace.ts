import type { Command } from 'commander';
import { ROLES, type Role } from '@libs/domain/vocabulary';
import { knownLogins, LOGINS, loginUrl, newPasswords, prepareServer, prepareStatements } from '@libs/platform/database';
import { InvalidInput, RuleBroken } from '@libs/platform/errors';
import { ResetsService } from '@libs/accounts';
import { WorkspacesService } from '@libs/workspaces';
import { House } from './house.ts';
import { asJson, type Output } from './output.ts';

/** Commands on workspaces, accounts and the database's logins. */
export function addWorkspaceCommands(program: Command, output: Output): void {
  const workspace = program.command('workspace').description('workspaces');
  workspace
    .command('create')
    .description('make a workspace')
    .requiredOption('--slug <slug>', 'name in addresses: small letters, digits and hyphens')
    .requiredOption('--name <name>', 'name for people')
    .action(async (options: { slug: string; name: string }) => {
      const workspaceId = await House.open(output.message, (house) =>
        house.rooms.get(WorkspacesService).create(options, house.auditName),
      );
      output.answer(asJson({ workspaceId, slug: options.slug, name: options.name }));
    });

  const user = program.command('user').description('accounts and members');
  user
    .command('create')
    .description('add a person to a workspace; makes up a password where none is given')
    .requiredOption('--email <address>', 'e-mail address to sign in with')
    .requiredOption('--name <name>', 'name as others see it')
    .requiredOption('--role <role>', `one of ${ROLES.join(', ')}`)
    .option('--workspace <slug>', 'needed where there are several')
    .option('--legal', 'may sign off as legal')
    .option('--password-stdin', 'read the password from standard input')
    .action(async (options: UserOptions) => createUser(options, output));
  user
    .command('reset')
    .description('give an account a new password and end its sessions, or make a link to one')
    .requiredOption('--email <address>', 'e-mail address of the account')
    .option('--link', 'print a link that sets a password once within 30 minutes; until then nothing changes')
    .option('--password-stdin', 'read the password from standard input')
    .action(async (options: { email: string; passwordStdin?: boolean; link?: boolean }) => {
      if (options.link) {
        const made = await House.open(output.message, (house) =>
          house.rooms.get(ResetsService).forAddress(options.email),
        );
        output.answer(asJson({ email: options.email, ...made }));
        return;
      }
      const given = options.passwordStdin ? await passwordFromInput() : undefined;
      const password = await House.open(output.message, (house) =>
        house.rooms.get(WorkspacesService).resetPassword(options.email, given),
      );
      output.answer(asJson({ email: options.email, password }));
    });

  addDatabaseCommands(program, output);
}

interface UserOptions {
  email: string;
  name: string;
  role: string;
  workspace?: string;
  legal?: boolean;
  passwordStdin?: boolean;
}

async function createUser(options: UserOptions, output: Output): Promise<void> {
  if (!ROLES.includes(options.role as Role)) {
    throw new InvalidInput([{ path: '--role', code: 'role', message: `is one of ${ROLES.join(', ')}` }]);
  }
  const password = options.passwordStdin ? await passwordFromInput() : undefined;
  const made = await House.open(output.message, async (house) => {
    const actor = await house.actor(options.workspace);
    const { email, name, legal } = options;
    const user = {
      email,
      name,
      role: options.role as Role,
      legal: legal ?? false,
      ...(password !== undefined && { password }),
    };
    return { ...(await house.rooms.get(WorkspacesService).addUser(actor, user)), workspace: actor.slug };
  });
  output.answer(
    asJson({
      email: options.email,
      role: options.role,
      workspace: made.workspace,
      memberId: made.memberId,
      password: made.madeUpPassword,
    }),
  );
}

/** Logins belong to the whole server: new passwords lock out every installation on it. */
async function refuseKnownLogins(adminUrl: string, rotate: boolean): Promise<void> {
  if (!URL.canParse(adminUrl) || !/^postgres(ql)?:$/.test(new URL(adminUrl).protocol)) {
    const message = 'is no PostgreSQL address; write it as postgresql://login:password@host:5432/postgres';
    throw new InvalidInput([{ path: '--admin-url', code: 'url', message }]);
  }
  const known = await knownLogins(adminUrl);
  if (known.length === 0 || rotate) return;
  const message =
    `${known.join(', ')} exist on this server, and new passwords would lock out whoever uses them. ` +
    'Add --rotate to give them new ones all the same.';
  throw new RuleBroken('logins_exist', message);
}

function addDatabaseCommands(program: Command, output: Output): void {
  program
    .command('database')
    .description('the PostgreSQL server')
    .command('prepare')
    .description('make the database and its five logins, or print the SQL for somebody who may')
    .option('--admin-url <url>', 'a login that may make databases and roles; left out, the SQL is printed')
    .option('--database <name>', 'name of the database', 'plumbline')
    .option('--rotate', 'give logins that exist new passwords; whoever uses the old ones is locked out')
    .action(async (options: { adminUrl?: string; database: string; rotate?: boolean }) => {
      const passwords = newPasswords();
      if (!options.adminUrl) {
        const { server, inDatabase } = prepareStatements(options.database, passwords);
        const create = `create database ${options.database} encoding 'UTF8' template template0`;
        output.answer([...server, create, `\\connect ${options.database}`, ...inDatabase].map(terminated).join('\n'));
        return;
      }
      await refuseKnownLogins(options.adminUrl, options.rotate ?? false);
      await prepareServer(options.adminUrl, options.database, passwords);
      const server = new URL(options.adminUrl);
      const address = { host: server.hostname, port: Number(server.port || 5432), database: options.database };
      const names = {
        migrator: 'DATABASE_MIGRATION_URL',
        runtime: 'DATABASE_URL',
        identity: 'DATABASE_IDENTITY_URL',
        queue: 'DATABASE_QUEUE_URL',
        backup: 'DATABASE_BACKUP_URL',
      };
      output.message('Keep these addresses secret; the passwords are shown this once.');
      output.answer(
        asJson(Object.fromEntries(LOGINS.map((login) => [names[login], loginUrl(address, login, passwords[login])]))),
      );
    });
}

function terminated(statement: string): string {
  return statement.startsWith('\\') ? statement : `${statement};`;
}

async function passwordFromInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}
