/** What a file may be. */
export const DOCUMENT_KINDS = ['text', 'markdown', 'html', 'pdf', 'docx', 'mail'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** A document as it came: its bytes, and what whoever handed them over says of them. */
export interface DocumentGiven {
  bytes: Uint8Array;
  /** The name of the file, or the last part of its address; it may be empty. */
  name: string;
  /** The media type that a server declared, with its parameters. An upload declares none. */
  declaredType: string | null;
  /** The encoding that a person says it has, as a label of the Encoding Standard. */
  encoding: string | null;
  /** Of a web page: the article alone, or everything on it. */
  whole: boolean;
}

/** A page of a PDF or a part of a mail, as offsets in the text, in UTF-16 units. */
export interface Place {
  kind: 'page' | 'part';
  label: string;
  startUtf16: number;
  endUtf16: number;
}

/** What a document says of itself. These are claims of the document, for a person to take over or not. */
export interface SaidOfItself {
  title: string | null;
  publisher: string | null;
  author: string | null;
  /** A day, `YYYY-MM-DD`, as written there. */
  publishedOn: string | null;
  language: string | null;
}

/** Something that a reader of the text has to know: pages without text, an encoding that was assumed. */
export interface ReadingNote {
  code: 'encoding_assumed' | 'pages_without_text' | 'whole_page' | 'attachments_not_read' | 'pictures_left_out';
  message: string;
}

export interface DocumentRead {
  kind: DocumentKind;
  mediaType: string;
  /** The encoding it was read in; null where the format has none. */
  encoding: string | null;
  /** The text, never empty, without U+0000 and without half characters. */
  text: string;
  /** In the order of the text, without overlaps. Empty where the format knows no pages or parts. */
  places: Place[];
  /** HTML that is safe to show: no script, style, form, picture or link. Null where the text is all there is to show. */
  rendered: string | null;
  said: SaidOfItself;
  attachments: { name: string; mediaType: string; bytes: number }[];
  notes: ReadingNote[];
}

export type Unreadable =
  | 'empty'
  | 'too_large'
  | 'unknown_kind'
  | 'mislabelled'
  | 'wrong_encoding'
  | 'encrypted'
  | 'damaged'
  | 'too_complex'
  | 'no_text'
  | 'text_too_long';

/** A document that cannot be read as text, with the reason for people. */
export class NotReadable extends Error {
  constructor(
    readonly code: Unreadable,
    message: string,
  ) {
    super(message);
    this.name = 'NotReadable';
  }
}

/** As large as a file may be. */
export const MOST_BYTES = 30 * 1024 * 1024;
/** As long as a captured text may be, in UTF-16 units. */
export const LONGEST_TEXT = 2_000_000;

export const NOTHING_SAID: SaidOfItself = {
  title: null,
  publisher: null,
  author: null,
  publishedOn: null,
  language: null,
};
