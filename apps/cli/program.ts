import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { InvalidConfig, packageRoot } from '@libs/platform/config';
import { ExpectedError } from '@libs/platform/errors';
import type { Output } from './output.ts';

type Adds = (program: Command, output: Output) => void;

interface CommandGroup {
  readonly names: readonly string[];
  readonly load: () => Promise<readonly Adds[]>;
}

/** Commands in the order of the help. A group is loaded when it is called: most of a short command's time was loading the others. */
const GROUPS: readonly CommandGroup[] = [
  { names: ['card', 'case'], load: async () => [(await import('./commands.case.ts')).addCaseCommands] },
  { names: ['letter'], load: async () => [(await import('./commands.letter.ts')).addLetterCommand] },
  { names: ['extract'], load: async () => [(await import('./commands.extract.ts')).addExtractCommand] },
  { names: ['score'], load: async () => [(await import('./commands.score.ts')).addScoreCommand] },
  {
    names: ['workspace', 'user'],
    load: async () => [
      (await import('./commands.workspace.ts')).addWorkspaceCommands,
      (await import('./commands.closing.ts')).addClosingCommands,
      (await import('./commands.keys.ts')).addKeysCommands,
    ],
  },
  { names: ['person'], load: async () => [(await import('./commands.person.ts')).addPersonCommands] },
  { names: ['database'], load: async () => [(await import('./commands.database.ts')).addDatabaseCommands] },
  { names: ['audit'], load: async () => [(await import('./commands.audit.ts')).addAuditCommands] },
  {
    names: ['backup', 'verify', 'restore'],
    load: async () => [(await import('./commands.backup.ts')).addBackupCommands],
  },
  { names: ['key'], load: async () => [(await import('./commands.key.ts')).addKeyCommands] },
];

/** The groups that a call needs: the one it names, or all where it names none. */
function groupsFor([name]: readonly string[]): readonly CommandGroup[] {
  const named = GROUPS.filter(({ names }) => name !== undefined && names.includes(name));
  if (named.length > 0) return named;
  return name === '--version' || name === '-V' ? [] : GROUPS;
}

/** Runs one command. Exit codes: 0 done, 1 refused or failed, 2 the command was not understood. */
export async function run(args: string[], output: Output): Promise<number> {
  process.exitCode = 0;
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string };
  const program = new Command('plumbline')
    .description('Holds what companies say against what they do.')
    .version(version)
    .showHelpAfterError('(plumbline --help lists the commands)')
    .exitOverride()
    .configureHelp({
      optionDescription: (option) => `${option.description}${option.mandatory ? ' (required)' : ''}`,
    })
    .configureOutput({ writeErr: output.message, writeOut: output.answer });
  try {
    for (const { load } of groupsFor(args)) for (const add of await load()) add(program, output);
    await program.parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    output.message(explain(error));
    return 1;
  }
}

function explain(error: unknown): string {
  if (error instanceof ExpectedError) {
    const list = error.problems.map((problem) => `  ${problem.path}: ${problem.message}`);
    return list.length > 0 ? [`${error.title}:`, ...list].join('\n') : error.message;
  }
  if (error instanceof InvalidConfig) return `The configuration is refused:\n${error.message}`;
  return error instanceof Error ? error.message : String(error);
}
