import { createHash } from 'node:crypto';
import { CHAIN_START } from '@libs/platform/audit';
import { InvalidInput } from '@libs/platform/errors';
import { openArchive } from './archive.ts';
import type { WorkspaceTally } from './dump.ts';

/** A line of a backup, told apart. */
export type BackupLine =
  | { kind: 'start'; scope: 'all' | 'workspace'; schema: string[] }
  | { kind: 'workspace'; workspaceId: string; slug: string }
  | { kind: 'table'; name: string; columns: string[] }
  | ({ kind: 'end' } & WorkspaceTally)
  | { kind: 'done'; workspaces: number }
  | { kind: 'row'; row: string };

/** The lines of a backup that was checked byte for byte. */
export async function* backupLines(file: string, passphrase: string | null): AsyncIterable<BackupLine> {
  const archive = await openArchive(file, passphrase);
  for await (const line of archive.lines()) yield lineOf(line);
}

function lineOf(line: string): BackupLine {
  if (!line.startsWith('#')) return { kind: 'row', row: line };
  const space = line.indexOf(' ');
  return { ...(JSON.parse(line.slice(space)) as object), kind: line.slice(1, space) } as BackupLine;
}

export interface BackupSummary {
  createdAt: string;
  encrypted: boolean;
  scope: 'all' | 'workspace';
  schema: string[];
  workspaces: (WorkspaceTally & { chainSound: boolean })[];
}

/**
 * Reads a whole backup without a database: every byte against its hash, the rows against the counts that each
 * workspace ends with, and each audit chain from its first event to its head.
 *
 * @throws InvalidInput naming the file and what is wrong with it
 */
export async function verifyBackup(file: string, passphrase: string | null): Promise<BackupSummary> {
  const archive = await openArchive(file, passphrase);
  const summary: BackupSummary = {
    createdAt: archive.head.createdAt,
    encrypted: archive.head.encryption !== null,
    scope: 'all',
    schema: [],
    workspaces: [],
  };
  const check = new Check();
  let isWhole = false;
  for await (const text of archive.lines()) {
    const line = lineOf(text);
    if (line.kind === 'start') Object.assign(summary, { scope: line.scope, schema: line.schema });
    else if (line.kind === 'end') {
      const { kind: _kind, ...tally } = line;
      summary.workspaces.push({ ...tally, chainSound: check.end(file, line) });
    } else if (line.kind === 'done') isWhole = line.workspaces === summary.workspaces.length;
    else check.take(line);
  }
  if (!isWhole) throw unsound(file, 'ends before its last workspace');
  return summary;
}

/** Counts the rows of a workspace, and follows its audit chain as its events come by. */
class Check {
  private table = '';
  private counts: Record<string, number> = {};
  private readonly chain = { seq: 0, hash: CHAIN_START, sound: true };

  take(line: Extract<BackupLine, { kind: 'workspace' | 'table' | 'row' }>): void {
    if (line.kind === 'workspace') {
      this.counts = {};
      Object.assign(this.chain, { seq: 0, hash: CHAIN_START, sound: true });
    } else if (line.kind === 'table') {
      this.table = line.name;
      this.counts[line.name] = 0;
    } else {
      this.counts[this.table] = (this.counts[this.table] ?? 0) + 1;
      if (this.table === 'app.audit_event') this.follow(line.row);
    }
  }

  end(file: string, tally: WorkspaceTally): boolean {
    for (const [table, count] of Object.entries(tally.counts)) {
      const found = this.counts[table] ?? 0;
      if (found !== count)
        throw unsound(file, `holds ${found} rows of ${table} of ${tally.slug}, and tells of ${count}`);
    }
    const { seq, hash, sound } = this.chain;
    return sound && String(seq) === tally.chain.seq && hash === tally.chain.hash;
  }

  private follow(row: string): void {
    const event = JSON.parse(row) as { seq: number; canonical: string; previous_hash: string; hash: string };
    const hash = createHash('sha256').update(event.canonical, 'utf8').digest('hex');
    const follows = event.seq === this.chain.seq + 1 && event.previous_hash === this.chain.hash && hash === event.hash;
    Object.assign(this.chain, { seq: event.seq, hash: event.hash, sound: this.chain.sound && follows });
  }
}

function unsound(file: string, message: string): InvalidInput {
  return new InvalidInput([{ path: file, code: 'unsound', message }]);
}
