import { createHash } from 'node:crypto';

/** One row of the audit chain, as stored. */
export interface AuditRow {
  seq: string;
  canonical: string;
  previous_hash: string;
  hash: string;
}

export interface ChainResult {
  sound: boolean;
  events: number;
  head: string;
  problems: string[];
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

/** The hash that the first event of a workspace chains to. */
export const CHAIN_START = '0'.repeat(64);

/**
 * Checks a workspace's chain of audit events: each event hashes its own text, names the hash before it, and the head
 * is the last one. It finds edits, removals, insertions and reorderings. Cutting off the end together with the head,
 * or rewriting the whole chain, needs an outside checkpoint to be seen.
 */
export function verifyChain(workspaceId: string, rows: AuditRow[], head: { seq: string; hash: string }): ChainResult {
  const problems: string[] = [];
  let previous = CHAIN_START;
  rows.forEach((row, index) => {
    const expectedSeq = String(index + 1);
    if (row.seq !== expectedSeq) problems.push(`event ${row.seq} stands where event ${expectedSeq} should`);
    if (row.previous_hash !== previous) problems.push(`event ${row.seq} does not follow the event before it`);
    if (!row.canonical.startsWith(`${row.seq}\n${workspaceId}\n${row.previous_hash}\n`)) {
      problems.push(`event ${row.seq} was moved or renumbered`);
    }
    const hash = createHash('sha256').update(row.canonical, 'utf8').digest('hex');
    if (hash !== row.hash) problems.push(`the text of event ${row.seq} was changed`);
    previous = row.hash;
  });
  if (head.seq !== String(rows.length))
    problems.push(`the chain holds ${rows.length} events, its head says ${head.seq}`);
  if (head.hash !== previous) problems.push('the head does not match the last event');
  return { sound: problems.length === 0, events: rows.length, head: head.hash, problems };
}

/**
 * Checks kept versions against the hashes in the chain: a version whose text was changed, or that no event tells of.
 * With `isComplete`, the reader sees every version, and one that is missing is told too.
 */
export function verifyVersions(rows: AuditRow[], versions: VersionRow[], isComplete: boolean): string[] {
  const stored = new Map(
    versions.map((version) => [placeOf(version.kind, version.record_id, version.version), version]),
  );
  const problems: string[] = [];
  for (const row of rows) {
    for (const { kind, recordId, version, versionHash } of versionsIn(row)) {
      if (versionHash === null) continue;
      const place = placeOf(kind, recordId, version);
      const found = stored.get(place);
      stored.delete(place);
      if (found && found.hash !== versionHash) problems.push(`${place} was changed after event ${row.seq}`);
      if (!found && isComplete) problems.push(`${place} is missing, of which event ${row.seq} tells`);
    }
  }
  return [...problems, ...[...stored.keys()].map((place) => `${place} stands without an event`)];
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
