import { createHash } from 'node:crypto';
import type { Checkpoint } from './checkpoint.ts';

/** One row of the audit chain, as stored; the text is left out where only its hash is at hand. */
export interface ChainRow {
  seq: number;
  previous: string;
  hash: string;
  canonical: string | null;
}

export const TRAIL_FAULTS = [
  'edited',
  'removed',
  'inserted',
  'reordered',
  'rewritten',
  'truncated',
  'head',
  'version',
  'checkpoint',
  'unreadable',
] as const;
export type TrailFault = (typeof TRAIL_FAULTS)[number];

/** Something wrong with a trail: where, of which kind, and in words. */
export interface TrailProblem {
  /** Number of the event; null where it is not about one. */
  seq: number | null;
  what: TrailFault;
  message: string;
}

export interface TrailResult {
  sound: boolean;
  /** Whether checkpoints were at hand. Without them a cut at the end and a full rewrite cannot be found. */
  anchored: boolean;
  events: number;
  head: string;
  /** The newest checkpoint that the trail agrees with. */
  checkpoint: { seq: number; at: string } | null;
  problems: TrailProblem[];
}

/** The hash that the first event of a workspace chains to. */
export const CHAIN_START = '0'.repeat(64);

const MOST_PROBLEMS = 1000;

/**
 * Follows a trail event by event, and says what is wrong with it and where: each event hashes its own text, names the
 * hash before it, and stands at its number; each checkpoint signed one of them (security-bar U3).
 */
export class TrailCheck {
  readonly problems: TrailProblem[] = [];
  private last: ChainRow | null = null;
  private count = 0;
  private expected = 1;
  private gaps: { from: number; to: number }[] = [];
  private agreed: Checkpoint | null = null;
  private contradicted = false;
  private readonly checkpoints = new Map<number, Checkpoint[]>();

  /** @param checkpoints of this workspace, with signatures that were checked; null where there are none to compare */
  constructor(
    private readonly workspaceId: string,
    private readonly given: readonly Checkpoint[] | null,
  ) {
    for (const one of given ?? []) this.checkpoints.set(one.seq, [...(this.checkpoints.get(one.seq) ?? []), one]);
    this.compare(0, CHAIN_START);
  }

  take(row: ChainRow): void {
    this.count += 1;
    this.checkText(row);
    if (row.seq < this.expected) this.checkLate(row);
    else this.checkNext(row);
  }

  /** @param head what the trail says it ends with */
  end(head: { seq: number; hash: string }): TrailResult {
    for (const { from, to } of this.gaps) {
      this.tell(from, 'removed', from === to ? `event ${from} is missing` : `events ${from} to ${to} are missing`);
    }
    const end = this.last?.hash ?? CHAIN_START;
    const final = this.expected - 1;
    if (head.seq > final)
      this.tell(final + 1, 'truncated', `the trail ends at event ${final}; its head is ${head.seq}`);
    else if (head.seq !== final || head.hash !== end)
      this.tell(final, 'head', 'the head does not match the last event');
    this.checkBeyond(final);
    return {
      sound: this.problems.length === 0,
      anchored: this.given !== null && this.given.length > 0,
      events: this.count,
      head: end,
      checkpoint: this.agreed && { seq: this.agreed.seq, at: this.agreed.at },
      problems: this.problems,
    };
  }

  tell(seq: number | null, what: TrailFault, message: string): void {
    if (this.problems.length < MOST_PROBLEMS) this.problems.push({ seq, what, message });
  }

  private checkText({ seq, previous, hash, canonical }: ChainRow): void {
    if (canonical === null) return;
    if (createHash('sha256').update(canonical, 'utf8').digest('hex') !== hash) {
      this.tell(seq, 'edited', `the text of event ${seq} was changed`);
    } else if (!canonical.startsWith(`${seq}\n${this.workspaceId}\n${previous}\n`)) {
      this.tell(seq, 'edited', `event ${seq} was moved, renumbered, or is of another workspace`);
    }
  }

  private checkNext(row: ChainRow): void {
    const missing = row.seq - this.expected;
    if (missing > 0) this.gaps.push({ from: this.expected, to: row.seq - 1 });
    const before = this.last;
    const follows = before === null ? missing > 0 || row.previous === CHAIN_START : row.previous === before.hash;
    if (!follows && missing === 0) {
      this.tell(before?.seq ?? row.seq, 'edited', this.brokenLink(before?.seq ?? null, row.seq));
    }
    this.last = row;
    this.expected = row.seq + 1;
    this.compare(row.seq, row.hash);
  }

  private brokenLink(before: number | null, seq: number): string {
    if (before === null) return `event ${seq} does not start the trail`;
    return `event ${seq} does not follow event ${before}, which was changed or put in another's place`;
  }

  /** An event with a number that was passed already: out of its place, or one too many. */
  private checkLate({ seq }: ChainRow): void {
    const gap = this.gaps.find(({ from, to }) => from <= seq && seq <= to);
    if (!gap) return this.tell(seq, 'inserted', `there is one event ${seq} too many`);
    this.tell(seq, 'reordered', `event ${seq} stands behind event ${this.expected - 1}`);
    const rest = [
      { from: gap.from, to: seq - 1 },
      { from: seq + 1, to: gap.to },
    ];
    this.gaps = this.gaps.flatMap((one) => (one === gap ? rest.filter(({ from, to }) => from <= to) : [one]));
  }

  private compare(seq: number, hash: string): void {
    for (const checkpoint of this.checkpoints.get(seq) ?? []) {
      if (checkpoint.head === hash) this.agreed = checkpoint;
      else if (!this.contradicted) {
        this.contradicted = true;
        const since = this.agreed ? `after event ${this.agreed.seq}` : 'from its start';
        const message = `event ${seq} is not the one signed on ${checkpoint.at}: the trail was rewritten ${since}`;
        this.tell(seq, 'rewritten', message);
      }
    }
  }

  private checkBeyond(final: number): void {
    const beyond = (this.given ?? []).filter(({ seq }) => seq > final).sort((a, b) => b.seq - a.seq)[0];
    if (!beyond) return;
    const message = `event ${beyond.seq} was signed on ${beyond.at}; the trail ends at event ${final}`;
    this.tell(final + 1, 'truncated', message);
  }
}
