import { open, readFile } from 'node:fs/promises';
import { EXPORT_FORMAT, UNANCHORED, type ExportHead } from './export-format.ts';
import { TrailCheck, type ChainRow, type TrailResult } from './trail-check.ts';
import { publicKeysIn } from './signing-key.ts';
import { trustedCheckpoints, type TrustedCheckpoints } from './trusted-checkpoints.ts';

export interface Anchor {
  checkpoints: string;
  key: string;
  /** Leaves out what was signed later: for a trail that was exported before. */
  until?: Date;
}

export interface ExportFiles {
  trail: string;
  /** Without checkpoints a cut at the end and a full rewrite cannot be found. */
  anchor: Anchor | null;
}

export interface ExportResult extends TrailResult {
  workspace: string;
  /** Events that are there by their hash alone. */
  withoutText: number;
  notes: string[];
}

/**
 * Checks an exported trail with nothing but files: no database, no settings.
 * @throws Error naming the file where one cannot be read or is of another kind
 */
export async function verifyExport({ trail, anchor }: ExportFiles): Promise<ExportResult> {
  const handle = await open(trail, 'r');
  let check: TrailCheck | null = null;
  let head: ExportHead | null = null;
  let trusted: TrustedCheckpoints | null = null;
  let withoutText = 0;
  let number = 0;
  for await (const line of handle.readLines()) {
    number += 1;
    if (!check || !head) {
      head = headOf(line, trail);
      trusted = anchor && (await readAnchor(anchor, head.workspace));
      check = new TrailCheck(head.workspace, trusted?.checkpoints ?? null);
      continue;
    }
    const row = rowOf(line);
    if (!row) check.tell(null, 'unreadable', `line ${number} of the trail is no event`);
    else {
      if (row.canonical === null) withoutText += 1;
      check.take(row);
    }
  }
  if (!check || !head) throw new Error(`${trail} is empty.`);
  trusted?.problems.forEach(({ seq, what, message }) => check.tell(seq, what, message));
  if (trusted && trusted.checkpoints.length === 0) {
    check.tell(null, 'checkpoint', 'no checkpoint that may be trusted is of this workspace');
  }
  const result = check.end({ seq: head.events, hash: head.head });
  const notes = [...(trusted ? trusted.notes : [UNANCHORED]), ...hashOnly(withoutText), ...maybeOlder(result)];
  return { workspace: head.workspace, ...result, withoutText, notes };
}

/** The text of an event holds the hash of the one before. Where it is left out, only a checkpoint ties that one down. */
function hashOnly(count: number): string[] {
  if (count === 0) return [];
  return [
    `${count} events are there by their hash alone, because the exporter may not read them. Nothing before the last of ` +
      'them is tied to a checkpoint behind it; have the trail exported by whoever may read all of it.',
  ];
}

/** A file that was exported before the newest checkpoint looks like one that was cut there: only its holder knows. */
function maybeOlder({ events, checkpoint, problems }: TrailResult): string[] {
  const isCutAtCheckpoint = checkpoint?.seq === events && problems.every(({ what }) => what === 'truncated');
  if (!isCutAtCheckpoint || problems.length === 0) return [];
  return [
    `The file ends where a checkpoint was signed on ${checkpoint.at}. If it was exported then, and not cut, check it ` +
      `with --until ${checkpoint.at}`,
  ];
}

async function readAnchor({ checkpoints: file, key, until }: Anchor, workspaceId: string) {
  const keys = publicKeysIn(await readFile(key, 'utf8'), key);
  const handle = await open(file, 'r');
  const trusted = await trustedCheckpoints(handle.readLines(), keys, workspaceId);
  if (!until) return trusted;
  const checkpoints = trusted.checkpoints.filter(({ at }) => Date.parse(at) <= until.getTime());
  const later = trusted.checkpoints.length - checkpoints.length;
  const passedOver = `${later} checkpoints were signed after ${until.toISOString()} and were passed over`;
  return { ...trusted, checkpoints, notes: later > 0 ? [...trusted.notes, passedOver] : trusted.notes };
}

function headOf(line: string, file: string): ExportHead {
  const head = parsed(line) as Partial<ExportHead> | null;
  const isHead =
    head?.format === EXPORT_FORMAT &&
    typeof head.workspace === 'string' &&
    typeof head.head === 'string' &&
    Number.isSafeInteger(head.events);
  if (!isHead) throw new Error(`${file} is no exported audit trail: its first line does not say ${EXPORT_FORMAT}.`);
  return head as ExportHead;
}

function rowOf(line: string): ChainRow | null {
  const row = parsed(line);
  const isRow =
    row !== null &&
    Number.isSafeInteger(row['seq']) &&
    (row['seq'] as number) > 0 &&
    typeof row['previous'] === 'string' &&
    typeof row['hash'] === 'string' &&
    (row['canonical'] === undefined || typeof row['canonical'] === 'string');
  if (!isRow) return null;
  const { seq, previous, hash, canonical = null } = row as unknown as ChainRow;
  return { seq, previous, hash, canonical };
}

function parsed(line: string): Record<string, unknown> | null {
  try {
    const value = JSON.parse(line) as unknown;
    return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
