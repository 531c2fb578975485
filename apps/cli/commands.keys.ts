import type { Command } from 'commander';
import { InvalidInput, RuleBroken } from '@libs/platform/errors';
import { Tenancy } from '@libs/platform/tenancy';
import { DataKeysService } from '@libs/sealed-notes';
import { ClosingService, WorkspacesService } from '@libs/workspaces';
import { House } from './house.ts';
import { asJson, type Output } from './output.ts';

const SHORTEST_REASON = 3;

/** Commands for the keys that seal the notes of workspaces. */
export function addKeysCommands(program: Command, output: Output): void {
  const keys = program.commands
    .find((one) => one.name() === 'workspace')!
    .command('keys')
    .description('the keys that seal the notes of a workspace');
  keys
    .command('destroy')
    .description('erase the words of every sealed note of a closed workspace; it cannot be undone')
    .argument('<workspace>', 'its name in addresses')
    .requiredOption('--confirm <workspace>', 'the same again')
    .requiredOption('--reason <text>', 'why, kept for ever')
    .action(async (slug: string, given: { confirm: string; reason: string }) => destroy(slug, given, output));
  keys
    .command('check')
    .description('say which keys the key file of this server does not open')
    .action(async () => {
      const closed = await closedKeys(output);
      output.answer(asJson(closed));
      if (closed.some((one) => one.notOpened.length > 0)) process.exitCode = 1;
    });
}

async function destroy(slug: string, given: { confirm: string; reason: string }, output: Output): Promise<void> {
  if (given.confirm !== slug) {
    throw new InvalidInput([{ path: '--confirm', code: 'other', message: `is not ${slug}` }]);
  }
  const reason = given.reason.trim();
  if (reason.length < SHORTEST_REASON) {
    throw new InvalidInput([{ path: '--reason', code: 'too_short', message: 'say why, in a few words' }]);
  }
  const destroyed = await House.open(output.message, async (house) => {
    const actor = await house.actor(slug);
    return house.rooms.get(Tenancy).inWorkspace(actor, async (tx) => {
      const closedAt = await house.rooms.get(ClosingService).closedAt(tx);
      if (!closedAt) throw new RuleBroken('not_closed', `${slug} is open. Close it first.`);
      return house.rooms.get(DataKeysService).destroyAll(tx, reason);
    });
  });
  output.answer(asJson({ slug, ...destroyed }));
}

/** Of each workspace: how many keys are in force, and which of them do not open here. */
export async function closedKeys(output: Output): Promise<{ slug: string; keys: number; notOpened: string[] }[]> {
  const found: { slug: string; keys: number; notOpened: string[] }[] = [];
  await House.open(output.message, async (house) => {
    await house.rooms.get(WorkspacesService).inEach(house.auditName, async (tx, slug) => {
      const { keys, closed } = await house.rooms.get(DataKeysService).unopened(tx);
      found.push({ slug, keys, notOpened: closed });
    });
  });
  return found;
}
