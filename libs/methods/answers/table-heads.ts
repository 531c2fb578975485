import type { TableForm } from '../file/method-file.ts';
import { comparable } from '../file/method-rules.ts';

/** Thrown where rows do not fit the method; `problems` lists them, each with its line, up to a limit. */
export class TableRefused extends Error {
  override readonly name = 'TableRefused';
  readonly problems: readonly TableProblem[];
  /** How many there are, where more than are listed. */
  readonly count: number;

  constructor(problems: readonly TableProblem[], count: number) {
    super(
      problems.map(({ line, column, reason }) => `line ${line}${column ? `, ${column}` : ''}: ${reason}`).join('\n'),
    );
    this.problems = problems;
    this.count = count;
  }
}

export interface TableProblem {
  readonly line: number;
  readonly column: string | null;
  readonly reason: string;
}

const MOST_LISTED = 200;

/** Gathers what is wrong with a table. */
export class Problems {
  private readonly listed: TableProblem[] = [];
  private count = 0;

  say(line: number, column: string | null, reason: string): void {
    this.count += 1;
    if (this.listed.length < MOST_LISTED) this.listed.push({ line, column, reason });
  }

  /** @throws TableRefused where anything was said */
  refuse(): void {
    if (this.count > 0) throw new TableRefused(this.listed, this.count);
  }
}

/** Reads one value out of a row. */
export type Cell = (cells: readonly string[]) => string;

/** The columns that a template names: "level", or "{indicator}.{element}". */
export function columnsOf(template: string): string[] {
  const named = [...template.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1]!);
  return named.length > 0 ? named : [template];
}

/** The heads of a table, by name without case and space around. */
export class Heads {
  private readonly at = new Map<string, number>();
  readonly names: readonly string[];

  constructor(names: readonly string[]) {
    this.names = names.map((name) => name.trim());
    this.names.forEach((name, index) => {
      if (!this.at.has(comparable(name))) this.at.set(comparable(name), index);
    });
  }

  indexOf(name: string): number | undefined {
    return this.at.get(comparable(name));
  }

  has(template: string): boolean {
    return columnsOf(template).every((name) => this.indexOf(name) !== undefined);
  }

  /** The reader of a template whose columns are all there. */
  cell(template: string): Cell {
    const whole = this.indexOf(template);
    if (whole !== undefined) return (cells) => (cells[whole] ?? '').trim();
    const parts = template.split(/\{([^{}]+)\}/g).map((part, order) => (order % 2 === 1 ? this.indexOf(part)! : part));
    return (cells) => parts.map((part) => (typeof part === 'number' ? (cells[part] ?? '').trim() : part)).join('');
  }
}

/** Keys of a mapping in the form in which cells are compared. */
export function comparableMap<Value>(entries: Readonly<Record<string, Value>> | undefined): ReadonlyMap<string, Value> {
  return new Map(Object.entries(entries ?? {}).map(([key, value]) => [comparable(key), value]));
}

/** True for rows that `where` lets through. */
export function rowFilter(
  heads: Heads,
  where: Readonly<Record<string, string | readonly string[]>> | undefined,
): (cells: readonly string[]) => boolean {
  const tests = Object.entries(where ?? {}).map(([column, wanted]) => {
    const values = new Set([wanted].flat().map((value) => comparable(String(value))));
    return { cell: heads.cell(column), values };
  });
  return (cells) => tests.every(({ cell, values }) => values.has(comparable(cell(cells))));
}

/** A number as the table writes it, or null where the text is none. */
export function numberOf(text: string, decimal: TableForm['decimal'] = '.'): number | null {
  const plain = decimal === ',' ? text.trim().replaceAll('.', '').replace(',', '.') : text.trim();
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(plain) ? Number(plain) : null;
}
