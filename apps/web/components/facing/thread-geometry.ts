export interface Point {
  x: number;
  y: number;
}

export interface ThreadEnds {
  id: string;
  from: Point;
  /** Null for a reading that no finding takes part in: a stub from the claim to a label in the middle. */
  to: Point | null;
  /** Set where this is a further finding of a reading: the thread whose label it shares. */
  of?: string;
}

export interface PlacedThread {
  id: string;
  path: string;
  label: Point;
}

const handle = 50;
const labelGap = 46;
/** Half of the widest label and of one with two lines. */
export const labelHalf = { x: 66, y: 20 };
/** Labels keep this distance from both rules. */
export const ruleGap = 8;
const labelInset = labelHalf.x + ruleGap;
/** Words such as "not assessed" stand at the left of the gutter. */
const reservedWidth = 80;
const reservedHalf = 10;
/** Between two lanes, and between the first and the labels. */
const laneGap = 6;
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

interface Gutter {
  left: number;
  right: number;
}

/**
 * Gives every thread its curve and its label a place on it: in the middle, or as near to it as keeps 46 px from
 * the labels already placed. Stubs have only one place, so they are placed first. Where nothing keeps the distance
 * the place farthest from the others is taken and pushed down until it does. `reserved` are words that already
 * stand at the left of the gutter. A curve that would pass under a foreign label takes a lane beside the labels: its
 * own label then stands at its claim.
 */
export function placeThreads(
  threads: readonly ThreadEnds[],
  gutter: Gutter,
  reserved: readonly Taken[] = [],
): PlacedThread[] {
  const laned = new Set<string>();
  for (;;) {
    const labels = placeLabels(threads, gutter, reserved, laned);
    const hidden = threads.filter((thread) => !laned.has(thread.id) && passesUnder(thread, labels, gutter, reserved));
    if (hidden.length === 0) return drawThreads(threads, gutter, labels, laned);
    for (const { id } of hidden) laned.add(id);
  }
}

const labelOf = (thread: ThreadEnds, labels: Map<string, Point>) => labels.get(thread.of ?? thread.id);

function placeLabels(
  threads: readonly ThreadEnds[],
  gutter: Gutter,
  reserved: readonly Taken[],
  laned: ReadonlySet<string>,
): Map<string, Point> {
  const taken: Taken[] = [...reserved];
  const labels = new Map<string, Point>();
  const clearance = (y: number) => Math.min(Infinity, ...taken.map((other) => Math.abs(other.y - y) - other.gap));
  const put = (id: string, label: Point) => {
    taken.push({ y: label.y, gap: labelGap });
    labels.set(id, label);
  };
  const labelled = threads.filter(({ of }) => of === undefined);
  const atClaim = labelled.filter(({ id, to }) => to === null || laned.has(id));
  const stubFirst = (a: ThreadEnds, b: ThreadEnds) => Number(a.to !== null) - Number(b.to !== null);
  for (const { id, from } of atClaim.toSorted((a, b) => a.from.y - b.from.y || stubFirst(a, b))) {
    put(id, { x: (gutter.left + gutter.right) / 2, y: clearOf(from.y, taken) });
  }
  const crossing = labelled.filter((thread) => !atClaim.includes(thread)).toSorted((a, b) => middle(a) - middle(b));
  for (const { id, from, to } of crossing) {
    const candidates = labelPlaces.map((t) => pointOnThread(from, to as Point, t));
    const free = candidates.find((point) => clearance(point.y) >= 0);
    const best = free ?? candidates.reduce((a, b) => (clearance(b.y) > clearance(a.y) ? b : a));
    put(id, free ?? { x: best.x, y: clearOf(best.y, taken) });
  }
  const lanes = threads.filter(({ id }) => laned.has(id));
  const besideLane = (y: number) =>
    lanes.some((lane) => {
      const from = labelOf(lane, labels)?.y ?? lane.from.y;
      const to = lane.to?.y ?? from;
      return y > Math.min(from, to) - labelGap && y < Math.max(from, to) + labelGap;
    });
  const keepInside = (x: number) => Math.max(gutter.left + labelInset, Math.min(gutter.right - labelInset, x));
  for (const [id, { x, y }] of labels) {
    labels.set(id, { x: besideLane(y) ? gutter.left + labelInset : keepInside(x), y });
  }
  return labels;
}

/** Whether the curve would run under the label of another thread, or through words that stand in the gutter. */
function passesUnder(
  thread: ThreadEnds,
  labels: Map<string, Point>,
  gutter: Gutter,
  reserved: readonly Taken[],
): boolean {
  const { from, to } = thread;
  if (to === null) return false;
  const foreign = [...labels].filter(([id]) => id !== (thread.of ?? thread.id)).map(([, label]) => label);
  return Array.from({ length: 47 }, (_, index) => pointOnThread(from, to, (index + 1) / 48)).some(
    ({ x, y }) =>
      foreign.some((label) => Math.abs(label.x - x) < labelHalf.x && Math.abs(label.y - y) < labelHalf.y) ||
      reserved.some((words) => x < gutter.left + reservedWidth && Math.abs(words.y - y) < reservedHalf),
  );
}

/** Threads in lanes nest: of those that lead down the first takes the lane nearest to Reported, of those up the last. */
function lanesOf(threads: readonly ThreadEnds[], labels: Map<string, Point>, gutter: Gutter): Map<string, number> {
  const start = (thread: ThreadEnds) => labelOf(thread, labels)?.y ?? thread.from.y;
  const end = (thread: ThreadEnds) => thread.to?.y ?? thread.from.y;
  const down = threads.filter((thread) => end(thread) >= start(thread));
  const up = threads.filter((thread) => end(thread) < start(thread));
  const ordered = [
    ...down.toSorted((a, b) => start(a) - start(b) || end(a) - end(b)),
    ...up.toSorted((a, b) => start(b) - start(a) || end(b) - end(a)),
  ];
  const room = gutter.right - ruleGap - (gutter.left + labelInset + labelHalf.x + laneGap);
  const step = Math.min(laneGap, Math.max(0, room) / Math.max(1, ordered.length - 1));
  return new Map(ordered.map(({ id }, index) => [id, gutter.right - ruleGap - index * step]));
}

function drawThreads(
  threads: readonly ThreadEnds[],
  gutter: Gutter,
  labels: Map<string, Point>,
  laned: ReadonlySet<string>,
): PlacedThread[] {
  const lanes = lanesOf(
    threads.filter(({ id }) => laned.has(id)),
    labels,
    gutter,
  );
  return threads.map((thread) => {
    const { id, from, to, of } = thread;
    const label = labelOf(thread, labels) ?? from;
    const lane = lanes.get(id);
    if (to === null) return { id, label, path: `M${from.x} ${from.y}L${label.x} ${label.y}` };
    if (lane === undefined) return { id, label, path: threadPath(from, to) };
    const toLabel = of === undefined ? `M${from.x} ${from.y}L${label.x} ${label.y}` : `M${label.x} ${label.y}`;
    return { id, label, path: toLabel + alongLane(label, lane, to) };
  });
}

/** From a label to its lane, along it, and to the finding, with round corners. */
function alongLane(label: Point, lane: number, to: Point): string {
  const way = Math.sign(to.y - label.y);
  const round = Math.min(8, Math.abs(to.y - label.y) / 2);
  return (
    `H${lane - round}Q${lane} ${label.y} ${lane} ${label.y + way * round}` +
    `V${to.y - way * round}Q${lane} ${to.y} ${lane + round} ${to.y}H${to.x}`
  );
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
