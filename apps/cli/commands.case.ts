import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import {
  scorecardCsv,
  type CellView,
  type CitedFindingView,
  type ScorecardView,
  type ScoreRowView,
} from '@libs/contracts';
import { CasesService } from '@libs/cases';
import { InvalidInput } from '@libs/platform/errors';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';
import { RoundsService, ScorecardsService } from '@libs/scorecards';
import { House } from './house.ts';
import { asJson, asTable, type Output } from './output.ts';

const FORMATS = ['table', 'json', 'csv'] as const;

interface CardOptions {
  company?: string;
  round?: string;
  format: string;
  workspace?: string;
}

/** Commands on scorecards and case packs. */
export function addCaseCommands(program: Command, output: Output): void {
  program
    .command('card')
    .description('print scorecards: two sides, never one total')
    .option('--company <name>', 'only this company: legal or short name')
    .option('--round <key>', 'only this round')
    .option('--format <format>', FORMATS.join(', '), 'table')
    .option('--workspace <slug>', 'needed where there are several')
    .action((options: CardOptions) => printCards(options, output));

  const pack = program.command('case').description('case packs');
  pack
    .command('import')
    .description('import a case pack; a bad pack is refused whole, with every problem by path')
    .argument('<file>', 'the pack, JSON')
    .option('--workspace <slug>', 'needed where there are several')
    .action(async (file: string, options: { workspace?: string }) => {
      const content = readPack(file);
      const imported = await House.open(output.message, (house) =>
        house.inWorkspace(options.workspace, (tx) => house.rooms.get(CasesService).importPack(tx, content)),
      );
      output.answer(asJson(imported));
    });
  pack
    .command('export')
    .description('print a case as a pack, the same bytes for the same case')
    .argument('<key>', 'key of the case')
    .option('--confidential', 'with the records that not everybody in the workspace reads')
    .option('--workspace <slug>', 'needed where there are several')
    .action(async (key: string, options: { workspace?: string; confidential?: boolean }) => {
      const confidential = options.confidential ? 'include' : 'leave_out';
      const { text, leftOut } = await House.open(output.message, async (house) =>
        house.rooms.get(CasesService).exportPack(await house.actor(options.workspace), key, { confidential }),
      );
      const told = Object.entries(leftOut).map(([kind, count]) => `${count} ${kind}`);
      if (told.length > 0) output.message(`Left out, as not everybody reads them: ${told.join(', ')}.`);
      output.answer(text);
    });
}

/** Some editors put one before a text in UTF-8. */
const BYTE_ORDER_MARK = /^\uFEFF/u;

function readPack(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new InvalidInput([
      { path: file, code: 'unreadable', message: `cannot be read: ${(error as Error).message}` },
    ]);
  }
  try {
    return JSON.parse(text.replace(BYTE_ORDER_MARK, ''));
  } catch (error) {
    throw new InvalidInput([{ path: file, code: 'json', message: `is not JSON: ${(error as Error).message}` }]);
  }
}

async function printCards(options: CardOptions, output: Output): Promise<void> {
  if (!FORMATS.includes(options.format as (typeof FORMATS)[number])) {
    throw new InvalidInput([{ path: '--format', code: 'format', message: `is one of ${FORMATS.join(', ')}` }]);
  }
  const cards = await House.open(output.message, (house) =>
    house.inWorkspace(options.workspace, (tx) => readCards(house, tx, options)),
  );
  if (options.format === 'json') output.answer(asJson({ scorecards: cards }));
  else if (options.format === 'csv') output.answer(scorecardCsv(cards));
  else output.answer(cards.map(cardAsTable).join('\n'));
}

/** A scorecard with what its cells rest on: no allegation is printed without its reporter and its answers. */
type Card = ScorecardView & { citations: CitedFindingView[] };

async function readCards(house: House, tx: WorkspaceTransaction, options: CardOptions): Promise<Card[]> {
  const { items: rounds } = await house.rooms.get(RoundsService).list(tx);
  const wanted = rounds.filter((round) => !options.round || round.key === options.round || round.id === options.round);
  if (options.round && wanted.length === 0) {
    const known = rounds.map((round) => round.key).join(', ');
    throw new InvalidInput([
      { path: '--round', code: 'round', message: `is none of the rounds here: ${known || 'there are none'}` },
    ]);
  }
  const scorecards = house.rooms.get(ScorecardsService);
  const cards: Card[] = [];
  for (const { id } of wanted) {
    cards.push({ ...(await scorecards.scorecard(tx, id)), citations: await scorecards.citations(tx, id) });
  }
  const { company } = options;
  if (!company) return cards;
  const filtered = cards.map((card) => ({
    ...card,
    rows: card.rows.filter((row) => isCompany(row, company)),
    citations: card.citations.filter((cited) => isCompany(cited, company)),
  }));
  const found = filtered.filter((card) => card.rows.length > 0);
  if (found.length === 0) {
    const known = [...new Set(cards.flatMap((card) => card.rows.map((row) => row.company.name)))].join(', ');
    throw new InvalidInput([
      { path: '--company', code: 'company', message: `is in no round here; there are: ${known || 'none'}` },
    ]);
  }
  return found;
}

function isCompany(row: Pick<ScoreRowView, 'company'>, named: string): boolean {
  const wanted = named.toLowerCase();
  return row.company.name.toLowerCase() === wanted || row.company.shortName.toLowerCase() === wanted;
}

function cellText(cell: CellView): string {
  if (cell.display === 'points') return String(cell.points);
  if (cell.display === 'evidence') return cell.evidence.map((record) => record.number).join(' ');
  return (cell.absence ?? '').replaceAll('_', ' ');
}

function signed(difference: number | null): string {
  if (difference === null) return 'n/c';
  return difference > 0 ? `+${difference}` : String(difference).replace('-', '−');
}

function cardAsTable(card: Card): string {
  const pairs = card.method.pairs.map((pair) => `${pair.policy}-${pair.conduct}`);
  const indicators = card.method.indicators.map((indicator) => indicator.id);
  const heads = ['Company', 'Policy', 'Covered', 'Conduct', 'Covered', ...pairs, ...indicators];
  const rows = card.rows.map((row) => [
    row.company.name,
    row.policy.score === null ? 'not printed' : String(row.policy.score),
    `${row.policy.answered}/${row.policy.of}`,
    row.conduct.line,
    `${row.conduct.answered}/${row.conduct.of}`,
    ...row.pairs.map((pair) => signed(pair.difference)),
    ...indicators.map((id) => cellText(row.cells.find((cell) => cell.indicator === id)!)),
  ]);
  const { round, method } = card;
  const sample = round.sample ? ' (sample: invented)' : '';
  const head = `${round.title}${sample}\nMethod ${method.key} ${method.version}. n/c: not comparable.\n`;
  return [head, asTable(heads, rows), ...card.citations.map(citationAsText)].join('\n');
}

function citationAsText({
  company,
  finding,
  attributionLine,
  grade,
  conductDateLine,
  answers,
}: CitedFindingView): string {
  const said = answers.map(({ statement, quoted, attributionLine: speaker }) => {
    const words = quoted ? `\u201C${statement.label}\u201D` : statement.label;
    return `    ${statement.number}, ${speaker}: ${words}`;
  });
  return [
    `${finding.number}, ${company.name}. ${attributionLine}; ${grade.replaceAll('_', ' ')}; ${conductDateLine}:`,
    `  ${finding.label}`,
    answers.length === 0 ? '  Its sources give no answer.' : '  Answers in the same sources:',
    ...said,
    '',
  ].join('\n');
}
