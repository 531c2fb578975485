import { Option, type Command } from 'commander';
import {
  AnswerReader,
  compareTable,
  PublishedReader,
  publishedForms,
  scoreTable,
  type MethodRules,
} from '@libs/methods';
import { InvalidInput } from '@libs/platform/errors';
import { writeOver } from './new-file.ts';
import type { Output } from './output.ts';
import { scoresAsCsv, scoresAsJson, scoresAsTable, type ScoreReport } from './score-output.ts';
import { feed, FileRefused, methodFrom, refusing } from './table-files.ts';

const FORMATS = ['table', 'csv', 'json'] as const;

interface ScoreOptions {
  framework: string;
  answers: string;
  published?: string;
  out?: string;
  format: (typeof FORMATS)[number];
}

const EXIT_CODES = `
Exit codes: 0 scored, and as published where --published is given; 1 the published table differs; 2 a file could not be
read or was refused, or the command was not understood.
docs/methods.md says how a method file is written and how it reads the tables.`;

/** The command that scores a table of answers by a method file. It opens no database. */
export function addScoreCommand(program: Command, output: Output): void {
  program
    .command('score')
    .description(
      'score a table of answers by a method file, and set a published table beside it; no database is opened',
    )
    .requiredOption('--framework <file>', 'the method file, YAML')
    .requiredOption('--answers <file>', 'the answers, CSV in UTF-8, read as the method file says')
    .option('--published <file>', 'a published table, CSV in UTF-8, to compare with')
    .option('--out <file>', 'write the scores into this file as CSV too')
    .addOption(new Option('--format <format>', 'what is printed').choices(FORMATS).default('table'))
    .addHelpText('after', EXIT_CODES)
    .action((options: ScoreOptions, command: Command) => score(options, command, output));
}

async function score(options: ScoreOptions, command: Command, output: Output): Promise<void> {
  const refuse = (error: unknown): never => {
    if (error instanceof InvalidInput) command.error(error.problems[0]!.message, { exitCode: 2 });
    if (error instanceof FileRefused) command.error(error.message, { exitCode: 2 });
    throw error;
  };
  const report = await reportOf(options).catch(refuse);
  if (options.out !== undefined) await writeOver(options.out, scoresAsCsv(report)).catch(refuse);
  if (options.format === 'table') output.answer(scoresAsTable(report));
  else {
    for (const part of options.format === 'csv' ? scoresAsCsv(report) : scoresAsJson(report)) await output.part(part);
  }
  if (report.published?.comparison.differs) process.exitCode = 1;
}

async function reportOf({ framework, answers, published }: ScoreOptions): Promise<ScoreReport> {
  const method = methodFrom(framework);
  const reader = new AnswerReader(method);
  const answersSha256 = await feed(answers, method.answers, reader);
  const scored = scoreTable(
    method,
    refusing(answers, () => reader.finish()),
  );
  if (published === undefined) return { scored, answersSha256, published: null };
  const { table, sha256 } = await publishedFrom(method, published);
  return { scored, answersSha256, published: { sha256, comparison: compareTable(scored, table) } };
}

/** Reads the published table by the first form that fits how it is written down. @throws FileRefused */
async function publishedFrom(method: MethodRules, file: string) {
  const groups = publishedForms(method);
  for (const [at, { form, mappings }] of groups.entries()) {
    const reader = new PublishedReader(method, mappings);
    try {
      const sha256 = await feed(file, form, reader);
      return { sha256, table: refusing(file, () => reader.finish()) };
    } catch (error) {
      if (reader.isUnderstood || at === groups.length - 1) throw error;
    }
  }
  throw new FileRefused(`${file}: the method names no form of a published table`);
}
