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
