import type { Command } from 'commander';
import { InvalidInput } from '@libs/platform/errors';
import { PrivacyService } from '@libs/privacy';
import { House } from './house.ts';
import { refuseExisting, writeNewFile } from './new-file.ts';
import { asJson, type Output } from './output.ts';

interface ExportOptions {
  email: string;
  out?: string;
}

/** What a person may ask the operator for: a copy of what is kept, and to be erased. */
export function addPersonCommands(program: Command, output: Output): void {
  const person = program.command('person').description('what is kept about somebody with an account');
  person
    .command('export')
    .description('print what is kept about a person, without secrets; the person can do it on the account page')
    .requiredOption('--email <address>', 'e-mail address of the account')
    .option('--out <file>', 'write it to a file of its owner alone; one that is there is never written over')
    .action((options: ExportOptions) => exportPerson(options, output));
  person
    .command('erase')
    .description('take a person out of every workspace and delete the account; it cannot be undone')
    .requiredOption('--email <address>', 'e-mail address of the account')
    .requiredOption('--confirm <address>', 'the same address again')
    .action(async ({ email, confirm }: { email: string; confirm: string }) => {
      if (email.trim().toLowerCase() !== confirm.trim().toLowerCase()) {
        throw new InvalidInput([{ path: '--confirm', code: 'other', message: `is not ${email}` }]);
      }
      const workspaces = await House.open(output.message, async (house) => {
        const privacy = house.rooms.get(PrivacyService);
        return privacy.erase(await privacy.find(email), house.auditName);
      });
      output.answer(asJson({ erased: email, workspaces }));
    });
}

async function exportPerson({ email, out }: ExportOptions, output: Output): Promise<void> {
  if (out !== undefined) refuseExisting(out);
  const data = await House.open(output.message, async (house) => {
    const privacy = house.rooms.get(PrivacyService);
    return privacy.export(await privacy.find(email));
  });
  if (out === undefined) return output.answer(asJson(data));
  await writeNewFile(out, textOf(data));
  output.answer(asJson({ file: out }));
}

async function* textOf(data: unknown): AsyncIterable<string> {
  yield asJson(data);
}
