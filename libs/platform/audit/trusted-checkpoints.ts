import type { KeyObject } from 'node:crypto';
import {
  announcedKey,
  CHECKPOINT_FORMAT,
  isSignedBy,
  keyIdOf,
  recordOf,
  type Checkpoint,
  type CheckpointRecord,
} from './checkpoint.ts';
import type { TrailProblem } from './trail-check.ts';

export interface TrustedCheckpoints {
  /** Of this workspace, each with a signature of a key that is trusted. */
  checkpoints: Checkpoint[];
  problems: TrailProblem[];
  /** What is odd but proves nothing: a line torn by a crash, lines of other workspaces. */
  notes: string[];
}

/**
 * Sorts out which lines of a checkpoint file may be relied on. Trust starts with the given keys and goes on to each
 * key that a trusted one announces; from there on the old key signs nothing more.
 */
export async function trustedCheckpoints(
  lines: AsyncIterable<string> | Iterable<string>,
  keys: readonly KeyObject[],
  workspaceId: string,
): Promise<TrustedCheckpoints> {
  const trusted = new Map(keys.map((key) => [keyIdOf(key), key]));
  const retired = new Set<string>();
  const result: TrustedCheckpoints = { checkpoints: [], problems: [], notes: [] };
  let number = 0;
  let others = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === '') continue;
    const record = recordOf(line);
    if (!record) {
      result.notes.push(`line ${number} of the checkpoints is no whole record and was passed over`);
      continue;
    }
    const fault = faultOf(record, trusted, retired);
    if (fault) result.problems.push({ seq: seqOf(record), what: 'checkpoint', message: `line ${number}: ${fault}` });
    else if (record.format !== CHECKPOINT_FORMAT) {
      trusted.set(record.nextKey, announcedKey(record)!);
      retired.add(record.key);
    } else if (record.workspace === workspaceId) result.checkpoints.push(record);
    else others += 1;
  }
  if (others > 0) result.notes.push(`${others} checkpoints are of other workspaces and were passed over`);
  return result;
}

function faultOf(
  record: CheckpointRecord,
  trusted: ReadonlyMap<string, KeyObject>,
  retired: ReadonlySet<string>,
): string | null {
  const key = trusted.get(record.key);
  if (!key) return `signed with key ${record.key}, which is not the given one and was never announced by it`;
  if (!isSignedBy(key, record)) return 'the signature does not fit: the checkpoint was forged or changed';
  if (retired.has(record.key)) return `signed with key ${record.key} after another one had taken its place`;
  if (record.format !== CHECKPOINT_FORMAT && !announcedKey(record)) return 'the announced key is none';
  return null;
}

function seqOf(record: CheckpointRecord): number | null {
  return record.format === CHECKPOINT_FORMAT ? record.seq : null;
}
