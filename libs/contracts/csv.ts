const STARTS_A_FORMULA = /^[\u{FEFF}\s]*[=+\-@\t\r\n＝＋－＠]/u;

/** What stands in one cell; null is an empty one. */
export type CsvCell = string | number | null;

/**
 * One line of a CSV file (RFC 4180), with its line end. Text that a spreadsheet would run as a formula gets a quote mark
 * in front (security-bar section 5).
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

function cellText(value: CsvCell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = STARTS_A_FORMULA.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
