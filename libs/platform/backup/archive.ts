import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  openSync,
  readSync,
  linkSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createInterface } from 'node:readline';
import { PassThrough, Readable, Writable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { InvalidInput } from '@libs/platform/errors';

const MAGIC = 'plumbline-backup 1\n';
const HASH_BYTES = 32;
const TAG_BYTES = 16;
const MOST_HEAD_BYTES = 4096;
/** scrypt with 64 MiB: a good part of a second for whoever knows the passphrase, and for every guess. */
const SCRYPT = { N: 65_536, r: 8, p: 1, maxmem: 128 * 1024 * 1024 };

/** What stands in front of the packed part of a backup, readable by everybody. */
export interface ArchiveHead {
  createdAt: string;
  /** Null: the packed part is not encrypted. */
  encryption: { cipher: 'aes-256-gcm'; kdf: 'scrypt'; salt: string; nonce: string } | null;
}

/**
 * Writes the lines of a backup into a file: a readable head, the lines packed (and encrypted where there is a
 * passphrase), and the SHA-256 of all before it. The file appears under its name only when it is whole; one of that
 * name that is there already is never written over.
 *
 * Encryption is AES-256-GCM under a key from the passphrase (scrypt, with a salt of the file's own). The head is
 * authenticated with it.
 */
export async function writeArchive(
  file: string,
  lines: AsyncIterable<string>,
  { createdAt, passphrase }: { createdAt: string; passphrase: string | null },
): Promise<void> {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const named = { cipher: 'aes-256-gcm', kdf: 'scrypt', salt: salt.toString('hex'), nonce: nonce.toString('hex') };
  const head = Buffer.from(
    `${MAGIC}${JSON.stringify({ createdAt, encryption: passphrase === null ? null : named })}\n`,
  );
  const cipher = passphrase === null ? null : createCipheriv('aes-256-gcm', await keyOf(passphrase, salt), nonce);
  cipher?.setAAD(head);
  async function* framed(packed: AsyncIterable<Buffer>) {
    const hash = createHash('sha256').update(head);
    yield head;
    for await (const chunk of packed) {
      hash.update(chunk);
      yield chunk;
    }
    const tag = cipher?.getAuthTag() ?? Buffer.alloc(0);
    yield tag;
    yield hash.update(tag).digest();
  }
  const draft = `${file}.${process.pid}.part`;
  try {
    const target = createWriteStream(draft, { mode: 0o600, flags: 'wx', flush: true });
    await pipeline(Readable.from(inChunks(lines)), createGzip(), cipher ?? new PassThrough(), framed, target);
    // A second name, not a new one: that would replace a file that came there meanwhile.
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw refused(file, 'exists', 'is there already: name another file');
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Lines in pieces of about 64 kB: a stream of single lines costs more than packing them. */
async function* inChunks(lines: AsyncIterable<string>): AsyncIterable<string> {
  let gathered = '';
  for await (const line of lines) {
    gathered += `${line}\n`;
    if (gathered.length < 65_536) continue;
    yield gathered;
    gathered = '';
  }
  yield gathered;
}

/** A backup file whose bytes are what was written. */
export interface Archive {
  head: ArchiveHead;
  /** The lines that it holds. @throws InvalidInput where the passphrase is not the one it was made with */
  lines(): AsyncIterable<string>;
}

/**
 * Opens a backup and checks every byte of it against the hash at its end, before anything is read from it.
 *
 * @throws InvalidInput naming the file: it is no backup, was cut or changed, or needs a passphrase
 */
export async function openArchive(file: string, passphrase: string | null): Promise<Archive> {
  const { head, length, size } = readHead(file);
  if (head.encryption && passphrase === null) {
    throw refused(file, 'encrypted', 'is encrypted: give its passphrase with --passphrase-file');
  }
  await checkHash(file, size);
  const key = head.encryption && (await keyOf(passphrase!, Buffer.from(head.encryption.salt, 'hex')));
  const part = { start: length, end: size - HASH_BYTES - (key ? TAG_BYTES : 0) };
  const opened = () => (key ? decipherOf(file, head, key, part) : new PassThrough());
  const packed = () => createReadStream(file, { start: part.start, end: part.end - 1 });
  // Nothing of an encrypted part is read before all of it is known to be genuine.
  if (key) await authenticate(file, packed(), opened());
  return {
    head,
    lines: async function* () {
      const unpacked = createGunzip();
      const done = pipeline(packed(), opened(), unpacked);
      done.catch(() => undefined);
      yield* createInterface({ input: unpacked, crlfDelay: Infinity });
      await done;
    },
  };
}

async function authenticate(file: string, packed: Readable, decipher: Transform): Promise<void> {
  try {
    await pipeline(packed, decipher, new Writable({ write: (_chunk, _encoding, done) => done() }));
  } catch (error) {
    if (!/authenticate/.test(String(error))) throw error;
    throw refused(file, 'passphrase', 'does not open: the passphrase is another one, or the file was changed');
  }
}

function decipherOf(
  file: string,
  head: ArchiveHead,
  key: Buffer,
  { start, end }: { start: number; end: number },
): Transform {
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(head.encryption!.nonce, 'hex'));
  decipher.setAAD(slice(file, 0, start));
  decipher.setAuthTag(slice(file, end, TAG_BYTES));
  return decipher;
}

function readHead(file: string): { head: ArchiveHead; length: number; size: number } {
  let size: number;
  let first: Buffer;
  try {
    size = statSync(file).size;
    first = slice(file, 0, Math.min(size, MOST_HEAD_BYTES));
  } catch (error) {
    throw refused(file, 'unreadable', `cannot be read: ${(error as Error).message}`);
  }
  const text = first.toString('latin1');
  const until = text.indexOf('\n', MAGIC.length);
  if (!text.startsWith(MAGIC) || until < 0) throw refused(file, 'no_backup', 'is no backup of Plumbline');
  const length = until + 1;
  try {
    const head = JSON.parse(text.slice(MAGIC.length, until)) as ArchiveHead;
    if (size > length + HASH_BYTES + (head.encryption ? TAG_BYTES : 0)) return { head, length, size };
  } catch {
    // Told below: the head is part of what the hash covers.
  }
  throw changed(file);
}

async function checkHash(file: string, size: number): Promise<void> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { end: size - HASH_BYTES - 1 })) hash.update(chunk as Buffer);
  if (!hash.digest().equals(slice(file, size - HASH_BYTES, HASH_BYTES))) throw changed(file);
}

function slice(file: string, from: number, length: number): Buffer {
  const [descriptor, bytes] = [openSync(file, 'r'), Buffer.alloc(length)];
  try {
    readSync(descriptor, bytes, 0, length, from);
    return bytes;
  } finally {
    closeSync(descriptor);
  }
}

function changed(file: string): InvalidInput {
  return refused(file, 'damaged', 'was cut or changed since it was written: its hash does not match. Nothing was read');
}

function refused(file: string, code: string, message: string): InvalidInput {
  return new InvalidInput([{ path: file, code, message }]);
}

function keyOf(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase, salt, 32, SCRYPT, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
