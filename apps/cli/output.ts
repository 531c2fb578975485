/** The outside of a command: answers on stdout, messages on stderr, and the exit code. */
export interface Output {
  answer(text: string): void;
  message(text: string): void;
}

export const terminal: Output = {
  answer: (text) => void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`),
  message: (text) => void process.stderr.write(text.endsWith('\n') ? text : `${text}\n`),
};

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

const STARTS_A_FORMULA = /^[\u{FEFF}\s]*[=+\-@\t\r\n＝＋－＠]/u;

/** CSV (RFC 4180). A cell that a spreadsheet would run as a formula gets a quote mark in front; numbers stay. */
export function asCsv(heads: string[], rows: (string | number | null)[][]): string {
  const cell = (value: string | number | null) => {
    if (value === null) return '';
    if (typeof value === 'number') return String(value);
    const safe = STARTS_A_FORMULA.test(value) ? `'${value}` : value;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return [heads, ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}
