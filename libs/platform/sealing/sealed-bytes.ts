import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Where a sealed value stands. It is bound to this place: moved to another row or column, it does not open. */
export interface SealedPlace {
  /** Null for a value of an account, which belongs to no workspace. */
  workspaceId: string | null;
  /** With its schema: `identity.totp`. */
  table: string;
  column: string;
  rowId: string;
}

/** A key of 256 bits with the number that sealed values name it by. */
export interface SealingKey {
  /** 1 to 65,535. */
  version: number;
  bytes: Buffer;
}

/** A value that does not open: another key, another place, or changed bytes. Which of them is not told apart. */
export class SealBroken extends Error {
  constructor({ table, column }: SealedPlace) {
    super(`a sealed value of ${table}.${column} does not open: it was changed or moved, or its key is another one`);
  }
}

export const KEY_BYTES = 32;

const FORMAT = 1;
const HEAD_BYTES = 3;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals bytes with AES-256-GCM and a new random nonce (security bar U7). The result is: format (1 byte), version of the
 * key (2 bytes), nonce (12), the encrypted bytes, tag (16). The place and the head are authenticated with it.
 */
export function sealBytes(key: SealingKey, place: SealedPlace, plain: Uint8Array): Buffer {
  const head = Buffer.from([FORMAT, key.version >> 8, key.version & 255]);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce).setAAD(boundTo(place, head));
  return Buffer.concat([head, nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The version of the key that a sealed value names; null for bytes that are no sealed value. */
export function keyVersionOf(sealed: Uint8Array): number | null {
  if (sealed.length < HEAD_BYTES + NONCE_BYTES + TAG_BYTES || sealed[0] !== FORMAT) return null;
  return sealed[1]! * 256 + sealed[2]!;
}

/**
 * Opens what `sealBytes` made with the same key and place.
 * @throws SealBroken
 */
export function openBytes(key: SealingKey, place: SealedPlace, sealed: Uint8Array): Buffer {
  if (keyVersionOf(sealed) !== key.version) throw new SealBroken(place);
  const bytes = Buffer.from(sealed);
  const nonceEnd = HEAD_BYTES + NONCE_BYTES;
  const head = bytes.subarray(0, HEAD_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(HEAD_BYTES, nonceEnd), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(boundTo(place, head)).setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(nonceEnd, -TAG_BYTES)), decipher.final()]);
  } catch {
    throw new SealBroken(place);
  }
}

/** As a list in JSON, so that no two places have the same bytes. */
function boundTo({ workspaceId, table, column, rowId }: SealedPlace, head: Uint8Array): Buffer {
  return Buffer.concat([head, Buffer.from(JSON.stringify([workspaceId, table, column, rowId]))]);
}
