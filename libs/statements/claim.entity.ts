import { Column, Entity } from 'typeorm';
import type { ClaimType, Drift, RecordStatus } from '@libs/domain/vocabulary';
import { AudienceRecord } from '@libs/platform/tenancy';

@Entity({ schema: 'app', name: 'claim' })
export class Claim extends AudienceRecord {
  @Column({ name: 'number', type: 'int' })
  number!: number;

  @Column({ name: 'company_id', type: 'uuid' })
  companyId!: string;

  @Column({ name: 'excerpt_id', type: 'uuid' })
  excerptId!: string;

  @Column({ name: 'claim_text', type: 'text' })
  claimText!: string;

  @Column({ name: 'claim_type', type: 'text' })
  claimType!: ClaimType;

  @Column({ name: 'answers_allegation', type: 'boolean' })
  answersAllegation!: boolean;

  @Column({ name: 'hedges', type: 'text', array: true })
  hedges!: string[];

  @Column({ name: 'scope_text', type: 'text', nullable: true })
  scopeText!: string | null;

  @Column({ name: 'testable_condition', type: 'text', nullable: true })
  testableCondition!: string | null;

  @Column({ name: 'deadline', type: 'text', nullable: true })
  deadline!: string | null;

  /** The id of the first claim of the series. */
  @Column({ name: 'claim_series_id', type: 'uuid' })
  claimSeriesId!: string;

  @Column({ name: 'series_version', type: 'int' })
  seriesVersion!: number;

  @Column({ name: 'supersedes_claim_id', type: 'uuid', nullable: true })
  supersedesClaimId!: string | null;

  @Column({ name: 'drift', type: 'text', nullable: true })
  drift!: Drift | null;

  @Column({ name: 'status', type: 'text' })
  status!: RecordStatus;

  @Column({ name: 'status_reason', type: 'text', nullable: true })
  statusReason!: string | null;
}
