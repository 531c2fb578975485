export interface Point {
  x: number;
  y: number;
}

export interface ThreadEnds {
  id: string;
  from: Point;
  /** Null for a reading that no finding takes part in: a stub from the claim to a label in the middle. */
  to: Point | null;
}

export interface PlacedThread {
  id: string;
  path: string;
  label: Point;
}

const handle = 50;
const labelGap = 46;
/** Labels stay this far inside the gutter, so that they never lie over the words at either side. */
const labelInset = 68;
const labelPlaces = [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.25, 0.75];

function between(from: number, handleFrom: number, handleTo: number, to: number, t: number): number {
  const u = 1 - t;
  return u ** 3 * from + 3 * u ** 2 * t * handleFrom + 3 * u * t ** 2 * handleTo + t ** 3 * to;
}

/** The point of the curve between two rules at `t`; both ends leave their rule at a right angle. */
export function pointOnThread(from: Point, to: Point, t: number): Point {
  return {
    x: between(from.x, from.x + handle, to.x - handle, to.x, t),
    y: between(from.y, from.y, to.y, to.y, t),
  };
}

export function threadPath(from: Point, to: Point): string {
  return `M${from.x} ${from.y}C${from.x + handle} ${from.y} ${to.x - handle} ${to.y} ${to.x} ${to.y}`;
}

/** Something already standing in the gutter; labels keep `gap` from its middle. */
export interface Taken {
  y: number;
  gap: number;
}

/**
 * Gives every thread its curve and its label a place on it: in the middle, or as near to it as keeps 46 px from
 * the labels already placed. Stubs have only one place, so they are placed first. Where nothing keeps the distance
 * the place farthest from the others is taken and pushed down until it does. `reserved` are words that already
 * stand in the gutter.
 */
export function placeThreads(
  threads: readonly ThreadEnds[],
  gutter: { left: number; right: number },
  reserved: readonly Taken[] = [],
): PlacedThread[] {
  const taken: Taken[] = [...reserved];
  const clearance = (y: number) => Math.min(Infinity, ...taken.map((other) => Math.abs(other.y - y) - other.gap));
  const placed = new Map<string, PlacedThread>();

  for (const thread of threads.filter((candidate) => candidate.to === null)) {
    const label = { x: (gutter.left + gutter.right) / 2, y: clearOf(thread.from.y, taken) };
    taken.push({ y: label.y, gap: labelGap });
    placed.set(thread.id, { id: thread.id, path: `M${thread.from.x} ${thread.from.y}L${label.x} ${label.y}`, label });
  }
  const crossing = threads.filter((thread) => thread.to !== null).toSorted((a, b) => middle(a) - middle(b));
  for (const thread of crossing) {
    const to = thread.to as Point;
    const candidates = labelPlaces.map((t) => pointOnThread(thread.from, to, t));
    const free = candidates.find((point) => clearance(point.y) >= 0);
    const best = free ?? candidates.reduce((a, b) => (clearance(b.y) > clearance(a.y) ? b : a));
    const label = free ?? { x: best.x, y: clearOf(best.y, taken) };
    taken.push({ y: label.y, gap: labelGap });
    placed.set(thread.id, { id: thread.id, path: threadPath(thread.from, to), label });
  }
  const keepInside = (x: number) => Math.max(gutter.left + labelInset, Math.min(gutter.right - labelInset, x));
  return threads.map((thread) => {
    const { label, ...rest } = placed.get(thread.id) as PlacedThread;
    return { ...rest, label: { ...label, x: keepInside(label.x) } };
  });
}

const middle = (thread: ThreadEnds) => (thread.from.y + (thread.to?.y ?? thread.from.y)) / 2;

function clearOf(start: number, taken: readonly Taken[]): number {
  let y = start;
  for (const other of taken.toSorted((a, b) => a.y - b.y)) {
    if (Math.abs(other.y - y) < other.gap) y = other.y + other.gap;
  }
  return y;
}

/** Heights at which `count` threads leave one rule, evenly spread over its middle part. */
export function spreadOver(top: number, height: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => top + (height * (index + 1)) / (count + 1));
}
