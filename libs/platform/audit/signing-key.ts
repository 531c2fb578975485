import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { keyIdOf } from './checkpoint.ts';

/** A key pair for signing checkpoints. */
export function newSigningKey(): KeyObject {
  return generateKeyPairSync('ed25519').privateKey;
}

/**
 * Reads the private key that signs checkpoints.
 * @param mayMake whether a key is made where there is no file; a key of the administrator's own is never replaced
 * @throws Error naming the file and the remedy
 */
export async function readSigningKey(file: string, mayMake: boolean): Promise<KeyObject> {
  const found = await readKey(file);
  if (found) return found;
  if (!mayMake)
    throw new Error(`There is no key in ${file}. CHECKPOINT_KEY_FILE names a PEM file with an Ed25519 key.`);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  await writeKey(draft, newSigningKey());
  // Whoever links first has made it; the others read the same one.
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft, { force: true });
  return (await readKey(file))!;
}

/** Writes a private key that only its owner may read, and waits until it is on the disk. */
export async function writeKey(file: string, key: KeyObject): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    await chmod(file, 0o600);
    await handle.writeFile(key.export({ type: 'pkcs8', format: 'pem' }));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Ends a change of keys that was cut off: a written key that was announced takes its place, another one goes.
 * @param announced id of the key that the last announcement names, null where there is none
 */
export async function settleNextKey(file: string, announced: string | null): Promise<void> {
  const next = await readKey(`${file}.next`);
  if (!next) return;
  if (keyIdOf(next) === announced) await rename(`${file}.next`, file);
  else await rm(`${file}.next`, { force: true });
}

/**
 * The public keys of a PEM file that may hold several.
 * @throws Error naming the file where it holds none, or one that is no Ed25519 key
 */
export function publicKeysIn(pem: string, file: string): KeyObject[] {
  const blocks = pem.match(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g) ?? [];
  if (blocks.length === 0) throw new Error(`${file} holds no public key: it is a PEM file that says BEGIN PUBLIC KEY.`);
  return blocks.map((block) => {
    const key = keyOf(() => createPublicKey(block), file);
    if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${file} holds a key that is no Ed25519 key.`);
    return key;
  });
}

async function readKey(file: string): Promise<KeyObject | null> {
  const pem = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (pem === null) return null;
  const key = keyOf(() => createPrivateKey(pem), file);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${file} holds a key that is no Ed25519 key.`);
  return key;
}

function keyOf(make: () => KeyObject, file: string): KeyObject {
  try {
    return make();
  } catch (error) {
    throw new Error(`${file} holds no readable key in PEM.`, { cause: error });
  }
}
