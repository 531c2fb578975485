export { DOCUMENT_KINDS, LONGEST_TEXT, MOST_BYTES, NotReadable } from './document.ts';
export type {
  DocumentGiven,
  DocumentKind,
  DocumentRead,
  Place,
  ReadingNote,
  SaidOfItself,
  Unreadable,
} from './document.ts';
export { MEDIA_TYPES } from './kind-of-file.ts';
export { readDocument } from './read-document.ts';
export { createReadingPool } from './reading-pool.ts';
export type { ReadingPool } from './reading-pool.ts';
export { safeHtml, textOfHtml } from './safe-html.ts';
export { aroundChanges, textDifference } from './text-difference.ts';
export type { DifferencePart, ShownPart, TextDifference } from './text-difference.ts';
