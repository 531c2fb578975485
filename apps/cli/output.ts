import { once } from 'node:events';

/** The outside of a command: answers on stdout, messages on stderr, and the exit code. */
export interface Output {
  answer(text: string): void;
  /** A part of a long answer, as it is. Resolves when its reader takes more. */
  part(text: string): Promise<void>;
  message(text: string): void;
}

export const terminal: Output = {
  answer: (text) => void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`),
  part: async (text) => {
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  },
  message: (text) => void process.stderr.write(text.endsWith('\n') ? text : `${text}\n`),
};

/** An answer that cannot be written ends the command: quietly where its reader has gone, else with the reason. */
export function endWithTheReader(stream: NodeJS.WriteStream = process.stdout): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') terminal.message(`The answer could not be written: ${error.message}`);
    process.exit(1);
  });
}

export function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** A table for the terminal: columns as wide as their longest cell, numbers as they come. */
export function asTable(heads: string[], rows: string[][]): string {
  const widths = heads.map((head, at) => Math.max(head.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: string[]) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at]!))
      .join('  ')
      .trimEnd();
  return [line(heads), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n') + '\n';
}
