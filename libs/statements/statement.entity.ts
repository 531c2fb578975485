import { Column, Entity } from 'typeorm';
import type { DateOrigin, QuotationType, RecordStatus } from '@libs/domain/vocabulary';
import { AudienceRecord } from '@libs/platform/tenancy';

@Entity({ schema: 'app', name: 'statement' })
export class Statement extends AudienceRecord {
  @Column({ name: 'number', type: 'int' })
  number!: number;

  @Column({ name: 'excerpt_id', type: 'uuid' })
  excerptId!: string;

  @Column({ name: 'quotation_type', type: 'text' })
  quotationType!: QuotationType;

  @Column({ name: 'speaker_name', type: 'text', nullable: true })
  speakerName!: string | null;

  @Column({ name: 'speaker_role', type: 'text', nullable: true })
  speakerRole!: string | null;

  @Column({ name: 'speaker_organisation_id', type: 'uuid', nullable: true })
  speakerOrganisationId!: string | null;

  @Column({ name: 'via_organisation_id', type: 'uuid', nullable: true })
  viaOrganisationId!: string | null;

  @Column({ name: 'reported_by', type: 'text', nullable: true })
  reportedBy!: string | null;

  @Column({ name: 'channel', type: 'text', nullable: true })
  channel!: string | null;

  @Column({ name: 'cue_text', type: 'text', nullable: true })
  cueText!: string | null;

  @Column({ name: 'made_on', type: 'text', nullable: true })
  madeOn!: string | null;

  @Column({ name: 'made_on_origin', type: 'text', nullable: true })
  madeOnOrigin!: DateOrigin | null;

  @Column({ name: 'coreference_note', type: 'text', nullable: true })
  coreferenceNote!: string | null;

  @Column({ name: 'negated', type: 'boolean' })
  negated!: boolean;

  @Column({ name: 'status', type: 'text' })
  status!: RecordStatus;

  @Column({ name: 'status_reason', type: 'text', nullable: true })
  statusReason!: string | null;
}
