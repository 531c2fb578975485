import { Column, Entity } from 'typeorm';
import type { AnchorStatus, RecordStatus } from '@libs/domain/vocabulary';
import { AudienceRecord } from '@libs/platform/tenancy';

/** The driver gives numeric columns as text. */
const asNumber = {
  to: (value: number | null) => value,
  from: (value: string | null) => (value === null ? null : Number(value)),
};

@Entity({ schema: 'app', name: 'excerpt' })
export class Excerpt extends AudienceRecord {
  @Column({ name: 'number', type: 'int' })
  number!: number;

  @Column({ name: 'source_id', type: 'uuid' })
  sourceId!: string;

  @Column({ name: 'exact', type: 'text' })
  exact!: string;

  @Column({ name: 'prefix', type: 'text' })
  prefix!: string;

  @Column({ name: 'suffix', type: 'text' })
  suffix!: string;

  @Column({ name: 'start_utf16', type: 'int' })
  startUtf16!: number;

  @Column({ name: 'end_utf16', type: 'int' })
  endUtf16!: number;

  @Column({ name: 'start_char', type: 'int' })
  startChar!: number;

  @Column({ name: 'end_char', type: 'int' })
  endChar!: number;

  @Column({ name: 'anchor_status', type: 'text' })
  anchorStatus!: AnchorStatus;

  /** 0..1 in the newest capture; null where the document was captured once. */
  @Column({ name: 'match_score', type: 'numeric', precision: 6, scale: 4, nullable: true, transformer: asNumber })
  matchScore!: number | null;

  @Column({ name: 'checked_at', type: 'timestamptz', nullable: true })
  checkedAt!: Date | null;

  @Column({ name: 'status', type: 'text' })
  status!: RecordStatus;

  @Column({ name: 'status_reason', type: 'text', nullable: true })
  statusReason!: string | null;
}
