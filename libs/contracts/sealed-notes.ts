import { z } from 'zod';
import { Id, Line, pageOf, Paging, Paragraphs, SeenVersion } from './common.ts';

const Title = Line.max(200).describe('Kept plain, and found by search: write nothing here that is to be sealed');
const Tags = z.array(Line.max(40)).max(20).describe('Kept plain, and found by search');
const Words = Paragraphs.describe('The words of the note. They are encrypted, and no search looks into them');

/** A note beside a source. Its words are sealed, its title and tags are not. */
export const AddSealedNote = z.strictObject({ title: Title, tags: Tags.default([]), words: Words });
export type AddSealedNote = z.infer<typeof AddSealedNote>;

/** Changes a note. Words that are left out stay as they are. */
export const ReviseSealedNote = z.strictObject({
  title: Title.optional(),
  tags: Tags.optional(),
  words: Words.optional(),
  version: SeenVersion,
});
export type ReviseSealedNote = z.infer<typeof ReviseSealedNote>;

/** Destroys the key of a source's notes. It cannot be undone. */
export const DestroySealedWords = z.strictObject({
  reason: z.string().trim().min(3).max(2000).describe('Reason, kept for ever'),
});
export type DestroySealedWords = z.infer<typeof DestroySealedWords>;

export const SealedNoteView = z.object({
  id: Id,
  version: z.int(),
  sourceId: Id,
  title: z.string(),
  tags: z.array(z.string()),
  writtenBy: z.string().describe('Name of the member who wrote it first'),
  writtenAt: z.iso.datetime(),
  erased: z
    .object({ at: z.iso.datetime(), by: z.string() })
    .nullable()
    .describe('When and by whom its words were erased; null while they can be opened'),
});
export type SealedNoteView = z.infer<typeof SealedNoteView>;

/** A note opened: that it was, and by whom, is in the audit trail. */
export const OpenedNoteView = SealedNoteView.extend({
  words: z.string().nullable().describe('Null where they were erased'),
});
export type OpenedNoteView = z.infer<typeof OpenedNoteView>;

export const ListSealedNotes = z.strictObject({
  source: Id.optional().describe('Notes beside this source'),
  q: z.string().trim().min(1).max(100).optional().describe('Stands in the title or is a tag; no words are looked into'),
  ...Paging,
});
export type ListSealedNotes = z.infer<typeof ListSealedNotes>;

export const SealedNotePage = pageOf(SealedNoteView);
export type SealedNotePage = z.infer<typeof SealedNotePage>;

export const WordsDestroyed = z.object({ notes: z.int().describe('Notes whose words can never be read again') });
export type WordsDestroyed = z.infer<typeof WordsDestroyed>;
