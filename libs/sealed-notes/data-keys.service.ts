import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { RuleBroken } from '@libs/platform/errors';
import { KEY_BYTES, openBytes, SealBroken, sealBytes, Sealing, type SealingKey } from '@libs/platform/sealing';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';
import { DataKey } from './sealing-key.entity.ts';

const KIND = 'sealing_key';
/** A data key is never renewed in place: another one has a row of its own. */
const VERSION = 1;

/** The data keys: one per workspace and source. Where one is destroyed, what it sealed is erased (security bar U7). */
@Injectable()
export class DataKeysService {
  constructor(private readonly sealing: Sealing) {}

  /** The key in force of a source that the caller has locked; made where there is none. */
  async forWriting(tx: WorkspaceTransaction, source: { id: string; audienceId: string }): Promise<DataKey> {
    const where = { workspaceId: tx.workspaceId, sourceId: source.id, destroyedAt: IsNull() };
    const found = await tx.of(DataKey).findOne({ where });
    if (found) return found;
    const key = Object.assign(new DataKey(), { id: tx.newId(), audienceId: source.audienceId, sourceId: source.id });
    Object.assign(key, { destroyedAt: null, destroyedBy: null });
    key.wrapped = this.sealing.seal(randomBytes(KEY_BYTES), placeOfKey(tx.workspaceId, key.id));
    await tx.insert(DataKey, key, { kind: KIND, act: 'make' });
    return key;
  }

  seal(key: DataKey, noteId: string, words: string): Buffer {
    return sealBytes(this.unwrapped(key), placeOfWords(key.workspaceId, noteId), Buffer.from(words, 'utf8'));
  }

  /** @throws RuleBroken `key_missing` where the key file of this server does not open it */
  open(key: DataKey, noteId: string, sealed: Buffer): string {
    const opened = () => openBytes(this.unwrapped(key), placeOfWords(key.workspaceId, noteId), sealed);
    return orMissing(opened).toString('utf8');
  }

  /** Destroys a key for good, and the sealed words with it. @returns how many notes it had sealed */
  async destroy(tx: WorkspaceTransaction, key: DataKey, reason: string): Promise<number> {
    Object.assign(key, { wrapped: null, destroyedAt: tx.now, destroyedBy: tx.actor.auditName });
    await tx.update(DataKey, key, key.version, { kind: KIND, act: 'destroy', reason });
    const emptied = await tx.query(
      'update app.sealed_note set body = null where workspace_id = $1 and key_id = $2 returning id',
      [tx.workspaceId, key.id],
    );
    return emptied.length;
  }

  /** Destroys every key of a workspace that is in force, of all audiences. For whoever runs the installation. */
  async destroyAll(tx: WorkspaceTransaction, reason: string): Promise<{ keys: number; notes: number }> {
    const keys = await allInForce(tx);
    let notes = 0;
    for (const key of keys) notes += await this.destroy(tx, key, reason);
    return { keys: keys.length, notes };
  }

  /** How many keys in force there are, of all audiences, and how many of them the key file of this server does not open. */
  async unopened(tx: WorkspaceTransaction): Promise<{ keys: number; closed: string[] }> {
    const keys = await allInForce(tx);
    const closed = keys.filter((key) => !this.opens(key)).map(({ id }) => id);
    return { keys: keys.length, closed };
  }

  private opens(key: DataKey): boolean {
    try {
      return this.sealing.open(key.wrapped!, placeOfKey(key.workspaceId, key.id)).length === KEY_BYTES;
    } catch (error) {
      if (error instanceof SealBroken) return false;
      throw error;
    }
  }

  private unwrapped(key: DataKey): SealingKey {
    const open = () => this.sealing.open(key.wrapped!, placeOfKey(key.workspaceId, key.id));
    return { version: VERSION, bytes: orMissing(open) };
  }
}

async function allInForce(tx: WorkspaceTransaction): Promise<DataKey[]> {
  const audiences = await tx.query<{ id: string }>('select id from app.audience where workspace_id = $1', [
    tx.workspaceId,
  ]);
  for (const { id } of audiences) if (!tx.actor.audiences.includes(id)) await tx.seeToo(id);
  return tx.of(DataKey).find({ where: { workspaceId: tx.workspaceId, destroyedAt: IsNull() } });
}

/** A reader is told what is wrong; which key it was, whoever runs the server finds by `plumbline workspace keys check`. */
function orMissing(open: () => Buffer): Buffer {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    const message = 'The key file of this server does not open this note. Ask whoever runs it for the right key file.';
    throw new RuleBroken('key_missing', message);
  }
}

function placeOfKey(workspaceId: string, rowId: string) {
  return { workspaceId, table: 'app.sealing_key', column: 'wrapped', rowId };
}

function placeOfWords(workspaceId: string, rowId: string) {
  return { workspaceId, table: 'app.sealed_note', column: 'body', rowId };
}
