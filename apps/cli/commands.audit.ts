import type { Command } from 'commander';
import { AuditTrailService, CheckpointsService } from '@libs/audit';
import type { Checkpoint } from '@libs/platform/audit';
import { WorkspacesService } from '@libs/workspaces';
import { House } from './house.ts';
import { asJson, type Output } from './output.ts';

interface WorkspaceOption {
  workspace?: string;
}

/** Commands on the audit trail and its signed checkpoints. */
export function addAuditCommands(program: Command, output: Output): void {
  const audit = program.command('audit').description('the audit trail');
  audit
    .command('verify')
    .description('recompute every hash of a workspace’s chain, and of every kept version')
    .option('--workspace <slug>', 'needed where there are several')
    .action(async (options: WorkspaceOption) => {
      const result = await House.open(output.message, async (house) =>
        house.rooms.get(AuditTrailService).verifyWhole(await house.actor(options.workspace)),
      );
      output.answer(asJson(result));
      if (!result.sound) process.exitCode = 1;
    });
  audit
    .command('checkpoint')
    .description('sign where the trails stand, in a file outside the database')
    .option('--workspace <slug>', 'only this workspace')
    .action(async (options: WorkspaceOption) => {
      output.answer(asJson(await House.open(output.message, (house) => checkpoint(house, options))));
    });
  audit
    .command('change-key')
    .description('sign checkpoints with a new key from here on; the old one announces it')
    .option('--workspace <slug>', 'whose trail tells of it; needed where there are several')
    .action(async (options: WorkspaceOption) => {
      const changed = await House.open(output.message, async (house) =>
        house.rooms.get(CheckpointsService).changeKey(await house.actor(options.workspace)),
      );
      output.answer(asJson(changed));
    });
}

async function checkpoint(house: House, { workspace }: WorkspaceOption) {
  const checkpoints = house.rooms.get(CheckpointsService);
  const named = workspace === undefined ? await house.rooms.get(WorkspacesService).list() : [{ slug: workspace }];
  const taken: Checkpoint[] = [];
  for (const { slug } of named) taken.push(await checkpoints.take(await house.actor(slug)));
  return { file: checkpoints.file.file, checkpoints: taken };
}
