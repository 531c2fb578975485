import { Column, Entity } from 'typeorm';
import type { MovableKind } from '@libs/contracts';
import { WorkspaceRecord } from '@libs/platform/tenancy';

@Entity({ schema: 'app', name: 'restriction' })
export class Restriction extends WorkspaceRecord {
  // Versions are kept for all and for good. A line that was taken away is to be gone.
  static override readonly personal = ['line'];

  @Column({ name: 'kind', type: 'text' })
  kind!: MovableKind;

  /** Null once it was lifted. */
  @Column({ name: 'line', type: 'text', nullable: true })
  line!: string | null;

  @Column({ name: 'organisation_id', type: 'uuid', nullable: true })
  organisationId!: string | null;

  @Column({ name: 'shown_at', type: 'timestamptz' })
  shownAt!: Date;

  @Column({ name: 'lifted_at', type: 'timestamptz', nullable: true })
  liftedAt!: Date | null;
}
