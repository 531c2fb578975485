import { readKeys, type SealingOptions } from './key-file.ts';
import { keyVersionOf, openBytes, SealBroken, sealBytes, type SealedPlace, type SealingKey } from './sealed-bytes.ts';

/**
 * Seals what the database may hold only encrypted: secrets of second factors and of sign-on, and the data keys of
 * workspaces (security bar U6, U7). The keys come from a file, never from the database.
 */
export class Sealing {
  private readonly newest: SealingKey;
  private readonly byVersion: ReadonlyMap<number, SealingKey>;

  /** @param keys one at least; the highest version seals, each opens what it sealed */
  constructor(keys: readonly SealingKey[]) {
    this.byVersion = new Map(keys.map((key) => [key.version, key]));
    this.newest = this.byVersion.get(Math.max(...this.byVersion.keys()))!;
  }

  /** Reads the keys, and makes the first one where that is allowed. */
  static async open(options: SealingOptions): Promise<Sealing> {
    return new Sealing(await readKeys(options));
  }

  seal(plain: Uint8Array, place: SealedPlace): Buffer {
    return sealBytes(this.newest, place, plain);
  }

  /** @throws SealBroken for what was changed, moved, or sealed with a key that is not there */
  open(sealed: Uint8Array, place: SealedPlace): Buffer {
    const key = this.byVersion.get(keyVersionOf(sealed) ?? 0);
    if (!key) throw new SealBroken(place);
    return openBytes(key, place, sealed);
  }

  sealText(plain: string, place: SealedPlace): Buffer {
    return this.seal(Buffer.from(plain, 'utf8'), place);
  }

  openText(sealed: Uint8Array, place: SealedPlace): string {
    return this.open(sealed, place).toString('utf8');
  }

  /** Whether an older key sealed it: what is written again is sealed with the newest. */
  isOld(sealed: Uint8Array): boolean {
    return keyVersionOf(sealed) !== this.newest.version;
  }
}
