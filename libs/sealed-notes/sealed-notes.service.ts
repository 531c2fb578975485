import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type {
  AddSealedNote,
  ListSealedNotes,
  OpenedNoteView,
  ReviseSealedNote,
  SealedNotePage,
  SealedNoteView,
  WordsDestroyed,
} from '@libs/contracts';
import { NotFound, RuleBroken } from '@libs/platform/errors';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';
import { DataKeysService } from './data-keys.service.ts';
import { SealedNote } from './sealed-note.entity.ts';
import { lockSource, noteRows } from './sealed-notes.queries.ts';
import { DataKey } from './sealing-key.entity.ts';

const KIND = 'sealed_note';

/** Notes whose words are encrypted beside a source. They are for those who read the source, and go where it goes. */
@Injectable()
export class SealedNotesService {
  constructor(private readonly keys: DataKeysService) {}

  list(tx: WorkspaceTransaction, { limit, offset, ...filter }: ListSealedNotes): Promise<SealedNotePage> {
    return noteRows(tx, filter, limit, offset);
  }

  /** Without its words. @throws NotFound */
  async read(tx: WorkspaceTransaction, id: string): Promise<SealedNoteView> {
    const { items } = await noteRows(tx, { id }, 1, 0);
    if (!items[0]) throw new NotFound(KIND);
    return items[0];
  }

  /** With its words. That it was opened is in the audit trail. */
  async open(tx: WorkspaceTransaction, id: string): Promise<OpenedNoteView> {
    const note = await tx.require(SealedNote, id, KIND);
    const view = await this.read(tx, id);
    tx.audit('open', KIND, id);
    if (note.body === null) return { ...view, words: null };
    const key = await tx.require(DataKey, note.keyId, KIND);
    return { ...view, words: this.keys.open(key, id, note.body) };
  }

  async add(tx: WorkspaceTransaction, sourceId: string, { words, ...plain }: AddSealedNote): Promise<SealedNoteView> {
    const { audienceId } = await lockSource(tx, sourceId);
    const key = await this.keys.forWriting(tx, { id: sourceId, audienceId });
    const id = tx.newId();
    const fields = { id, audienceId, sourceId, keyId: key.id, ...plain, body: this.keys.seal(key, id, words) };
    const written = { writtenBy: tx.actor.auditName, writtenAt: tx.now };
    await tx.insert(SealedNote, Object.assign(new SealedNote(), fields, written), { kind: KIND, act: 'record' });
    return this.read(tx, id);
  }

  /** @throws RuleBroken `words_erased`, `stale_version` */
  async revise(tx: WorkspaceTransaction, id: string, revision: ReviseSealedNote): Promise<SealedNoteView> {
    const { words, version, ...plain } = revision;
    const { sourceId } = await tx.require(SealedNote, id, KIND);
    await lockSource(tx, sourceId);
    const note = await tx.require(SealedNote, id, KIND);
    if (note.body === null) {
      throw new RuleBroken('words_erased', 'The words of this note were erased. Add another note.');
    }
    Object.assign(note, plain);
    if (words !== undefined) {
      note.body = this.keys.seal(await tx.require(DataKey, note.keyId, KIND), id, words);
    }
    await tx.update(SealedNote, note, version, { kind: KIND, act: 'revise' });
    return this.read(tx, id);
  }

  /**
   * Destroys the data key of a source's notes. Titles, tags and who wrote stay; a note added later has a key of its own.
   * @throws RuleBroken `nothing_sealed` where no key is in force
   */
  async destroy(tx: WorkspaceTransaction, sourceId: string, reason: string): Promise<WordsDestroyed> {
    await lockSource(tx, sourceId);
    const where = { workspaceId: tx.workspaceId, sourceId, destroyedAt: IsNull() };
    const key = await tx.of(DataKey).findOne({ where });
    if (!key) throw new RuleBroken('nothing_sealed', 'No words are sealed beside this source.');
    return { notes: await this.keys.destroy(tx, key, reason) };
  }
}
