import { Column, Entity } from 'typeorm';
import type { AssessmentStatus, ReplyGrade, ReplyOutcome, Verdict } from '@libs/domain/vocabulary';
import { AudienceRecord } from '@libs/platform/tenancy';

@Entity({ schema: 'app', name: 'assessment' })
export class Assessment extends AudienceRecord {
  @Column({ name: 'number', type: 'int' })
  number!: number;

  @Column({ name: 'claim_id', type: 'uuid' })
  claimId!: string;

  @Column({ name: 'verdict', type: 'text' })
  verdict!: Verdict;

  @Column({ name: 'rationale', type: 'text' })
  rationale!: string;

  @Column({ name: 'as_of', type: 'date' })
  asOf!: string;

  @Column({ name: 'asked_what', type: 'text', nullable: true })
  askedWhat!: string | null;

  @Column({ name: 'asked_on', type: 'date', nullable: true })
  askedOn!: string | null;

  @Column({ name: 'answer_due_on', type: 'date', nullable: true })
  answerDueOn!: string | null;

  @Column({ name: 'reply_outcome', type: 'text', nullable: true })
  replyOutcome!: ReplyOutcome | null;

  @Column({ name: 'reply_grade', type: 'text', nullable: true })
  replyGrade!: ReplyGrade | null;

  /** Null for the command line and for case packs. */
  @Column({ name: 'recorded_by_id', type: 'uuid', nullable: true })
  recordedById!: string | null;

  @Column({ name: 'first_reader', type: 'text', nullable: true })
  firstReader!: string | null;

  @Column({ name: 'first_reader_role', type: 'text', nullable: true })
  firstReaderRole!: string | null;

  @Column({ name: 'second_reader_id', type: 'uuid', nullable: true })
  secondReaderId!: string | null;

  @Column({ name: 'second_reader', type: 'text', nullable: true })
  secondReader!: string | null;

  @Column({ name: 'second_reader_role', type: 'text', nullable: true })
  secondReaderRole!: string | null;

  @Column({ name: 'second_verdict', type: 'text', nullable: true })
  secondVerdict!: Verdict | null;

  @Column({ name: 'second_note', type: 'text', nullable: true })
  secondNote!: string | null;

  @Column({ name: 'published_at', type: 'timestamptz', nullable: true })
  publishedAt!: Date | null;

  @Column({ name: 'status', type: 'text' })
  status!: AssessmentStatus;

  @Column({ name: 'status_reason', type: 'text', nullable: true })
  statusReason!: string | null;
}
