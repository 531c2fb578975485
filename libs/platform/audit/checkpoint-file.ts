import { createPublicKey, type KeyObject } from 'node:crypto';
import { appendFile, mkdir, open, readFile, rename, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import {
  announceKey,
  CHECKPOINT_FORMAT,
  keyIdOf,
  recordOf,
  signCheckpoint,
  type Checkpoint,
  type CheckpointRecord,
} from './checkpoint.ts';
import { newSigningKey, readSigningKey, settleNextKey, writeKey } from './signing-key.ts';

/** Bytes that are read at once; a line has about 400. */
const CHUNK = 1 << 20;

/** Where checkpoints and the key that signs them lie: outside the database. */
export interface CheckpointPlaces {
  folder: string;
  keyFile: string;
  /** Whether the key is made at the first start; one that the administrator names is never made. */
  makesKey: boolean;
}

/**
 * The file that checkpoints are added to. It is only ever appended to, one line in one write that is on the disk
 * before the call returns. Writers take turns by a lock of the caller's.
 */
export class CheckpointFile {
  private readonly newest = { seen: 0, byWorkspace: new Map<string, Checkpoint>(), announced: null as string | null };

  private reading: Promise<void> = Promise.resolve();

  constructor(private readonly places: CheckpointPlaces) {}

  get file(): string {
    return join(this.places.folder, 'checkpoints.jsonl');
  }

  private get publicFile(): string {
    return join(this.places.folder, 'public-key.pem');
  }

  /** Makes the folder, the key and the file of public keys where they are missing. */
  async prepare(): Promise<void> {
    await this.publish(await this.signingKey());
  }

  /** Every public key so far, oldest first, as PEM blocks. */
  async publicKeys(): Promise<string> {
    await this.prepare();
    return readFile(this.publicFile, 'utf8');
  }

  /** The records of one workspace, with the announcements of keys that they need, as they were written. */
  async *lines(workspace: string): AsyncIterable<{ line: string; record: CheckpointRecord }> {
    for await (const line of linesOf(this.file)) {
      const record = recordOf(line);
      if (record && (record.format !== CHECKPOINT_FORMAT || record.workspace === workspace)) yield { line, record };
    }
  }

  /** The newest checkpoint of a workspace, or null. */
  async latest(workspace: string): Promise<Checkpoint | null> {
    await this.catchUp();
    return this.newest.byWorkspace.get(workspace) ?? null;
  }

  /** Signs where a trail stands and adds it. The caller holds the lock. */
  async add(place: Pick<Checkpoint, 'workspace' | 'seq' | 'head' | 'at'>): Promise<Checkpoint> {
    const key = await this.settledKey();
    await this.publish(key);
    const checkpoint = signCheckpoint(key, place);
    await this.append(checkpoint);
    return checkpoint;
  }

  /** Puts a new key in the place of the old one, which announces it. The caller holds the lock. */
  async changeKey(at: string): Promise<{ from: string; to: string }> {
    const old = await this.settledKey();
    await this.publish(old);
    const next = newSigningKey();
    await writeKey(`${this.places.keyFile}.next`, next);
    await this.append(announceKey(old, next, at));
    await rename(`${this.places.keyFile}.next`, this.places.keyFile);
    await this.publish(next);
    return { from: keyIdOf(old), to: keyIdOf(next) };
  }

  private signingKey(): Promise<KeyObject> {
    return readSigningKey(this.places.keyFile, this.places.makesKey);
  }

  private async settledKey(): Promise<KeyObject> {
    await this.catchUp();
    await settleNextKey(this.places.keyFile, this.newest.announced);
    return this.signingKey();
  }

  /** Reads what was added since the last look: other processes write here too. */
  private catchUp(): Promise<void> {
    this.reading = this.reading.then(
      () => this.readOn(),
      () => this.readOn(),
    );
    return this.reading;
  }

  private async readOn(): Promise<void> {
    const handle = await openToRead(this.file);
    if (!handle) return;
    try {
      const { size } = await handle.stat();
      const chunk = Buffer.alloc(Math.min(CHUNK, Math.max(0, size - this.newest.seen)));
      while (this.newest.seen < size) {
        const { bytesRead } = await handle.read(chunk, 0, chunk.length, this.newest.seen);
        const whole = chunk.subarray(0, bytesRead).lastIndexOf(10) + 1;
        if (whole === 0) return;
        for (const line of chunk.toString('utf8', 0, whole).split('\n')) this.note(recordOf(line));
        this.newest.seen += whole;
      }
    } finally {
      await handle.close();
    }
  }

  private note(record: CheckpointRecord | null): void {
    if (record?.format === CHECKPOINT_FORMAT) this.newest.byWorkspace.set(record.workspace, record);
    else if (record) this.newest.announced = record.nextKey;
  }

  private async publish(key: KeyObject): Promise<void> {
    await mkdir(this.places.folder, { recursive: true, mode: 0o700 });
    const pem = createPublicKey(key).export({ type: 'spki', format: 'pem' }) as string;
    const known = await readFile(this.publicFile, 'utf8').catch(() => '');
    if (!known.includes(pem)) await appendFile(this.publicFile, pem, { mode: 0o644, flush: true });
  }

  private async append(record: CheckpointRecord): Promise<void> {
    const handle = await open(this.file, 'a+', 0o600);
    try {
      const { size } = await handle.stat();
      const last = Buffer.alloc(1);
      if (size > 0) await handle.read(last, 0, 1, size - 1);
      // A line that a crash tore stays as it is; the next one starts behind it.
      const start = size > 0 && last.toString() !== '\n' ? '\n' : '';
      await handle.write(`${start}${JSON.stringify(record)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await syncFolder(this.places.folder);
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  // Not every system lets a folder be synced.
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

async function* linesOf(file: string): AsyncIterable<string> {
  const handle = await openToRead(file);
  if (!handle) return;
  // Reading to the end closes the file; so does leaving early.
  for await (const line of handle.readLines()) if (line !== '') yield line;
}

async function openToRead(file: string): Promise<FileHandle | null> {
  return open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}
