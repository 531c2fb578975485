import { Column, Entity } from 'typeorm';
import { AudienceRecord } from '@libs/platform/tenancy';

/** A document as it came. Its bytes stand in parts beside it. Its name may tell of people, so no version keeps it. */
@Entity({ schema: 'app', name: 'file' })
export class StoredFile extends AudienceRecord {
  static override readonly personal = ['name'];

  @Column({ name: 'name', type: 'text' })
  name!: string;

  @Column({ name: 'sha256', type: 'text' })
  sha256!: string;

  @Column({ name: 'size_bytes', type: 'int' })
  sizeBytes!: number;

  /** The media type that its server declared; null for an upload. */
  @Column({ name: 'declared_type', type: 'text', nullable: true })
  declaredType!: string | null;

  @Column({ name: 'origin', type: 'text' })
  origin!: 'uploaded' | 'fetched';

  @Column({ name: 'address', type: 'text', nullable: true })
  address!: string | null;

  @Column({ name: 'final_address', type: 'text', nullable: true })
  finalAddress!: string | null;

  @Column({ name: 'response_headers', type: 'jsonb', nullable: true })
  responseHeaders!: Record<string, string> | null;

  @Column({ name: 'kept_by', type: 'text' })
  keptBy!: string;

  @Column({ name: 'kept_at', type: 'timestamptz' })
  keptAt!: Date;
}
