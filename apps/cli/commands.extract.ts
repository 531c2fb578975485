import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { extract, type RegisteredOrganisation, type Suggestion } from '@libs/extraction';
import { ORGANISATION_KINDS, type OrganisationKind } from '@libs/domain/vocabulary';
import { InvalidInput } from '@libs/platform/errors';
import { asJson, asTable, type Output } from './output.ts';

const FORMATS = ['table', 'json'];

interface ExtractOptions {
  organisations?: string;
  published?: string;
  format: string;
}

/** The command that reads suggestions from a text. It opens no database and writes nothing. */
export function addExtractCommand(program: Command, output: Output): void {
  program
    .command('extract')
    .description('suggest quotations, relations, shares and answers from a text file; nothing is recorded')
    .argument('<file>', 'the text, UTF-8')
    .option(
      '--organisations <file>',
      'known organisations: CSV (id,name,aliases,kind; aliases parted by |), JSON or a case pack',
    )
    .option('--published <day>', 'day of publication, YYYY-MM-DD, for weekdays')
    .option('--format <format>', FORMATS.join(', '), 'table')
    .action((file: string, options: ExtractOptions) => {
      if (!FORMATS.includes(options.format)) throw refused('--format', `is one of ${FORMATS.join(', ')}`);
      const published = options.published ?? null;
      if (published !== null && !isDay(published))
        throw refused('--published', `${published} is no day; write it as 2026-11-23`);
      const registry = options.organisations === undefined ? [] : registryOf(options.organisations);
      const found = extract(readText(file), registry, { publishedDate: published });
      for (const warning of found.warnings) output.message(`At ${warning.start}: ${warning.message}.`);
      const { suggestions, warnings } = found;
      if (options.format === 'table') return output.answer(tableOf(suggestions, registry));
      const placed = suggestions.map(({ excerpt: { start, end, exact }, ...fields }) => ({
        start,
        end,
        exact,
        ...fields,
      }));
      output.answer(asJson({ suggestions: placed, warnings }));
    });
}

function refused(path: string, message: string): InvalidInput {
  return new InvalidInput([{ path, code: 'extract', message }]);
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function readText(file: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw refused(file, `cannot be read: ${(error as Error).message}`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refused(file, 'is not UTF-8 text');
  }
}

function registryOf(file: string): RegisteredOrganisation[] {
  const text = readText(file);
  const rows = /^\s*[[{]/.test(text) ? rowsOfJson(file, text) : rowsOfCsv(file, text);
  return rows.map((row, at) => organisationOf(file, row, at + 1));
}

type Row = Record<string, unknown>;

function rowsOfJson(file: string, text: string): Row[] {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    throw refused(file, `is not JSON: ${(error as Error).message}`);
  }
  if (Array.isArray(given)) return given as Row[];
  const { organisations } = given as { organisations?: unknown };
  if (Array.isArray(organisations)) return organisations.map((row: PackRow) => rowOfPack(row));
  throw refused(file, 'is neither a case pack nor a list of organisations: [{ "id", "name", "aliases", "kind" }]');
}

interface PackRow {
  readonly key?: unknown;
  readonly legalName?: unknown;
  readonly shortName?: unknown;
  readonly kind?: unknown;
  readonly aliases?: readonly { readonly text?: unknown }[];
}

/** An organisation of a case pack: its key stands for its id, its short name is one more alias. */
function rowOfPack({ key, legalName, shortName, kind, aliases = [] }: PackRow): Row {
  return { id: key, name: legalName, kind, aliases: [shortName, ...aliases.map(({ text }) => text)].filter(Boolean) };
}

function rowsOfCsv(file: string, text: string): Row[] {
  const [heads, ...lines] = cellsOf(file, text).filter((cells) => cells.some((cell) => cell !== ''));
  if (!heads?.includes('name')) throw refused(file, 'line 1 has no column "name"');
  return lines.map((cells) => {
    const row: Row = Object.fromEntries(heads.map((head, at) => [head, cells[at] ?? '']));
    return {
      ...row,
      aliases: String(row.aliases ?? '')
        .split('|')
        .filter(Boolean),
      kind: row.kind || undefined,
    };
  });
}

/** RFC 4180: cells may stand in quotation marks, with doubled marks and line ends inside. */
function cellsOf(file: string, text: string): string[][] {
  const rows: string[][] = [[]];
  const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  while (CELL.lastIndex < text.length) {
    const match = CELL.exec(text);
    if (!match) throw refused(file, `line ${rows.length} has a quotation mark without its fellow`);
    rows.at(-1)!.push((match[1]?.replaceAll('""', '"') ?? match[2]!).trim());
    if (match[3] !== ',') rows.push([]);
  }
  return rows;
}

function organisationOf(file: string, row: Row, at: number): RegisteredOrganisation {
  const refuse = (problem: string) => refused(file, `organisation ${at}: ${problem}`);
  if (row === null || typeof row !== 'object') throw refuse('is no object');
  const { name, aliases = [], kind } = row;
  if (typeof name !== 'string' || name.trim() === '') throw refuse('name is missing');
  if (!Array.isArray(aliases) || !aliases.every((alias) => typeof alias === 'string'))
    throw refuse('aliases is no list of texts');
  if (kind !== undefined && !ORGANISATION_KINDS.includes(kind as OrganisationKind))
    throw refuse(`kind is one of ${ORGANISATION_KINDS.join(', ')}`);
  const id = typeof row.id === 'string' && row.id !== '' ? row.id : name;
  return { id, name, aliases, kind: kind as OrganisationKind | undefined };
}

function tableOf(suggestions: readonly Suggestion[], registry: readonly RegisteredOrganisation[]): string {
  const names = new Map(registry.map(({ id, name }) => [id, name]));
  const named = (party: { organisationId: string | null; words: { exact: string } | null } | null) =>
    party
      ? (names.get(party.organisationId ?? '') ?? `(${party.words?.exact.replace(/[\s\p{Cc}]+/gu, ' ') ?? 'nobody'})`)
      : '';
  const whoOf = (one: Suggestion): string => {
    if (one.kind === 'quotation') return named(one.speaker);
    if (one.kind === 'answer') return named(one.by);
    if (one.kind === 'act') return named(one.subject);
    if (one.kind === 'relation') return `${named(one.subject)} > ${named(one.object)}`;
    return one.kind === 'ownership' ? `${named(one.owner)} > ${named(one.object)}, ${one.share} %` : '';
  };
  const rows = suggestions.map((one) => {
    const kind = one.kind === 'quotation' ? one.quotationType : one.kind === 'relation' ? one.relationType : one.kind;
    const words = one.excerpt.exact.replace(/[\s\p{Cc}]+/gu, ' ');
    return [
      `${one.excerpt.start}-${one.excerpt.end}`,
      kind,
      whoOf(one),
      words.length > 60 ? `${words.slice(0, 59)}…` : words,
      one.ruleId,
    ];
  });
  return asTable(['Place', 'Kind', 'Who', 'Words', 'Rule'], rows);
}
