import { z } from 'zod';
import { ChosenAudience } from './audiences.ts';
import { CAPTURE_KINDS, RECORD_STATUSES } from '@libs/domain/vocabulary';
import { Id, RecordRef } from './common.ts';
import { SourceView, sourceDescription } from './sources.ts';

/** The largest file that is taken, in bytes. */
export const MOST_FILE_BYTES = 30 * 1024 * 1024;
/** Files that wait to be captured. What nobody captures within a day is dropped. */
export const MOST_WAITING_FILES = 100;

export const FileView = z.object({
  id: Id,
  name: z.string().describe('As its owner named it; it says nothing of what the file is'),
  sizeBytes: z.int(),
  sha256: z.string(),
  origin: z.enum(['uploaded', 'fetched']),
  address: z.string().nullable().describe('The address that was asked for'),
  finalAddress: z.string().nullable().describe('The address that answered, after redirects'),
  responseHeaders: z.record(z.string(), z.string()).nullable(),
  keptAt: z.iso.datetime(),
});
export type FileView = z.infer<typeof FileView>;

const reading = {
  encoding: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .nullable()
    .default(null)
    .describe('Encoding of a text, for example windows-1252, where it does not say so itself and is no UTF-8'),
  whole: z.boolean().default(false).describe('Of a web page: everything on it, not its article alone'),
};

/** An address to fetch a document from. Names and passwords in it are refused. */
export const FetchFile = z
  .strictObject({
    address: z
      .url({
        protocol: /^https?$/,
        error: 'is no address of a page; write it in full, for example https://company.example',
      })
      .max(2000)
      .describe('Address of a page or a document, http or https'),
  })
  .describe('Fetch a document');
export type FetchFile = z.infer<typeof FetchFile>;

/** How a file is to be read. */
export const ReadFile = z.strictObject(reading).describe('Read a file');
export type ReadFile = z.infer<typeof ReadFile>;

export const PlaceView = z.object({
  kind: z.enum(['page', 'part']).describe('A page of a PDF, or a part of a mail'),
  label: z.string(),
  startUtf16: z.int(),
  endUtf16: z.int(),
});
export type PlaceView = z.infer<typeof PlaceView>;

/** What is in a file, before anything is recorded. What it says of itself is for a person to take over or not. */
export const FileReading = z.object({
  file: FileView,
  kind: z.enum(['text', 'markdown', 'html', 'pdf', 'docx', 'mail']),
  mediaType: z.string(),
  encoding: z.string().nullable(),
  text: z.string(),
  places: z.array(PlaceView),
  said: z.object({
    title: z.string().nullable(),
    publisher: z.string().nullable(),
    author: z.string().nullable(),
    publishedOn: z.string().nullable().describe('Day as the document writes it'),
    language: z.string().nullable(),
  }),
  attachments: z.array(z.object({ name: z.string(), mediaType: z.string(), bytes: z.int() })),
  notes: z.array(z.object({ code: z.string(), message: z.string() })),
});
export type FileReading = z.infer<typeof FileReading>;

const { url: _url, ...describedFile } = sourceDescription;

/** Record a source from a file: its text is read again from the same bytes, so nobody can put in words of their own. */
export const RecordFromFile = z
  .strictObject({
    audienceId: ChosenAudience,
    fileId: Id,
    ...reading,
    ...describedFile,
    url: sourceDescription.url.describe('Address of the document; left out, the address from which it was fetched'),
    syndicatedFromId: Id.nullable().default(null).describe('The document whose report this one repeats'),
  })
  .describe('Record a source from a file');
export type RecordFromFile = z.infer<typeof RecordFromFile>;

/** Capture a document again from a file. */
export const CaptureFromFile = z
  .strictObject({ fileId: Id, ...reading })
  .describe('Capture a document again from a file');
export type CaptureFromFile = z.infer<typeof CaptureFromFile>;

/** Every capture of one document that the reader may see, the earliest first. */
export const CaptureListView = z.object({
  items: z.array(
    z.object({
      id: Id,
      number: z.string(),
      title: z.string(),
      captureKind: z.enum(CAPTURE_KINDS),
      status: z.enum(RECORD_STATUSES),
      retrievedAt: z.iso.datetime().nullable().describe('Null where it is not known'),
      address: z.string().nullable().describe('The address that it was fetched from; null for uploads and pasted text'),
      textSha256: z.string().nullable().describe('Null where a capture holds no text'),
      sameAsBefore: z
        .boolean()
        .nullable()
        .describe('Whether it has the text of the capture before; null for the first'),
    }),
  ),
});
export type CaptureListView = z.infer<typeof CaptureListView>;

export const AskDifference = z.strictObject({
  from: Id.optional().describe('The earlier capture; left out, the one before'),
});
export type AskDifference = z.infer<typeof AskDifference>;

/** What changed between two captures of one document, by words. */
export const DifferenceView = z.object({
  before: RecordRef,
  after: RecordRef,
  inPassages: z.boolean().describe('Whether one of them holds passages only, so that the rest of it seems new or gone'),
  isCoarse: z.boolean().describe('Whether some passages differ too much to be compared by words'),
  parts: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.enum(['same', 'removed', 'added']), text: z.string() }),
      z.object({
        kind: z.literal('left_out'),
        text: z.null(),
        lengthUtf16: z.int().describe('Length of what is the same and not shown'),
      }),
    ]),
  ),
});
export type DifferenceView = z.infer<typeof DifferenceView>;

/** The document behind a source. */
export const SourceDocumentView = z.object({
  source: SourceView.pick({ id: true, number: true, mediaType: true, contentSha256: true, textSha256: true }),
  file: FileView,
  places: z.array(PlaceView),
  hasRendering: z.boolean().describe('Whether there is a copy of its looks that is safe to show'),
});
export type SourceDocumentView = z.infer<typeof SourceDocumentView>;
