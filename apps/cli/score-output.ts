import { csvLine, type CsvCell } from '@libs/contracts';
import {
  CELL_STATUSES,
  reportedNodes,
  type ComparedCell,
  type ComparedRank,
  type ScoredCompany,
  type ScoredTable,
  type TableComparison,
} from '@libs/methods';
import { asTable } from './output.ts';

/** Everything that `plumbline score` tells: the scores, the files they come from, and the comparison where one was asked for. */
export interface ScoreReport {
  readonly scored: ScoredTable;
  readonly answersSha256: string;
  readonly published: { readonly sha256: string; readonly comparison: TableComparison } | null;
}

const HEADS = [
  'company',
  'node',
  'name',
  'score',
  'exact',
  'absence',
  'label',
  'answered',
  'applicable',
  'verification',
  'draft',
  'rank',
  'method',
  'version',
  'rounding',
  'rank_mode',
  'answers_sha256',
];
const COMPARED_HEADS = ['published', 'difference', 'comparison', 'cause', 'published_rank', 'rank_comparison'];

interface Compared {
  readonly cell?: ComparedCell;
  readonly rank?: ComparedRank;
}

const keyOf = (company: string, node: string) => `${node}\n${company}`;

function comparedByPlace({ published }: ScoreReport): Map<string, Compared> {
  const found = new Map<string, Compared>();
  for (const cell of published?.comparison.cells ?? []) found.set(keyOf(cell.company, cell.node.id), { cell });
  for (const rank of published?.comparison.ranks ?? []) {
    const key = keyOf(rank.company, rank.node.id);
    found.set(key, { ...found.get(key), rank });
  }
  return found;
}

/** A printed score: its trailing zeros stay, and a spreadsheet reads no sign as a formula. */
const printed = (text: string | null): CsvCell => (text?.startsWith('-') ? Number(text) : text);

function comparedCells({ cell, rank }: Compared): CsvCell[] {
  const value = cell?.published;
  return [
    value ? (value.value ?? value.text) : null,
    cell?.difference ?? null,
    cell?.status ?? null,
    cell?.cause?.words ?? null,
    rank?.published?.rank ?? null,
    rank?.status ?? null,
  ];
}

/** The scores as CSV: a row for each company and node; absences have their own column, and so has the published value. */
export function* scoresAsCsv(report: ScoreReport): Generator<string> {
  const { method, companies } = report.scored;
  const compared = comparedByPlace(report);
  const hasPublished = report.published !== null;
  yield csvLine([...HEADS, ...(hasPublished ? COMPARED_HEADS : [])]);
  const source: CsvCell[] = [method.id, method.version, method.rounding, method.rankMode, report.answersSha256];
  const nodes = reportedNodes(method);
  for (const { company, cells, ranks } of companies) {
    const lines = nodes.map((node) => {
      const { points, display, absence, label, coverage } = cells[node.index]!;
      const key = keyOf(company.name, node.id);
      const own = compared.get(key) ?? {};
      compared.delete(key);
      return csvLine([
        company.name,
        node.id,
        node.label,
        printed(display),
        absence === 'below_coverage' ? null : points,
        absence,
        label,
        coverage.answered,
        coverage.of,
        coverage.verification,
        coverage.isPublished ? 'no' : 'yes',
        ranks.get(node.index) ?? null,
        ...source,
        ...(hasPublished ? comparedCells(own) : []),
      ]);
    });
    yield lines.join('');
  }
  // What is published of companies without answers.
  for (const own of compared.values()) {
    const { company, node } = (own.cell ?? own.rank)!;
    const empty = new Array<CsvCell>(HEADS.length - 3 - source.length).fill(null);
    yield csvLine([company, node.id, node.label, ...empty, ...source, ...comparedCells(own)]);
  }
}

function companyAsJson({ company, cells, ranks, pairs, gates, marks }: ScoredCompany, { method }: ScoredTable) {
  const scores = reportedNodes(method).map((node) => {
    const { points, display, absence, label, coverage } = cells[node.index]!;
    const { answered, of: applicable, verification, isPublished } = coverage;
    return {
      node: node.id,
      name: node.label,
      score: display,
      exact: absence === 'below_coverage' ? null : points,
      absence,
      label,
      coverage: { answered, applicable },
      verification,
      draft: !isPublished,
      ...(ranks.has(node.index) && { rank: ranks.get(node.index) }),
    };
  });
  return { company: company.name, scores, pairs, gates, marks };
}

function comparisonAsJson({ sha256, comparison }: NonNullable<ScoreReport['published']>) {
  const { cells, ranks, rankings, shifted, counts, rankCounts, notPublished, differs } = comparison;
  const isOff = ({ status }: { readonly status: string }) => status !== 'match' && status !== 'matches_after_rounding';
  return {
    sha256,
    differs,
    cells: counts,
    ranks: rankCounts,
    differences: cells
      .filter(isOff)
      .map(({ company, node, published, computed, difference, status, cause, inputs }) => ({
        company,
        node: node.id,
        status,
        published: published?.text ?? null,
        line: published?.line ?? null,
        computed: computed?.points ?? computed?.absence ?? null,
        label: computed?.label ?? null,
        difference,
        cause,
        inputs,
      })),
    rankDifferences: ranks.filter(isOff).map(({ company, node, published, computed, status }) => ({
      company,
      node: node.id,
      status,
      published: published?.rank ?? null,
      line: published?.line ?? null,
      computed: computed ?? null,
    })),
    rankings: rankings.flatMap(({ node, cause }) => (cause === null ? [] : [{ node: node.id, cause }])),
    shifted,
    notPublished,
  };
}

