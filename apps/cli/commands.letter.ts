import { accessSync, constants, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { InvalidInput } from '@libs/platform/errors';
import { FindingsService } from '@libs/findings';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';
import { FORMATS, LetterFilesService, LettersService, type Format } from '@libs/letters';
import { OrganisationsService } from '@libs/organisations';
import { House } from './house.ts';
import { asJson, type Output } from './output.ts';

interface LetterOptions {
  company: string;
  template: string;
  out: string;
  format: string;
  date?: string;
  profile?: string;
  finding: string[];
  workspace?: string;
}

/** The command that writes a letter from the record into files. */
export function addLetterCommand(program: Command, output: Output): void {
  program
    .command('letter')
    .description('draft a letter from the record and write it to files; a blocking check stops it')
    .requiredOption('--company <name>', 'legal or short name of the company')
    .option('--template <name>', 'letter template', 'first-contact')
    .option('--profile <key>', 'letter profile; left out, the only one that fits')
    .option('--date <day>', 'date of the letter, YYYY-MM-DD; left out, today')
    .option('--finding <number>', 'a finding to write about, F-206; repeat it for more; left out, all', gathered, [])
    .option('--out <dir>', 'folder for the files', '.')
    .option('--format <list>', `formats, separated by commas: ${FORMATS.join(',')}`, FORMATS.join(','))
    .option('--workspace <slug>', 'needed where there are several')
    .action((options: LetterOptions) => writeLetter(options, output));
}

async function writeLetter(options: LetterOptions, output: Output): Promise<void> {
  const formats = formatsOf(options);
  toFolder(options.out, () => {
    mkdirSync(options.out, { recursive: true });
    accessSync(options.out, constants.W_OK);
  });
  const written = await House.open(output.message, async (house) => {
    const actor = await house.actor(options.workspace);
    const companyId = await house.inWorkspace(options.workspace, (tx) =>
      house.rooms.get(OrganisationsService).requireCompanyNamed(tx, options.company),
    );
    const findingIds = await house.inWorkspace(options.workspace, (tx) =>
      chosenFindings(house.rooms.get(FindingsService), tx, companyId, options.finding),
    );
    const id = await house.rooms.get(LettersService).draftOnce(actor, {
      companyId,
      template: 'first-contact',
      profile: options.profile ?? null,
      letterDate: options.date ?? null,
      findingIds,
    });
    const files = house.rooms.get(LetterFilesService);
    const letter = await files.read(actor, id);
    const paths: string[] = [];
    for (const format of formats) {
      const file = await files.file(actor, id, format);
      const path = join(options.out, file.name);
      toFolder(options.out, () => writeWhole(path, file.bytes));
      paths.push(path);
    }
    return { letter, paths };
  });
  const { letter, paths } = written;
  const warnings = letter.checks.filter((check) => !check.passed && check.severity === 'warn');
  for (const warning of warnings) output.message(`${warning.id} ${warning.title}: ${warning.problems.length}`);
  output.answer(
    asJson({
      letter: letter.number,
      reference: letter.letterRef,
      company: letter.company.name,
      sample: letter.sample,
      modelHash: letter.modelHash,
      checks: letter.checks.map(({ id, severity, passed }) => ({ id, severity, passed })),
      files: paths,
    }),
  );
}

/** Runs what works on the folder; what the system refuses is said of `--out`. @throws InvalidInput */
function toFolder(folder: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reasons: Record<string, string> = {
      EEXIST: 'is a file, and the letter goes into a folder',
      ENOTDIR: 'is a file, and the letter goes into a folder',
      EACCES: 'may not be written in',
      EROFS: 'may not be written in',
      ENOSPC: 'has no space left',
    };
    const reason = reasons[code ?? ''];
    if (!reason) throw error;
    throw new InvalidInput([{ path: '--out', code: 'out', message: `${folder} ${reason}` }]);
  }
}

/** A file that was cut off would look like a letter. */
function writeWhole(path: string, bytes: Uint8Array): void {
  const draft = `${path}.${process.pid}.part`;
  try {
    writeFileSync(draft, bytes);
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}

function gathered(number: string, before: string[]): string[] {
  return [...before, number];
}

/** Ids of the findings that were named; null where none was. @throws InvalidInput for one that is not the company's */
async function chosenFindings(
  findings: FindingsService,
  tx: WorkspaceTransaction,
  organisation: string,
  numbers: string[],
): Promise<string[] | null> {
  if (numbers.length === 0) return null;
  const { items } = await findings.list(tx, { organisation, limit: 10_000, offset: 0 });
  const byNumber = new Map(items.map((finding) => [finding.number, finding.id]));
  const unknown = numbers.filter((number) => !byNumber.has(number));
  if (unknown.length > 0) {
    const message = `${unknown.join(', ')} is no finding about this company; there are: ${[...byNumber.keys()].join(', ')}`;
    throw new InvalidInput([{ path: '--finding', code: 'finding', message }]);
  }
  return numbers.map((number) => byNumber.get(number)!);
}

function formatsOf(options: LetterOptions): Format[] {
  const problems = [];
  const asked = options.format.split(',').map((format) => format.trim());
  const unknown = asked.filter((format) => !FORMATS.includes(format as Format));
  if (unknown.length > 0) {
    problems.push({
      path: '--format',
      code: 'format',
      message: `${unknown.join(', ')} is none of ${FORMATS.join(', ')}`,
    });
  }
  if (options.template !== 'first-contact') {
    problems.push({
      path: '--template',
      code: 'template',
      message: `there is no template ${options.template}; there is: first-contact`,
    });
  }
  if (options.date !== undefined && !isDay(options.date)) {
    problems.push({ path: '--date', code: 'date', message: `${options.date} is no day; write it as 2026-11-23` });
  }
  if (problems.length > 0) throw new InvalidInput(problems);
  return asked as Format[];
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
