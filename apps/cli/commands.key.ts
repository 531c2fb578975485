import type { Command } from 'commander';
import { readConfig } from '@libs/platform/config';
import { addKey } from '@libs/platform/sealing';
import { asJson, type Output } from './output.ts';

/** The keys that seal secrets. They live in a file, so no database is opened. */
export function addKeyCommands(program: Command, output: Output): void {
  program
    .command('key')
    .description('the keys that seal secrets in the database')
    .command('add')
    .description('add a new key to SEALING_KEY_FILE, or make the file; servers take it at their next start')
    .action(async () => {
      const { keyFile } = readConfig().sealing;
      output.answer(asJson({ file: keyFile, version: await addKey(keyFile) }));
    });
}
