import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/** Names the form of a checkpoint; a change of its members takes a new number. */
export const CHECKPOINT_FORMAT = 'plumbline-checkpoint/1';
/** Names the form of the announcement of a new key. */
export const KEY_FORMAT = 'plumbline-key/1';

/** A signed word on how far the trail of a workspace had come at a time, kept outside the database (security-bar U2). */
export interface Checkpoint {
  format: typeof CHECKPOINT_FORMAT;
  workspace: string;
  /** Number of the last event, 0 for an empty trail. */
  seq: number;
  /** Hash of that event, in hex. */
  head: string;
  /** When it was signed, as an ISO time in UTC. */
  at: string;
  /** Id of the key that signed. */
  key: string;
  /** Ed25519, base64. */
  signature: string;
}

/** The word of the old key that another one signs from here on. */
export interface KeyAnnouncement {
  format: typeof KEY_FORMAT;
  nextKey: string;
  /** The new public key as SPKI in base64. */
  nextPublicKey: string;
  at: string;
  /** Id of the old key, which signed. */
  key: string;
  signature: string;
}

export type CheckpointRecord = Checkpoint | KeyAnnouncement;

/** Id of a key: the first 32 hex digits of the SHA-256 of its public half as SPKI. */
export function keyIdOf(key: KeyObject): string {
  return createHash('sha256').update(publicBytes(key)).digest('hex').slice(0, 32);
}

/** Signs where a trail stands. */
export function signCheckpoint(
  privateKey: KeyObject,
  place: Pick<Checkpoint, 'workspace' | 'seq' | 'head' | 'at'>,
): Checkpoint {
  const unsigned = { format: CHECKPOINT_FORMAT, ...place, key: keyIdOf(privateKey) } as const;
  return { ...unsigned, signature: signed(privateKey, textOf(unsigned)) };
}

/** Has the old key say that the new one follows it. */
export function announceKey(oldKey: KeyObject, newKey: KeyObject, at: string): KeyAnnouncement {
  const unsigned = {
    format: KEY_FORMAT,
    nextKey: keyIdOf(newKey),
    nextPublicKey: publicBytes(newKey).toString('base64'),
    at,
    key: keyIdOf(oldKey),
  } as const;
  return { ...unsigned, signature: signed(oldKey, textOf(unsigned)) };
}

/** Whether the key signed exactly this record. */
export function isSignedBy(publicKey: KeyObject, record: CheckpointRecord): boolean {
  try {
    return verify(null, Buffer.from(textOf(record)), publicKey, Buffer.from(record.signature, 'base64'));
  } catch {
    // A signature of another length or a key of another kind proves nothing.
    return false;
  }
}

/** The public key that an announcement names, or null where it is none or has another id. */
export function announcedKey(record: KeyAnnouncement): KeyObject | null {
  try {
    const key = createPublicKey({
      key: Buffer.from(record.nextPublicKey, 'base64'),
      format: 'der',
      type: 'spki',
    });
    return key.asymmetricKeyType === 'ed25519' && keyIdOf(key) === record.nextKey ? key : null;
  } catch {
    return null;
  }
}

/** A line of a checkpoint file, or null where it is no whole record: a crash may have torn it. */
export function recordOf(line: string): CheckpointRecord | null {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(line) as Record<string, unknown>;
  } catch {
    return null;
  }
  const hasTexts = (...names: string[]): boolean => names.every((name) => typeof value[name] === 'string');
  if (value === null || typeof value !== 'object' || !hasTexts('at', 'key', 'signature')) return null;
  if (value['format'] === KEY_FORMAT && hasTexts('nextKey', 'nextPublicKey')) return value as never;
  const isCheckpoint = value['format'] === CHECKPOINT_FORMAT && hasTexts('workspace', 'head');
  return isCheckpoint && Number.isSafeInteger(value['seq']) && (value['seq'] as number) >= 0 ? (value as never) : null;
}

/** What is signed: the members in this order, as a JSON array without spaces. */
function textOf(record: Omit<Checkpoint, 'signature'> | Omit<KeyAnnouncement, 'signature'>): string {
  const members =
    record.format === KEY_FORMAT
      ? [record.nextKey, record.nextPublicKey, record.at, record.key]
      : [record.workspace, record.seq, record.head, record.at, record.key];
  return JSON.stringify([record.format, ...members]);
}

function signed(privateKey: KeyObject, text: string): string {
  return sign(null, Buffer.from(text), privateKey).toString('base64');
}

function publicBytes(key: KeyObject): Buffer {
  const half = key.type === 'private' ? createPublicKey(key) : key;
  return half.export({ type: 'spki', format: 'der' });
}
