import type { ScorecardView } from './scorecards.ts';

const STARTS_A_FORMULA = /^[\u{FEFF}\s]*[=+\-@\t\r\n＝＋－＠]/u;

function asCsv(heads: string[], rows: (string | number | null)[][]): string {
  const cell = (value: string | number | null) => {
    if (value === null) return '';
    if (typeof value === 'number') return String(value);
    const safe = STARTS_A_FORMULA.test(value) ? `'${value}` : value;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return [heads, ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

/**
 * Scorecards as CSV (RFC 4180), one line per company and indicator; the screen and the command line write the same.
 * An absence has its own column, never blank and never 0; coverage is always there. Text that a spreadsheet would run
 * as a formula gets a quote mark in front.
 */
export function scorecardCsv(cards: readonly ScorecardView[]): string {
  const heads = [
    'round',
    'method',
    'company',
    'sample',
    'side',
    'side_score',
    'side_answered',
    'side_of',
    'why_not_printed',
    'indicator',
    'points',
    'absence',
    'evidence',
    'why_no_points',
  ];
  const lines = cards.flatMap((card) =>
    card.rows.flatMap((row) =>
      row.cells.map((cell) => {
        const indicator = card.method.indicators.find((one) => one.id === cell.indicator)!;
        const side = row[indicator.side];
        return [
          card.round.key,
          `${card.method.key} ${card.method.version}`,
          row.company.name,
          row.company.sample ? 'sample' : 'no',
          indicator.side,
          side.score,
          side.answered,
          side.of,
          side.whyNotPrinted,
          indicator.qualifiedId,
          cell.points,
          cell.display === 'absence' ? cell.absence : 'none',
          cell.evidence.map((record) => record.number).join(' '),
          cell.whyNoPoints,
        ];
      }),
    ),
  );
  return asCsv(heads, lines);
}
