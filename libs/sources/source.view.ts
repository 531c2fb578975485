import type { DateView, ExcerptView, RecordRef, SourceRow, SourceView } from '@libs/contracts';
import { findPassage, type Passage } from '@libs/domain/anchoring';
import { parsePartialDate } from '@libs/domain/dates';
import { shortNumber, type DateOrigin } from '@libs/domain/vocabulary';
import type { Excerpt } from './excerpt.entity.ts';
import type { SourceDocument } from './source.entity.ts';
import { shortened } from './source.rules.ts';

/** A stored partial date as it is shown. */
export function dateViewOf(value: string | null, origin: DateOrigin | null): DateView {
  return { value, precision: parsePartialDate(value).precision, origin: value === null ? null : origin };
}

export function sourceRefOf(source: Pick<SourceDocument, 'id' | 'number' | 'title'>): RecordRef {
  return { id: source.id, number: shortNumber('source', source.number), label: source.title };
}

export function excerptRefOf(excerpt: Pick<Excerpt, 'id' | 'number' | 'exact'>): RecordRef {
  return { id: excerpt.id, number: shortNumber('excerpt', excerpt.number), label: shortened(excerpt.exact) };
}

/** What a row says beside the columns of the source. */
export interface RowParts {
  syndicatedFrom: RecordRef | null;
  excerpts: number;
  sample: boolean;
}

export function sourceRowOf(source: SourceDocument, parts: RowParts): SourceRow {
  return {
    id: source.id,
    audienceId: source.audienceId,
    number: shortNumber('source', source.number),
    title: source.title,
    publisher: source.publisher,
    publishedOn: dateViewOf(source.publishedOn, source.publishedOnOrigin),
    captureKind: source.captureKind,
    status: source.status,
    sourceTypes: source.sourceTypes,
    syndicatedFrom: parts.syndicatedFrom,
    excerpts: parts.excerpts,
    sample: parts.sample,
    version: source.version,
  };
}

export interface ViewParts {
  row: SourceRow;
  capturedText: string | null;
  passages: readonly Passage[];
  previousCapture: RecordRef | null;
}

export function sourceViewOf(source: SourceDocument, parts: ViewParts): SourceView {
  return {
    ...parts.row,
    url: source.url,
    archiveUrl: source.archiveUrl,
    assertedBy: source.assertedBy,
    language: source.language,
    licence: source.licence,
    retrievedAt: source.retrievedAt?.toISOString() ?? null,
    capturedText: parts.capturedText,
    passages: parts.passages.map((passage) => ({
      ordinal: passage.ordinal,
      startUtf16: passage.start,
      endUtf16: passage.end,
      originalStartUtf16: passage.originalStart,
    })),
    fileId: source.fileId,
    mediaType: source.mediaType,
    contentSha256: source.contentSha256,
    textSha256: source.textSha256,
    originalSha256: source.originalSha256,
    originalLengthUtf16: source.originalLengthUtf16,
    previousCapture: parts.previousCapture,
    statusReason: source.statusReason,
  };
}

export function excerptViewOf(excerpt: Excerpt, source: RecordRef, passages: readonly Passage[]): ExcerptView {
  const passage = findPassage(passages, excerpt.startUtf16, excerpt.endUtf16);
  return {
    id: excerpt.id,
    audienceId: excerpt.audienceId,
    number: shortNumber('excerpt', excerpt.number),
    sourceId: excerpt.sourceId,
    source,
    exact: excerpt.exact,
    prefix: excerpt.prefix,
    suffix: excerpt.suffix,
    startUtf16: excerpt.startUtf16,
    endUtf16: excerpt.endUtf16,
    startChar: excerpt.startChar,
    endChar: excerpt.endChar,
    originalStartUtf16: passage ? excerpt.startUtf16 - passage.start + passage.originalStart : null,
    anchorStatus: excerpt.anchorStatus,
    matchScore: excerpt.matchScore,
    checkedAt: excerpt.checkedAt?.toISOString() ?? null,
    status: excerpt.status,
    version: excerpt.version,
  };
}
