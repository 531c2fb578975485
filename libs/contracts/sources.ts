import { z } from 'zod';
import { ANCHOR_STATUSES, CAPTURE_KINDS, DATE_ORIGINS, RECORD_STATUSES, SOURCE_TYPES } from '@libs/domain/vocabulary';
import { DateView, Id, Line, pageOf, Paging, PartialDate, RecordRef, SeenVersion, revisionOf } from './common.ts';
import { ChosenAudience } from './audiences.ts';

/** What a person says of a document. */
export const sourceDescription = {
  title: Line,
  sourceTypes: z.array(z.enum(SOURCE_TYPES)).min(1).max(5).default(['thirdParty']),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable()
    .default(null),
  archiveUrl: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable()
    .default(null),
  publisher: Line.nullable().default(null).describe('Outlet or body, as it calls itself'),
  publishedOn: PartialDate.default(null),
  publishedOnOrigin: z.enum(DATE_ORIGINS).nullable().default(null).describe('Where the date comes from'),
  assertedBy: z.string().max(500).nullable().default(null),
  language: z.string().max(35).default('en'),
  licence: z
    .string()
    .max(500)
    .nullable()
    .default(null)
    .describe('Licence that permits more than quoting; null where none is known'),
};

/** A text capture: pasted text, kept exactly as pasted. `passages` name the parts of a longer text. */
export const RecordSource = z
  .strictObject({
    audienceId: ChosenAudience,
    ...sourceDescription,
    captureKind: z.enum(CAPTURE_KINDS),
    retrievedAt: z.iso.datetime({ offset: true }).nullable().default(null),
    capturedText: z.string().max(2_000_000).nullable().default(null).describe('The text, untouched; null for a stub'),
    passages: z
      .array(
        z.strictObject({ startUtf16: z.int().min(0), endUtf16: z.int().min(1), originalStartUtf16: z.int().min(0) }),
      )
      .max(500)
      .nullable()
      .default(null)
      .describe('For a passages capture: the parts, as offsets in capturedText, joined there by one blank line'),
    originalSha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable()
      .default(null),
    originalLengthUtf16: z.int().min(1).max(2_000_000_000).nullable().default(null),
    syndicatedFromId: Id.nullable().default(null).describe('The document whose report this one repeats'),
  })
  .describe('Record a source document');
export type RecordSource = z.infer<typeof RecordSource>;

/** The text and its hashes never change. A new capture is a new source. */
export const ReviseSource = revisionOf(z.strictObject({ ...sourceDescription, syndicatedFromId: Id.nullable() }));
export type ReviseSource = z.infer<typeof ReviseSource>;

/** Paste the text of a document again, or in full after a passages capture. */
export const CaptureAgain = z.strictObject({
  capturedText: z.string().min(1).max(2_000_000),
  retrievedAt: z.iso.datetime({ offset: true }).nullable().default(null),
});
export type CaptureAgain = z.infer<typeof CaptureAgain>;

export const ExcerptView = z.object({
  id: Id,
  audienceId: Id.describe('Audience that it is for'),
  number: z.string(),
  sourceId: Id,
  source: RecordRef,
  exact: z.string().describe('Verbatim: always the captured text between the offsets'),
  prefix: z.string(),
  suffix: z.string(),
  startUtf16: z.int(),
  endUtf16: z.int(),
  startChar: z.int(),
  endChar: z.int(),
  originalStartUtf16: z.int().nullable().describe('Offset in the full document, where the capture holds passages'),
  anchorStatus: z.enum(ANCHOR_STATUSES),
  matchScore: z.number().nullable(),
  checkedAt: z.iso.datetime().nullable(),
  status: z.enum(RECORD_STATUSES),
  version: z.int(),
});
export type ExcerptView = z.infer<typeof ExcerptView>;

/** An excerpt is chosen by offsets. `exact` is sent along so that a shifted selection is refused, not stored. */
export const RecordExcerpt = z.strictObject({
  audienceId: ChosenAudience,
  startUtf16: z.int().min(0),
  endUtf16: z.int().min(1),
  exact: z.string().min(1).max(20_000),
});
export type RecordExcerpt = z.infer<typeof RecordExcerpt>;
export const ReviseExcerpt = RecordExcerpt.omit({ audienceId: true }).extend({ version: SeenVersion });
export type ReviseExcerpt = z.infer<typeof ReviseExcerpt>;

export const SourceRow = z.object({
  id: Id,
  audienceId: Id.describe('Audience that it is for'),
  number: z.string(),
  title: z.string(),
  publisher: z.string().nullable(),
  publishedOn: DateView,
  captureKind: z.enum(CAPTURE_KINDS),
  status: z.enum(RECORD_STATUSES),
  sourceTypes: z.array(z.string()),
  syndicatedFrom: RecordRef.nullable(),
  excerpts: z.int(),
  sample: z.boolean(),
  version: z.int(),
});
export type SourceRow = z.infer<typeof SourceRow>;

export const SourceView = SourceRow.extend({
  url: z.string().nullable(),
  archiveUrl: z.string().nullable(),
  assertedBy: z.string().nullable(),
  language: z.string(),
  licence: z.string().nullable(),
  retrievedAt: z.iso.datetime().nullable(),
  capturedText: z.string().nullable(),
  passages: z.array(
    z.object({ ordinal: z.int(), startUtf16: z.int(), endUtf16: z.int(), originalStartUtf16: z.int() }),
  ),
  fileId: Id.nullable().describe('The document as it came; null for a text that was pasted'),
  mediaType: z.string().nullable(),
  contentSha256: z
    .string()
    .nullable()
    .describe('SHA-256 of the bytes that came: the file, or the pasted text in UTF-8'),
  textSha256: z.string().nullable(),
  originalSha256: z.string().nullable(),
  originalLengthUtf16: z.int().nullable(),
  previousCapture: RecordRef.nullable(),
  statusReason: z.string().nullable(),
});
export type SourceView = z.infer<typeof SourceView>;

/** What a new capture did to each excerpt of the one before. */
export const CaptureAgainView = z.object({
  source: SourceView,
  sameTextAsOriginal: z
    .boolean()
    .nullable()
    .describe('Whether the hash equals the recorded hash of the full document; null where none was recorded'),
  anchors: z.array(
    z.object({
      excerpt: RecordRef,
      status: z.enum(ANCHOR_STATUSES),
      score: z.number(),
      startUtf16: z.int().nullable(),
      endUtf16: z.int().nullable(),
    }),
  ),
});
export type CaptureAgainView = z.infer<typeof CaptureAgainView>;

export const ListSources = z.strictObject({ ...Paging });
export type ListSources = z.infer<typeof ListSources>;
export const ListExcerpts = z.strictObject({ source: Id.optional(), ...Paging });
export type ListExcerpts = z.infer<typeof ListExcerpts>;
export const SourcePage = pageOf(SourceRow);
export const ExcerptPage = pageOf(ExcerptView);
