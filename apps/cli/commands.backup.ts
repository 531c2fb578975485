import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { readConfig } from '@libs/platform/config';
import { dumpLines, restoreBackup, verifyBackup, writeArchive, type BackupSummary } from '@libs/platform/backup';
import { InvalidInput, RuleBroken } from '@libs/platform/errors';
import { openDatabase, type OpenDatabase } from '@libs/platform/opening';
import { Tenancy } from '@libs/platform/tenancy';
import { WorkspacesService } from '@libs/workspaces';
import { MIGRATIONS } from '../../migrations/index.ts';
import { House } from './house.ts';
import { refuseExisting } from './new-file.ts';
import { asJson, type Output } from './output.ts';

export interface PassphraseOption {
  passphraseFile?: string;
}

interface BackupOptions extends PassphraseOption {
  out: string;
  workspace?: string;
}

export const PASSPHRASE = ['--passphrase-file <file>', 'file whose first line is the passphrase'] as const;

/** Commands that carry everything, or one workspace, into a file and back. */
export function addBackupCommands(program: Command, output: Output): void {
  program
    .command('backup')
    .description('write all workspaces, or one, into one file; the server may go on working')
    .requiredOption('--out <file>', 'where to write it; a file that is there is never written over')
    .option('--workspace <slug>', 'only this workspace, without passwords')
    .option(...PASSPHRASE)
    .action((options: BackupOptions) => backup(options, output));
  program
    .command('verify')
    .description('check a backup without a database: every byte, the rows, and the audit chains')
    .argument('<file>', 'the backup')
    .option(...PASSPHRASE)
    .action(async (file: string, options: PassphraseOption) => {
      const summary = await verifyBackup(file, passphraseOf(options));
      output.answer(asJson(told(summary)));
      if (summary.workspaces.some(({ chainSound }) => !chainSound)) process.exitCode = 1;
    });
  program
    .command('restore')
    .description('bring a backup back into an empty server, or one workspace beside others')
    .argument('<file>', 'the backup')
    .option(...PASSPHRASE)
    .action((file: string, options: PassphraseOption) => restore(file, options, output));
}

async function backup(options: BackupOptions, output: Output): Promise<void> {
  const passphrase = passphraseOf(options);
  refuseExisting(options.out);
  const summary = await House.open(output.message, async (house) => {
    const workspaces = house.rooms.get(WorkspacesService);
    const only = options.workspace === undefined ? null : await house.actor(options.workspace);
    const createdAt = new Date().toISOString();
    await writeArchive(options.out, dumpLines(house.database, only, output.message), { createdAt, passphrase });
    output.message('checking what was written');
    const written = await verifyBackup(options.out, passphrase);
    for (const { workspaceId, slug } of written.workspaces) {
      const actor = await workspaces.actorFor(workspaceId, slug, house.auditName);
      await house.rooms.get(Tenancy).inWorkspace(actor, async (tx) => tx.audit('backup', 'workspace', workspaceId));
    }
    return written;
  });
  output.answer(asJson({ file: options.out, ...told(summary) }));
}

async function restore(file: string, options: PassphraseOption, output: Output): Promise<void> {
  const passphrase = passphraseOf(options);
  const database = await openDatabase(readConfig(), MIGRATIONS, output.message);
  let summary: BackupSummary;
  try {
    summary = await restoreBackup(ownerUrl(database, 'Restoring'), file, passphrase, output.message);
  } finally {
    await database.close();
  }
  output.answer(asJson(told(summary)));
}

/** The address of the owner of the tables, whom `work` needs. */
export function ownerUrl({ migrationUrl }: OpenDatabase, work: string): string {
  if (migrationUrl) return migrationUrl;
  throw new RuleBroken('no_owner', `${work} needs the owner of the tables: set DATABASE_MIGRATION_URL.`);
}

/** What a backup holds, as the commands print it. */
function told({ schema, ...summary }: BackupSummary) {
  return { ...summary, schema: schema.at(-1) ?? null };
}

export function passphraseOf({ passphraseFile }: PassphraseOption): string | null {
  if (passphraseFile === undefined) return null;
  let text: string;
  try {
    text = readFileSync(passphraseFile, 'utf8');
  } catch (error) {
    const message = `cannot be read: ${(error as Error).message}`;
    throw new InvalidInput([{ path: '--passphrase-file', code: 'unreadable', message }]);
  }
  const [passphrase = ''] = text.split(/\r?\n/u);
  if (passphrase.length >= 12) return passphrase;
  const message = 'its first line is the passphrase, of at least 12 characters';
  throw new InvalidInput([{ path: '--passphrase-file', code: 'passphrase', message }]);
}
