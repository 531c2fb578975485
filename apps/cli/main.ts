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
import { endWithTheReader, terminal } from './output.ts';

/** Exit codes: 0 done, 1 refused or failed, 2 the command was not understood. */
async function main(): Promise<number> {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string };
  const program = new Command('plumbline')
    .description('Holds what companies say against what they do.')
    .version(version)
    .showHelpAfterError('(plumbline --help lists the commands)')
    .exitOverride()
    .configureHelp({
      optionDescription: (option) => `${option.description}${option.mandatory ? ' (required)' : ''}`,
    })
    .configureOutput({ writeErr: terminal.message, writeOut: terminal.answer });
  addCaseCommands(program, terminal);
  addLetterCommand(program, terminal);
  addExtractCommand(program, terminal);
  addWorkspaceCommands(program, terminal);
  addClosingCommands(program, terminal);
  addKeysCommands(program, terminal);
  addPersonCommands(program, terminal);
  addDatabaseCommands(program, terminal);
  addAuditCommands(program, terminal);
  addBackupCommands(program, terminal);
  addKeyCommands(program, terminal);
  try {
    await program.parseAsync();
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    terminal.message(explain(error));
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

endWithTheReader();
process.exitCode = await main();