/** The report as one JSON document, company by company. */
export function* scoresAsJson(report: ScoreReport): Generator<string> {
  const { scored, published, answersSha256 } = report;
  const { id, version, title, status, sha256, digits, rounding, rankMode, source } = scored.method;
  const method = { id, version, title, status, sha256, digits, rounding, rankMode, source };
  const answers = { sha256: answersSha256, read: scored.table.answers };
  yield `{\n"method": ${JSON.stringify(method)},\n"answers": ${JSON.stringify(answers)},\n"companies": [`;
  let separator = '\n';
  for (const company of scored.companies) {
    yield separator + JSON.stringify(companyAsJson(company, scored));
    separator = ',\n';
  }
  yield `\n],\n"comparison": ${published ? JSON.stringify(comparisonAsJson(published), null, 1) : 'null'}\n}\n`;
}

const MOST_ROWS = 40;

function shortened(rows: string[][]): string[][] {
  const more = rows.length - MOST_ROWS;
  return more > 0 ? [...rows.slice(0, MOST_ROWS), [`… and ${more} more: --format csv or json has all`]] : rows;
}

function comparisonAsTable({ cells, ranks, rankings, shifted, counts, rankCounts, notPublished }: TableComparison) {
  const number = (value: number | null | undefined) =>
    value === null || value === undefined ? '' : String(Number(value.toPrecision(10)));
  const parts = [
    asTable(
      ['Cells', 'Number'],
      CELL_STATUSES.map((status) => [status.replaceAll('_', ' '), String(counts[status])]),
    ),
  ];
  const off = cells.filter(({ status }) => status !== 'match' && status !== 'matches_after_rounding');
  if (off.length > 0) {
    const rows = off.map(({ company, node, published, computed, difference, status, cause }) => [
      company,
      node.id,
      published?.text ?? '',
      number(computed?.points) || (computed?.absence ?? ''),
      number(difference),
      status.replaceAll('_', ' '),
      cause?.words ?? '',
    ]);
    const heads = ['Company', 'Node', 'Published', 'Computed', 'Difference', 'Status', 'Likely cause'];
    parts.push(asTable(heads, shortened(rows)));
  }
  for (const { along, names, within, fits } of shifted) {
    const what = along === 'companies' ? 'nodes' : 'companies';
    parts.push(
      `Rows shifted? The values of ${names.join(', ')} fit the ${fits} name (${what}: ${within.join(', ')}).\n`,
    );
  }
  if (ranks.length > 0) {
    const { match, ...other } = rankCounts;
    const off = Object.entries(other).filter(([, many]) => many > 0);
    const rest = off.map(([status, many]) => `, ${many} ${status.replaceAll('_', ' ')}`).join('');
    const rows = ranks
      .filter(({ status }) => status !== 'match')
      .map(({ company, node, published, computed, status }) => [
        company,
        node.id,
        number(published?.rank),
        number(computed),
        status.replaceAll('_', ' '),
      ]);
    parts.push(`Ranks: ${match} of ${ranks.length} match${rest}.\n`);
    if (rows.length > 0) parts.push(asTable(['Company', 'Node', 'Published', 'Computed', 'Status'], shortened(rows)));
    for (const { node, cause } of rankings) if (cause) parts.push(`${node.id}: ${cause}\n`);
  }
  if (notPublished.length > 0) parts.push(`Not in the published table: ${notPublished.join(', ')}.\n`);
  return parts.join('\n');
}

/** The report for a terminal: the ranked nodes, or the tops, of each company; then what the comparison found. */
export function scoresAsTable({ scored, published, answersSha256 }: ScoreReport): string {
  const { method, companies, table } = scored;
  const top = method.roots.filter((index) => method.nodes[index]!.side !== null || method.total);
  const themes = top.flatMap((index) => [index, ...method.nodes[index]!.children]);
  const shown = method.ranked.length > 0 ? method.ranked : themes.filter((index) => method.nodes[index]!.scope < 0);
  const nodes = shown.slice(0, 8).map((index) => method.nodes[index]!);
  const firstRanked = method.ranked[0];
  const rankOf = ({ ranks }: ScoredCompany) => (firstRanked === undefined ? null : (ranks.get(firstRanked) ?? null));
  const ordered = companies.toSorted((a, b) => (rankOf(a) ?? Infinity) - (rankOf(b) ?? Infinity) || 0);
  const rows = ordered.map((one) => [
    String(rankOf(one) ?? ''),
    one.company.name,
    ...nodes.map(({ index }) => {
      const { display, absence, label } = one.cells[index]!;
      if (display === null) return (absence ?? '').replaceAll('_', ' ');
      return label === null || label === display ? display : `${label} (${display})`;
    }),
  ]);
  const head = `${method.title}, version ${method.version}: ${companies.length} companies, ${table.answers} answers (SHA-256 ${answersSha256.slice(0, 16)}…)\n`;
  const league = asTable(['Rank', 'Company', ...nodes.map(({ label }) => label)], rows);
  return [head, league, ...(published ? [comparisonAsTable(published.comparison)] : [])].join('\n');
}
