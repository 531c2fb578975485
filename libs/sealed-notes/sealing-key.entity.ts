import { Column, Entity } from 'typeorm';
import { AudienceRecord } from '@libs/platform/tenancy';

/** The data key of one source's notes, sealed with a key of the key file. No kept version holds it. */
@Entity({ schema: 'app', name: 'sealing_key' })
export class DataKey extends AudienceRecord {
  static override readonly personal = ['wrapped'];

  @Column({ name: 'source_id', type: 'uuid' })
  sourceId!: string;

  /** Null once it was destroyed. */
  @Column({ name: 'wrapped', type: 'bytea', nullable: true })
  wrapped!: Buffer | null;

  @Column({ name: 'destroyed_at', type: 'timestamptz', nullable: true })
  destroyedAt!: Date | null;

  @Column({ name: 'destroyed_by', type: 'text', nullable: true })
  destroyedBy!: string | null;
}
