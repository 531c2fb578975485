import type { TableForm } from '../file/method-file.ts';

/** One row of a table. `line` is where it begins in the file, counted from 1. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Thrown where a table is no CSV; it names the line. */
export class TableUnreadable extends Error {
  override readonly name = 'TableUnreadable';
  readonly line: number;

  constructor(line: number, reason: string) {
    super(`line ${line}: ${reason}`);
    this.line = line;
  }
}

const MOST_CELL = 1_000_000;

/**
 * Reads CSV (RFC 4180) piece by piece: cells may stand in quotation marks, with doubled marks and line ends inside. Empty
 * lines, the first `skipLines` lines and lines that begin with `comment` are passed over.
 *
 * @throws TableUnreadable where a mark stays open, or text follows a closed one
 */
export class CsvRows {
  private readonly delimiter: string;
  private readonly comment: string | null;
  private skip: number;
  private rest = '';
  private line = 1;
  private isFirst = true;

  constructor({ delimiter = ',', comment, skipLines = 0 }: TableForm) {
    this.delimiter = delimiter;
    this.comment = comment ?? null;
    this.skip = skipLines;
  }

  /** The rows that end in this piece of text. */
  push(text: string): TableRow[] {
    let piece = text;
    if (this.isFirst && piece !== '') {
      this.isFirst = false;
      if (piece.startsWith('\uFEFF')) piece = piece.slice(1);
    }
    return this.take(this.rest + piece, false);
  }

  /** The row that the end of the file ends. */
  end(): TableRow[] {
    return this.take(this.rest, true);
  }

  private take(text: string, isEnd: boolean): TableRow[] {
    const rows: TableRow[] = [];
    let at = 0;
    while (at < text.length) {
      const next = this.isPassedOver(text, at) ? this.passOver(text, at, isEnd) : this.rowAt(text, at, isEnd, rows);
      if (next < 0) break;
      at = next;
    }
    this.rest = text.slice(at);
    if (this.rest.length > MOST_CELL)
      throw new TableUnreadable(this.line, 'A row is longer than a million characters.');
    return rows;
  }

  private isPassedOver(text: string, at: number): boolean {
    return this.skip > 0 || (this.comment !== null && text.startsWith(this.comment, at));
  }

  /** Reads one row; the place behind it, or -1 where the text ends before the row does. */
  private rowAt(text: string, start: number, isEnd: boolean, rows: TableRow[]): number {
    const cells: string[] = [];
    let at = start;
    let lines = 1;
    for (;;) {
      const quoted = text[at] === '"' ? this.quoted(text, at, isEnd) : null;
      if (quoted === undefined) return -1;
      if (quoted) {
        lines += quoted.lines;
        cells.push(quoted.cell);
        at = quoted.next;
      } else {
        const from = at;
        while (at < text.length && text[at] !== this.delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1;
        cells.push(text.slice(from, at));
      }
      if (at >= text.length && !isEnd) return -1;
      if (text[at] === this.delimiter) {
        at += 1;
        if (at >= text.length && !isEnd) return -1;
        continue;
      }
      if (text[at] === '\r' && at + 1 >= text.length && !isEnd) return -1;
      if (at < text.length && text[at] !== '\r' && text[at] !== '\n') {
        throw new TableUnreadable(this.line, 'Text stands behind a closed quotation mark.');
      }
      if (cells.some((cell) => cell.trim() !== '')) rows.push({ line: this.line, cells });
      this.line += lines;
      return text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1;
    }
  }

  /** A cell in quotation marks; undefined where the text ends inside it. */
  private quoted(text: string, start: number, isEnd: boolean) {
    let cell = '';
    let at = start + 1;
    for (;;) {
      const mark = text.indexOf('"', at);
      const isOpen = mark < 0;
      if (isOpen && isEnd) throw new TableUnreadable(this.line, 'A quotation mark stands without its fellow.');
      if (isOpen || (mark + 1 >= text.length && !isEnd)) return undefined;
      cell += text.slice(at, mark);
      if (text[mark + 1] !== '"') return { cell, next: mark + 1, lines: cell.split('\n').length - 1 };
      cell += '"';
      at = mark + 2;
    }
  }

  /** The place behind a line that is passed over, or -1 where the text ends before it does. */
  private passOver(text: string, at: number, isEnd: boolean): number {
    const end = text.indexOf('\n', at);
    if (end < 0 && !isEnd) return -1;
    this.line += 1;
    if (this.skip > 0) this.skip -= 1;
    return end < 0 ? text.length : end + 1;
  }
}
