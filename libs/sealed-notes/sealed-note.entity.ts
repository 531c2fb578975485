import { Column, Entity } from 'typeorm';
import { AudienceRecord } from '@libs/platform/tenancy';

/** A note beside a source. No kept version holds its words, not even sealed, so that they can be erased. */
@Entity({ schema: 'app', name: 'sealed_note' })
export class SealedNote extends AudienceRecord {
  static override readonly personal = ['body'];

  @Column({ name: 'source_id', type: 'uuid' })
  sourceId!: string;

  @Column({ name: 'key_id', type: 'uuid' })
  keyId!: string;

  @Column({ name: 'title', type: 'text' })
  title!: string;

  @Column({ name: 'tags', type: 'text', array: true })
  tags!: string[];

  /** Sealed with the data key; null once that was destroyed. */
  @Column({ name: 'body', type: 'bytea', nullable: true })
  body!: Buffer | null;

  @Column({ name: 'written_by', type: 'text' })
  writtenBy!: string;

  @Column({ name: 'written_at', type: 'timestamptz' })
  writtenAt!: Date;
}
