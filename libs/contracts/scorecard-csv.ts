import { csvLine } from './csv.ts';
import type { ScorecardView } from './scorecards.ts';

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
  return [heads, ...lines].map(csvLine).join('');
}
