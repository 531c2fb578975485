import { Option, type Command } from 'commander';
import { AuditTrailService, CheckpointsService, TrailExportService } from '@libs/audit';
import { TRAIL_FORMATS, type TrailFormat } from '@libs/contracts';
import { verifyExport, type Checkpoint, type TrailResult } from '@libs/platform/audit';
import { WorkspacesService } from '@libs/workspaces';
import { House } from './house.ts';
import { refuseExisting, writeNewFile } from './new-file.ts';
import { asJson, type Output } from './output.ts';

interface WorkspaceOption {
  workspace?: string;
}

interface ExportOptions extends WorkspaceOption {
  out: string;
  format: TrailFormat;
}

interface VerifyOptions extends WorkspaceOption {
  export?: string;
  checkpoints?: string;
  key?: string;
  until?: string;
}

const EXIT_CODES = `
Exit codes: 0 sound, 1 not sound, 2 a file could not be read or the command was not understood.
Without checkpoints a cut at the end and a trail written anew cannot be found. Trust starts with the key: take it from
where you kept it, not from the server. A key that a trusted one announces is trusted from there on.`;

/** Commands on the audit trail and its signed checkpoints. */
export function addAuditCommands(program: Command, output: Output): void {
  const audit = program.command('audit').description('the audit trail');
  audit
    .command('verify')
    .description('recompute every hash of a workspace’s chain, and of every kept version')
    .option('--workspace <slug>', 'needed where there are several')
    .option('--export <file>', 'check an exported trail instead, without a database')
    .option('--checkpoints <file>', 'signed checkpoints that were kept elsewhere')
    .option('--key <file>', 'public key that was kept elsewhere, in PEM')
    .option('--until <time>', 'pass over checkpoints signed later, where the trail was exported before them')
    .addHelpText('after', EXIT_CODES)
    .action((options: VerifyOptions, command: Command) => verify(options, command, output));
  audit
    .command('export')
    .description('write a workspace’s trail into a file; the trail tells of it, and a checkpoint is signed')
    .requiredOption('--out <file>', 'where to write it; a file that is there is never written over')
    .addOption(
      new Option('--format <format>', 'jsonl to check elsewhere, csv for people')
        .choices(TRAIL_FORMATS)
        .default('jsonl'),
    )
    .option('--workspace <slug>', 'needed where there are several')
    .action(async (options: ExportOptions) => {
      output.answer(asJson(await House.open(output.message, (house) => exportTrail(house, options))));
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

/** Files alone need no database: another machine can check what this one exported. */
async function verify(options: VerifyOptions, command: Command, output: Output): Promise<void> {
  const refuse = (message: string): never => command.error(`plumbline audit verify: ${message}`, { exitCode: 2 });
  const { export: trail, checkpoints, key, until, workspace } = options;
  if ((checkpoints === undefined) !== (key === undefined)) refuse('--checkpoints and --key come together');
  if (trail === undefined && checkpoints !== undefined) refuse('--checkpoints and --key go with --export');
  if (trail !== undefined && workspace !== undefined) refuse('--export names its workspace itself');
  if (until !== undefined && checkpoints === undefined) refuse('--until goes with --checkpoints');
  if (until !== undefined && Number.isNaN(Date.parse(until))) refuse(`--until ${until} is no time`);
  const anchor =
    checkpoints !== undefined && key !== undefined
      ? { checkpoints, key, ...(until !== undefined && { until: new Date(until) }) }
      : null;
  const result =
    trail === undefined
      ? await House.open(output.message, async (house) =>
          house.rooms.get(AuditTrailService).verifyWhole(await house.actor(workspace)),
        )
      : await verifyExport({ trail, anchor }).catch((error: Error) => refuse(error.message));
  output.answer(asJson(result));
  output.message(inOneLine(result));
  result.notes.forEach(output.message);
  if (!result.sound) process.exitCode = 1;
}

function inOneLine({ sound, events, checkpoint: signed, problems }: TrailResult): string {
  const until = signed ? `, up to event ${signed.seq} as signed on ${signed.at}` : '';
  if (sound) return `Sound: ${events} events${until}.`;
  const first = problems[0]!;
  const more = problems.length > 1 ? ` (${problems.length - 1} more)` : '';
  return `Not sound: ${first.what}${first.seq === null ? '' : ` at event ${first.seq}`}: ${first.message}${more}.`;
}

async function exportTrail(house: House, { out, format, workspace }: ExportOptions) {
  refuseExisting(out);
  const trail = house.rooms.get(AuditTrailService);
  const { isComplete, ...actor } = await trail.wholeSight(await house.actor(workspace));
  const { checkpoint: signed, text } = await house.rooms.get(TrailExportService).begin(actor, format);
  await writeNewFile(out, text);
  return { file: out, format, workspace: actor.slug, events: signed.seq, head: signed.head, isComplete };
}

async function checkpoint(house: House, { workspace }: WorkspaceOption) {
  const checkpoints = house.rooms.get(CheckpointsService);
  const named = workspace === undefined ? await house.rooms.get(WorkspacesService).list() : [{ slug: workspace }];
  const taken: Checkpoint[] = [];
  for (const { slug } of named) taken.push(await checkpoints.take(await house.actor(slug)));
  return { file: checkpoints.file.file, checkpoints: taken };
}
