import type { Command } from 'commander';
import { dumpLines, removeWorkspace, verifyBackup, writeArchive } from '@libs/platform/backup';
import { InvalidInput, RuleBroken } from '@libs/platform/errors';
import { Tenancy } from '@libs/platform/tenancy';
import { ClosingService, WorkspacesService } from '@libs/workspaces';
import { ownerUrl, PASSPHRASE, passphraseOf, type PassphraseOption } from './commands.backup.ts';
import { House } from './house.ts';
import { refuseExisting } from './new-file.ts';
import { asJson, asTable, type Output } from './output.ts';

interface RemoveOptions extends PassphraseOption {
  slug: string;
  confirm: string;
  out: string;
}

const SLUG = ['--slug <slug>', 'its name in addresses'] as const;
const CONFIRM = ['--confirm <slug>', 'the same again'] as const;

/** Commands that end a workspace: closing can be taken back, removing only with the backup that it makes. */
export function addClosingCommands(program: Command, output: Output): void {
  const workspace = program.commands.find((one) => one.name() === 'workspace')!;
  workspace
    .command('list')
    .description('list the workspaces, the closed ones too')
    .option('--format <format>', 'table or json', 'table')
    .action((options: { format: string }) => list(options.format, output));
  workspace
    .command('close')
    .description('let nobody into a workspace any more; nothing in it is changed')
    .requiredOption(...SLUG)
    .requiredOption(...CONFIRM)
    .action(async ({ slug, confirm }: { slug: string; confirm: string }) => {
      refuseOther(slug, confirm);
      await House.open(output.message, async (house) => {
        const actor = await house.actor(slug);
        const read = (tx: Parameters<WorkspacesService['read']>[0]) => house.rooms.get(WorkspacesService).read(tx);
        const { name, version } = await house.rooms.get(Tenancy).inWorkspace(actor, read);
        await house.rooms.get(ClosingService).close(actor, { confirmName: name, version });
      });
      output.answer(asJson({ slug, closed: true }));
    });
  workspace
    .command('reopen')
    .description('open a closed workspace again, to those who were its members')
    .requiredOption(...SLUG)
    .action(async ({ slug }: { slug: string }) => {
      await House.open(output.message, async (house) =>
        house.rooms.get(ClosingService).reopen(await house.actor(slug)),
      );
      output.answer(asJson({ slug, closed: false }));
    });
  workspace
    .command('remove')
    .description('write a closed workspace into a backup, check the backup, and delete the workspace')
    .requiredOption(...SLUG)
    .requiredOption(...CONFIRM)
    .requiredOption('--out <file>', 'where to write the backup; a file that is there is never written over')
    .option(...PASSPHRASE)
    .action((options: RemoveOptions) => remove(options, output));
}

async function list(format: string, output: Output): Promise<void> {
  if (!['table', 'json'].includes(format)) {
    throw new InvalidInput([{ path: '--format', code: 'format', message: 'is one of table, json' }]);
  }
  const rows: { slug: string; name: string; closedAt: string | null }[] = [];
  await House.open(output.message, async (house) => {
    const workspaces = house.rooms.get(WorkspacesService);
    await workspaces.inEach(house.auditName, async (tx, slug) => {
      const { name } = await workspaces.read(tx);
      const closedAt = await house.rooms.get(ClosingService).closedAt(tx);
      rows.push({ slug, name, closedAt: closedAt?.toISOString() ?? null });
    });
  });
  const cells = rows.map(({ slug, name, closedAt }) => [slug, name, closedAt ?? '']);
  output.answer(format === 'json' ? asJson(rows) : asTable(['slug', 'name', 'closed'], cells));
}

async function remove(options: RemoveOptions, output: Output): Promise<void> {
  refuseOther(options.slug, options.confirm);
  const passphrase = passphraseOf(options);
  refuseExisting(options.out);
  const removed = await House.open(output.message, async (house) => {
    const owner = ownerUrl(house.database, 'Removing a workspace');
    const actor = await house.actor(options.slug);
    const isClosed = await house.rooms
      .get(Tenancy)
      .inWorkspace(actor, async (tx) => (await house.rooms.get(ClosingService).closedAt(tx)) !== null);
    if (!isClosed) throw new RuleBroken('not_closed', `${options.slug} is open. Close it first.`);
    const createdAt = new Date().toISOString();
    await writeArchive(options.out, dumpLines(house.database, actor, output.message), { createdAt, passphrase });
    output.message('checking what was written');
    const { workspaces } = await verifyBackup(options.out, passphrase);
    const tally = workspaces.find(({ workspaceId }) => workspaceId === actor.workspaceId);
    if (!tally?.chainSound) {
      const message = `The audit chain of ${options.slug} does not verify. Nothing was removed.`;
      throw new RuleBroken('chain', message);
    }
    return removeWorkspace(owner, tally);
  });
  output.answer(asJson({ slug: options.slug, backup: options.out, removed }));
}

function refuseOther(slug: string, confirm: string): void {
  if (slug !== confirm) throw new InvalidInput([{ path: '--confirm', code: 'other', message: `is not ${slug}` }]);
}
