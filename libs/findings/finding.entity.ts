import { Column, Entity } from 'typeorm';
import type {
  DateOrigin,
  Directness,
  FindingBasis,
  FindingType,
  RecordStatus,
  UngpRelationship,
} from '@libs/domain/vocabulary';
import { AudienceRecord } from '@libs/platform/tenancy';

// PostgreSQL hands exact numbers over as text, so that nothing is lost. A share has four decimals at most.
const percent = {
  to: (value: number | null): number | null => value,
  from: (value: string | null): number | null => (value === null ? null : Number(value)),
};

@Entity({ schema: 'app', name: 'finding' })
export class Finding extends AudienceRecord {
  @Column({ name: 'number', type: 'int' })
  number!: number;

  @Column({ name: 'finding_type', type: 'text' })
  findingType!: FindingType;

  @Column({ name: 'basis', type: 'text' })
  basis!: FindingBasis;

  @Column({ name: 'subject_id', type: 'uuid' })
  subjectId!: string;

  @Column({ name: 'object_id', type: 'uuid', nullable: true })
  objectId!: string | null;

  @Column({ name: 'object_text', type: 'text', nullable: true })
  objectText!: string | null;

  @Column({ name: 'role', type: 'text', nullable: true })
  role!: string | null;

  @Column({ name: 'product_text', type: 'text', nullable: true })
  productText!: string | null;

  @Column({ name: 'share_exact', type: 'numeric', nullable: true, transformer: percent })
  shareExact!: number | null;

  @Column({ name: 'share_minimum', type: 'numeric', nullable: true, transformer: percent })
  shareMinimum!: number | null;

  @Column({ name: 'share_maximum', type: 'numeric', nullable: true, transformer: percent })
  shareMaximum!: number | null;

  @Column({ name: 'share_exclusive_minimum', type: 'numeric', nullable: true, transformer: percent })
  shareExclusiveMinimum!: number | null;

  @Column({ name: 'share_exclusive_maximum', type: 'numeric', nullable: true, transformer: percent })
  shareExclusiveMaximum!: number | null;

  @Column({ name: 'control_qualifier', type: 'text', nullable: true })
  controlQualifier!: string | null;

  @Column({ name: 'directness', type: 'text' })
  directness!: Directness;

  @Column({ name: 'started_on', type: 'text', nullable: true })
  startedOn!: string | null;

  @Column({ name: 'ended_on', type: 'text', nullable: true })
  endedOn!: string | null;

  @Column({ name: 'happened_on', type: 'text', nullable: true })
  happenedOn!: string | null;

  @Column({ name: 'authority', type: 'text', nullable: true })
  authority!: string | null;

  @Column({ name: 'program_id', type: 'text', nullable: true })
  programId!: string | null;

  @Column({ name: 'listed_on', type: 'text', nullable: true })
  listedOn!: string | null;

  @Column({ name: 'delisted_on', type: 'text', nullable: true })
  delistedOn!: string | null;

  @Column({ name: 'authority_citation', type: 'text', nullable: true })
  authorityCitation!: string | null;

  @Column({ name: 'unconfirmed_note', type: 'text', nullable: true })
  unconfirmedNote!: string | null;

  @Column({ name: 'reported_by', type: 'text', nullable: true })
  reportedBy!: string | null;

  @Column({ name: 'reported_via', type: 'text', nullable: true })
  reportedVia!: string | null;

  @Column({ name: 'reported_on', type: 'text', nullable: true })
  reportedOn!: string | null;

  @Column({ name: 'reported_on_origin', type: 'text', nullable: true })
  reportedOnOrigin!: DateOrigin | null;

  @Column({ name: 'cue_text', type: 'text', nullable: true })
  cueText!: string | null;

  @Column({ name: 'negated', type: 'boolean' })
  negated!: boolean;

  @Column({ name: 'ungp_relationship', type: 'text' })
  ungpRelationship!: UngpRelationship;

  @Column({ name: 'severity_scale', type: 'text', nullable: true })
  severityScale!: string | null;

  @Column({ name: 'severity_scope', type: 'text', nullable: true })
  severityScope!: string | null;

  @Column({ name: 'severity_irremediability', type: 'text', nullable: true })
  severityIrremediability!: string | null;

  @Column({ name: 'follows_finding_id', type: 'uuid', nullable: true })
  followsFindingId!: string | null;

  @Column({ name: 'status', type: 'text' })
  status!: RecordStatus;

  @Column({ name: 'void_reason', type: 'text', nullable: true })
  voidReason!: string | null;
}
