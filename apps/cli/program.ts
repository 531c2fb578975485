import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { InvalidConfig, packageRoot } from '@libs/platform/config';
import { ExpectedError } from '@libs/platform/errors';
import { addAuditCommands } from './commands.audit.ts';
import { addBackupCommands } from './commands.backup.ts';
import { addCaseCommands } from './commands.case.ts';
import { addClosingCommands } from './commands.closing.ts';
import { addDatabaseCommands } from './commands.database.ts';
import { addExtractCommand } from './commands.extract.ts';
import { addKeyCommands } from './commands.key.ts';
import { addKeysCommands } from './commands.keys.ts';
import { addLetterCommand } from './commands.letter.ts';
import { addPersonCommands } from './commands.person.ts';
import { addWorkspaceCommands } from './commands.workspace.ts';
import type { Output } from './output.ts';

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
  addCaseCommands(program, output);
  addLetterCommand(program, output);
  addExtractCommand(program, output);
  addWorkspaceCommands(program, output);
  addClosingCommands(program, output);
  addKeysCommands(program, output);
  addPersonCommands(program, output);
  addDatabaseCommands(program, output);
  addAuditCommands(program, output);
  addBackupCommands(program, output);
  addKeyCommands(program, output);
  try {
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
