import { Column, Entity } from 'typeorm';
import type { CaptureKind, DateOrigin, RecordStatus, SourceType } from '@libs/domain/vocabulary';
import { AudienceRecord } from '@libs/platform/tenancy';

@Entity({ schema: 'app', name: 'source_document' })
export class SourceDocument extends AudienceRecord {
  @Column({ name: 'number', type: 'int' })
  number!: number;

  @Column({ name: 'title', type: 'text' })
  title!: string;

  @Column({ name: 'source_types', type: 'text', array: true })
  sourceTypes!: SourceType[];

  @Column({ name: 'url', type: 'text', nullable: true })
  url!: string | null;

  @Column({ name: 'archive_url', type: 'text', nullable: true })
  archiveUrl!: string | null;

  @Column({ name: 'publisher', type: 'text', nullable: true })
  publisher!: string | null;

  @Column({ name: 'published_on', type: 'text', nullable: true })
  publishedOn!: string | null;

  @Column({ name: 'published_on_origin', type: 'text', nullable: true })
  publishedOnOrigin!: DateOrigin | null;

  @Column({ name: 'asserted_by', type: 'text', nullable: true })
  assertedBy!: string | null;

  @Column({ name: 'language', type: 'text' })
  language!: string;

  @Column({ name: 'licence', type: 'text', nullable: true })
  licence!: string | null;

  @Column({ name: 'retrieved_at', type: 'timestamptz', nullable: true })
  retrievedAt!: Date | null;

  @Column({ name: 'capture_kind', type: 'text' })
  captureKind!: CaptureKind;

  /** Up to two million characters, so it is read only where it is asked for. It is written once. */
  @Column({ name: 'captured_text', type: 'text', nullable: true, select: false })
  capturedText!: string | null;

  @Column({ name: 'content_sha256', type: 'text', nullable: true })
  contentSha256!: string | null;

  @Column({ name: 'text_sha256', type: 'text', nullable: true })
  textSha256!: string | null;

  @Column({ name: 'original_sha256', type: 'text', nullable: true })
  originalSha256!: string | null;

  @Column({ name: 'original_length_utf16', type: 'int', nullable: true })
  originalLengthUtf16!: number | null;

  /** The document as it came; null for a text that was pasted. */
  @Column({ name: 'file_id', type: 'uuid', nullable: true })
  fileId!: string | null;

  @Column({ name: 'media_type', type: 'text', nullable: true })
  mediaType!: string | null;

  @Column({ name: 'syndicated_from_id', type: 'uuid', nullable: true })
  syndicatedFromId!: string | null;

  @Column({ name: 'previous_capture_id', type: 'uuid', nullable: true })
  previousCaptureId!: string | null;

  @Column({ name: 'status', type: 'text' })
  status!: RecordStatus;

  @Column({ name: 'status_reason', type: 'text', nullable: true })
  statusReason!: string | null;
}
