import type { Command } from 'commander';
import { ROLES, type Role } from '@libs/domain/vocabulary';
import { InvalidInput } from '@libs/platform/errors';
import { FactorsService } from '@libs/factors';
import { ResetsService } from '@libs/accounts';
import { WorkspacesService } from '@libs/workspaces';
import { House } from './house.ts';
import { asJson, type Output } from './output.ts';

/** Commands on workspaces and accounts. */
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
  user
    .command('reset-factors')
    .description('take the second factors of an account away and end its sessions; make sure first who asks')
    .requiredOption('--email <address>', 'e-mail address of the account')
    .action(async ({ email }: { email: string }) => {
      await House.open(output.message, (house) => house.rooms.get(FactorsService).reset(email));
      output.answer(asJson({ email, secondFactors: 0 }));
    });
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

async function passwordFromInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}
