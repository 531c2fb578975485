import { Column, Entity } from 'typeorm';
import type { OrganisationKind } from '@libs/domain/vocabulary';
import { WorkspaceRecord } from '@libs/platform/tenancy';

@Entity({ schema: 'app', name: 'organisation' })
export class Organisation extends WorkspaceRecord {
  @Column({ name: 'kind', type: 'text' })
  kind!: OrganisationKind;

  @Column({ name: 'legal_name', type: 'text' })
  legalName!: string;

  @Column({ name: 'short_name', type: 'text' })
  shortName!: string;

  @Column({ name: 'country', type: 'text', nullable: true })
  country!: string | null;

  @Column({ name: 'note', type: 'text', nullable: true })
  note!: string | null;

  @Column({ name: 'sample', type: 'boolean' })
  sample!: boolean;

  @Column({ name: 'deleted_at', type: 'timestamptz', nullable: true })
  deletedAt!: Date | null;

  @Column({ name: 'deleted_reason', type: 'text', nullable: true })
  deletedReason!: string | null;
}
