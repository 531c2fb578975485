import { Column, Entity } from 'typeorm';
import type { LetterProfileFields } from '@libs/contracts';
import type { LetterState } from '@libs/domain/vocabulary';
import type { LetterModel } from '@libs/typesetting';
import { AudienceRecord, WorkspaceRecord } from '@libs/platform/tenancy';

@Entity({ schema: 'app', name: 'letter_profile' })
export class LetterProfile extends WorkspaceRecord {
  @Column({ name: 'key', type: 'text' })
  key!: string;

  @Column({ name: 'company_id', type: 'uuid', nullable: true })
  companyId!: string | null;

  @Column({ name: 'sample', type: 'boolean' })
  sample!: boolean;

  @Column({ name: 'fields', type: 'jsonb' })
  fields!: Omit<LetterProfileFields, 'key' | 'companyId' | 'sample'>;
}

/** What a draft was made from, kept with it: the cited records by note, at the versions that were read. */
export interface LetterFacts {
  /** Hash of everything that went in, but for number and reference: an equal draft is not made twice. */
  inputHash: string;
  /** The findings that were chosen; nothing where the letter took all. */
  findingIds?: string[] | null;
  citations: { key: string; excerptId: string; findingIds: string[]; statementIds: string[] }[];
}

@Entity({ schema: 'app', name: 'letter' })
export class Letter extends AudienceRecord {
  @Column({ name: 'number', type: 'int' })
  number!: number;

  @Column({ name: 'engagement_id', type: 'uuid', nullable: true })
  engagementId!: string | null;

  @Column({ name: 'company_id', type: 'uuid' })
  companyId!: string;

  @Column({ name: 'letter_type', type: 'text' })
  letterType!: string;

  @Column({ name: 'template_sha256', type: 'text' })
  templateSha256!: string;

  @Column({ name: 'state', type: 'text' })
  state!: LetterState;

  @Column({ name: 'subject', type: 'text' })
  subject!: string;

  @Column({ name: 'letter_date', type: 'date' })
  letterDate!: string;

  @Column({ name: 'letter_ref', type: 'text' })
  letterRef!: string;

  @Column({ name: 'reply_due_on', type: 'date' })
  replyDueOn!: string;

  @Column({ name: 'profile_key', type: 'text' })
  profileKey!: string;

  @Column({ name: 'sample', type: 'boolean' })
  sample!: boolean;

  @Column({ name: 'model', type: 'jsonb' })
  model!: LetterModel;

  @Column({ name: 'model_hash', type: 'text' })
  modelHash!: string;

  @Column({ name: 'facts', type: 'jsonb' })
  facts!: LetterFacts;

  /** As in the audit trail: `member:<id>`. */
  @Column({ name: 'drafted_by', type: 'text' })
  draftedBy!: string;

  @Column({ name: 'drafted_at', type: 'timestamptz' })
  draftedAt!: Date;

  @Column({ name: 'withdrawn_at', type: 'timestamptz', nullable: true })
  withdrawnAt!: Date | null;

  @Column({ name: 'withdrawn_reason', type: 'text', nullable: true })
  withdrawnReason!: string | null;
}
