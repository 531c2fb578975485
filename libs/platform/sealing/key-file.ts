import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KEY_BYTES, type SealingKey } from './sealed-bytes.ts';

/** Where the keys are, and whether one may be made there at the first start. */
export interface SealingOptions {
  keyFile: string;
  /** A file that the administrator named is never made by the server: two servers would each make their own. */
  makesKey: boolean;
}

const MOST_VERSIONS = 65_535;

/**
 * Reads the keys of a file: one a line, `<version> <32 bytes in base64>`, the newest version anywhere. Empty lines and
 * lines that begin with # count for nothing.
 * @throws Error naming the file, the line and the remedy
 */
export async function readKeys({ keyFile, makesKey }: SealingOptions): Promise<SealingKey[]> {
  const found = await textOf(keyFile);
  if (found !== null) return keysIn(found, keyFile);
  if (!makesKey) {
    throw new Error(`There is no file ${keyFile}. SEALING_KEY_FILE names it; make it with: plumbline key add`);
  }
  await mkdir(dirname(keyFile), { recursive: true, mode: 0o700 });
  const draft = `${keyFile}.${randomBytes(6).toString('hex')}`;
  await write(draft, [newKey(1)]);
  // Whoever links first has made it; the others read the same one.
  await link(draft, keyFile).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft, { force: true });
  return keysIn((await textOf(keyFile))!, keyFile);
}

/**
 * Adds a new key to a file, or makes the file. New values are sealed with it; the older keys stay and open what they
 * sealed.
 * @returns the version of the new key
 */
export async function addKey(keyFile: string): Promise<number> {
  const text = await textOf(keyFile);
  const keys = text === null ? [] : keysIn(text, keyFile);
  const version = Math.max(0, ...keys.map((key) => key.version)) + 1;
  await mkdir(dirname(keyFile), { recursive: true, mode: 0o700 });
  const draft = `${keyFile}.${randomBytes(6).toString('hex')}`;
  await write(draft, [...keys, newKey(version)]);
  await rename(draft, keyFile);
  return version;
}

function newKey(version: number): SealingKey {
  return { version, bytes: randomBytes(KEY_BYTES) };
}

async function write(file: string, keys: SealingKey[]): Promise<void> {
  const lines = keys.map(({ version, bytes }) => `${version} ${bytes.toString('base64')}\n`);
  const handle = await open(file, 'w', 0o600);
  try {
    await chmod(file, 0o600);
    await handle.writeFile(lines.join(''));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function keysIn(text: string, file: string): SealingKey[] {
  const keys = text.split('\n').flatMap((line, index): SealingKey[] => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const [version = '', encoded = '', ...rest] = line.trim().split(/\s+/);
    const bytes = Buffer.from(encoded, 'base64');
    const isKey = /^[1-9]\d{0,4}$/.test(version) && Number(version) <= MOST_VERSIONS && rest.length === 0;
    if (isKey && bytes.length === KEY_BYTES) return [{ version: Number(version), bytes }];
    throw new Error(`${file}, line ${index + 1}: write a version from 1 and a key of 32 bytes in base64.`);
  });
  if (keys.length === 0) throw new Error(`${file} holds no key. Make one with: plumbline key add`);
  if (new Set(keys.map(({ version }) => version)).size < keys.length) {
    throw new Error(`${file} holds two keys of the same version. Give each a version of its own.`);
  }
  return keys;
}

async function textOf(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}
