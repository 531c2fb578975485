import { TrailCheck, type ChainRow, type TrailProblem, type TrailResult } from './trail-check.ts';

/** One row of the audit chain, as the database gives it. */
export interface AuditRow {
  seq: string;
  canonical: string;
  previous_hash: string;
  hash: string;
}

/** A kept version of a record, with the hash of its text as it is stored now. */
export interface VersionRow {
  kind: string;
  record_id: string;
  version: number;
  hash: string;
}

interface ChainedVersion {
  kind: string;
  recordId: string | null;
  version: number | null;
  versionHash: string | null;
}

export function chainRow(row: AuditRow): ChainRow {
  return { seq: Number(row.seq), previous: row.previous_hash, hash: row.hash, canonical: row.canonical };
}

/** Checks a whole chain at once, without checkpoints. */
export function verifyChain(workspaceId: string, rows: AuditRow[], head: { seq: string; hash: string }): TrailResult {
  const check = new TrailCheck(workspaceId, null);
  rows.forEach((row) => check.take(chainRow(row)));
  return check.end({ seq: Number(head.seq), hash: head.hash });
}

/**
 * Checks kept versions against the hashes in the chain: a version whose text was changed, or that no event tells of.
 * With `isComplete`, the reader sees every version, and one that is missing is told too.
 */
export class VersionCheck {
  private readonly stored: Map<string, VersionRow>;
  private readonly problems: TrailProblem[] = [];

  constructor(
    versions: VersionRow[],
    private readonly isComplete: boolean,
  ) {
    this.stored = new Map(versions.map((row) => [placeOf(row.kind, row.record_id, row.version), row]));
  }

  take(row: AuditRow): void {
    for (const { kind, recordId, version, versionHash } of versionsIn(row)) {
      if (versionHash === null) continue;
      const place = placeOf(kind, recordId, version);
      const found = this.stored.get(place);
      this.stored.delete(place);
      const seq = Number(row.seq);
      if (found && found.hash !== versionHash) this.tell(seq, `${place} was changed after event ${seq}`);
      if (!found && this.isComplete) this.tell(seq, `${place} is missing, of which event ${seq} tells`);
    }
  }

  end(): TrailProblem[] {
    for (const place of this.stored.keys()) this.tell(null, `${place} stands without an event`);
    return this.problems;
  }

  private tell(seq: number | null, message: string): void {
    this.problems.push({ seq, what: 'version', message });
  }
}

function placeOf(kind: string, recordId: string | null, version: number | null): string {
  return `version ${version} of ${kind} ${recordId}`;
}

function versionsIn({ canonical }: AuditRow): ChainedVersion[] {
  try {
    const event = JSON.parse(canonical.split('\n').slice(3).join('\n')) as ChainedVersion & {
      records?: ChainedVersion[];
    };
    return event.records ?? [event];
  } catch {
    // An event that cannot be read was changed, which its own hash tells.
    return [];
  }
}
