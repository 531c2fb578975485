import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import {
  CsvRows,
  MethodRefused,
  readMethod,
  TableRefused,
  TableUnreadable,
  type MethodRules,
  type TableRow,
} from '@libs/methods';

/** Thrown where a file cannot be read or is refused; each line of the message names the file and the place. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
}

/** What takes the rows of a table: the first row, then each other. */
export interface RowTaker {
  heads(row: TableRow): void;
  row(row: TableRow): void;
}

type TableForm = ConstructorParameters<typeof CsvRows>[0];

/** Reads a method file. @throws FileRefused with every problem, each with its line and path */
export function methodFrom(file: string): MethodRules {
  return refusing(file, () => readMethod(readFileSync(file)));
}

/**
 * Streams a CSV file in UTF-8, row by row, into a taker.
 *
 * @returns the SHA-256 of the file's bytes
 * @throws FileRefused where the file cannot be read, is not CSV in UTF-8, or has no row of heads
 */
export async function feed(file: string, form: TableForm, taker: RowTaker): Promise<string> {
  const hash = createHash('sha256');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const rows = new CsvRows(form);
  let isBegun = false;
  const take = (found: readonly TableRow[]) => {
    for (const row of found) {
      if (isBegun) taker.row(row);
      else taker.heads(row);
      isBegun = true;
    }
  };
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      take(rows.push(decoder.decode(chunk, { stream: true })));
    }
    take(rows.push(decoder.decode()));
    take(rows.end());
    if (!isBegun) throw new FileRefused(`${file}: it holds no row; the first one names the columns`);
  } catch (error) {
    throw explained(file, error);
  }
  return hash.digest('hex');
}

/** Runs what reads a file; what it refuses is said with the file's name. @throws FileRefused */
export function refusing<Value>(file: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw explained(file, error);
  }
}

function explained(file: string, error: unknown): unknown {
  if (error instanceof MethodRefused) {
    return refused(
      file,
      error.problems.map(({ line, path, reason }) => [line, path, reason] as const),
    );
  }
  if (error instanceof TableRefused) {
    const { problems, count } = error;
    const more = count > problems.length ? `\n${file}: ${count - problems.length} more` : '';
    const told = refused(
      file,
      problems.map(({ line, column, reason }) => [line, column, reason] as const),
    );
    return new FileRefused(told.message + more);
  }
  if (error instanceof TableUnreadable) return new FileRefused(`${file}: ${error.message}`);
  if (error instanceof TypeError && (error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
    return new FileRefused(`${file}: it is not UTF-8 text; save it as CSV UTF-8`);
  }
  const { code } = error as NodeJS.ErrnoException;
  const reasons: Record<string, string> = {
    ENOENT: 'there is no such file',
    EISDIR: 'it is a folder',
    EACCES: 'it may not be read',
  };
  return code !== undefined && reasons[code] ? new FileRefused(`${file}: ${reasons[code]}`) : error;
}

function refused(file: string, problems: readonly (readonly [number | null, string | null, string])[]): FileRefused {
  const lines = problems.map(([line, place, reason]) => {
    const where = [line === null ? null : `line ${line}`, place].filter(Boolean).join(', ');
    return `${file}: ${where ? `${where}: ` : ''}${reason}`;
  });
  return new FileRefused(lines.join('\n'));
}
