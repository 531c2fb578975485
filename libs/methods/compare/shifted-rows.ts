import type { MethodRules } from '../file/method-rules.ts';
import { fitOf } from './cell-status.ts';
import type { ComparedCell, ShiftedRows } from './comparison.ts';

/** A run is told where values would fit their neighbours by chance less often than this. */
const MOST_CHANCE = 0.02;

type Along = ShiftedRows['along'];

interface Run {
  /** Places of its first and last row in the table. */
  first: number;
  last: number;
  readonly fits: 'next' | 'previous';
  readonly within: string[];
  readonly cells: ComparedCell[];
  /** How often as many values would fit their neighbours if the values of each column stood in any order. */
  chance: number;
}

type Fits = (published: ComparedCell, computed: ComparedCell) => boolean;

function fitter(method: MethodRules, tolerance: number): Fits {
  return ({ published }, { computed }) => {
    if (!published || !computed) return false;
    if (published.absence !== null) return published.absence === computed.absence;
    if (published.label !== null) return published.label === computed.label;
    return computed.points !== null && fitOf(computed.points, published, method, tolerance) !== null;
  };
}

const isWrong = (cell: ComparedCell | undefined) => cell?.status === 'mismatch' || cell?.status === 'input_missing';

/** Runs of wrong cells in one sequence of which each fits the one behind it, or the one before. */
function runsIn(
  sequence: readonly ComparedCell[],
  placeOf: (cell: ComparedCell) => number,
  within: string,
  fits: Fits,
) {
  const runs: Run[] = [];
  const chanceOf = (cell: ComparedCell) => sequence.filter((other) => fits(cell, other)).length / sequence.length;
  const close = (from: number, to: number, way: Run['fits']) => {
    // The row at the end of the run lost its own value to its neighbour: it belongs to the run and fits nothing.
    const first = way === 'previous' && isWrong(sequence[from - 1]) ? from - 1 : from;
    const last = way === 'next' && isWrong(sequence[to + 1]) ? to + 1 : to;
    const fitting = sequence.slice(from, to + 1);
    const chance = fitting.reduce((product, cell) => product * chanceOf(cell), 1);
    const isFlat = new Set(fitting.map(({ published }) => published!.text)).size < 2;
    if (isFlat || fitting.length < 2) return;
    const cells = sequence.slice(first, last + 1);
    runs.push({ first: placeOf(cells[0]!), last: placeOf(cells.at(-1)!), fits: way, within: [within], cells, chance });
  };
  for (const [way, step] of [
    ['next', 1],
    ['previous', -1],
  ] as const) {
    let from = -1;
    for (let at = 0; at <= sequence.length; at += 1) {
      const [cell, neighbour] = [sequence[at], sequence[at + step]];
      const isIn = cell !== undefined && neighbour !== undefined && isWrong(cell) && fits(cell, neighbour);
      if (isIn && from < 0) from = at;
      else if (!isIn && from >= 0) {
        close(from, at - 1, way);
        from = -1;
      }
    }
  }
  return runs;
}

/** A shifted block of the table is one finding: runs over the same rows are put together, with all they lie in. */
function together(runs: readonly Run[]): Run[] {
  const whole: Run[] = [];
  for (const run of [...runs].sort((a, b) => a.first - b.first || a.last - b.last)) {
    const known = whole.find((one) => one.fits === run.fits && run.first <= one.last && one.first <= run.last);
    if (!known) {
      whole.push(run);
      continue;
    }
    known.last = Math.max(known.last, run.last);
    known.within.push(...run.within.filter((name) => !known.within.includes(name)));
    known.cells.push(...run.cells);
    known.chance *= run.chance;
  }
  const kept: Run[] = [];
  for (const run of whole.filter(({ chance }) => chance < MOST_CHANCE).sort((a, b) => a.chance - b.chance)) {
    // The same rows cannot have slipped both ways: what is less of a chance explains them.
    if (!kept.some(({ first, last }) => run.first <= last && first <= run.last)) kept.push(run);
  }
  return kept.sort((a, b) => a.first - b.first);
}

function shiftedAlong(along: Along, cells: readonly ComparedCell[], fits: Fits) {
  const rowOf = ({ company, node }: ComparedCell) => (along === 'companies' ? company : node.id);
  const columnOf = ({ company, node }: ComparedCell) => (along === 'companies' ? node.id : company);
  const names = [...new Set(cells.map(rowOf))];
  const places = new Map(names.map((name, at) => [name, at]));
  const sequences = new Map<string, ComparedCell[]>();
  for (const cell of cells) {
    const known = sequences.get(columnOf(cell));
    if (known) known.push(cell);
    else sequences.set(columnOf(cell), [cell]);
  }
  const placeOf = (cell: ComparedCell) => places.get(rowOf(cell))!;
  const runs = [...sequences].flatMap(([within, sequence]) => {
    const ordered = sequence.sort((a, b) => placeOf(a) - placeOf(b));
    return ordered.some(isWrong) ? runsIn(ordered, placeOf, within, fits) : [];
  });
  const columns = [...sequences.keys()];
  return together(runs).map(({ cells: shifted, first, last, fits: way, within }) => ({
    cells: shifted,
    told: {
      along,
      names: names.slice(first, last + 1),
      within: columns.filter((column) => within.includes(column)),
      fits: way,
    },
  }));
}

/**
 * Finds rows that slipped against their names (X3): neighbouring wrong cells of one column whose published values fit
 * the next or the previous company, and of one company whose values fit the next or the previous node.
 *
 * @param cells in the order of the published table
 * @returns the runs, each once with all its names, and the cells that lie in one
 */
export function shiftedRows(
  method: MethodRules,
  cells: readonly ComparedCell[],
  tolerance: number,
): { readonly shifted: readonly ShiftedRows[]; readonly within: ReadonlySet<ComparedCell> } {
  const published = cells.filter((cell) => cell.published);
  const fits = fitter(method, tolerance);
  const down = shiftedAlong('companies', published, fits);
  const taken = new Set(down.flatMap((run) => run.cells));
  const across = shiftedAlong('nodes', published, fits).filter((run) => !run.cells.some((cell) => taken.has(cell)));
  const found = [...down, ...across];
  return { shifted: found.map(({ told }) => told), within: new Set(found.flatMap((run) => run.cells)) };
}
