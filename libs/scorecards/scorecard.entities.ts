import { Column, Entity } from 'typeorm';
import type { MethodFile } from '@libs/contracts';
import type { AnswerRoute, RecordStatus, ResearchStatus } from '@libs/domain/vocabulary';
import { WorkspaceRecord } from '@libs/platform/tenancy';

/** A version of a method as its file had it. It never changes. */
@Entity({ schema: 'app', name: 'method' })
export class Method extends WorkspaceRecord {
  @Column({ name: 'key', type: 'text' })
  key!: string;

  @Column({ name: 'method_version', type: 'text' })
  methodVersion!: string;

  @Column({ name: 'title', type: 'text' })
  title!: string;

  @Column({ name: 'status', type: 'text' })
  status!: string;

  @Column({ name: 'document', type: 'jsonb' })
  document!: MethodFile;

  @Column({ name: 'file_sha256', type: 'text' })
  fileSha256!: string;
}

@Entity({ schema: 'app', name: 'round' })
export class Round extends WorkspaceRecord {
  @Column({ name: 'key', type: 'text' })
  key!: string;

  @Column({ name: 'title', type: 'text' })
  title!: string;

  @Column({ name: 'method_id', type: 'uuid' })
  methodId!: string;

  @Column({ name: 'period_start', type: 'date' })
  periodStart!: string;

  @Column({ name: 'period_end', type: 'date' })
  periodEnd!: string;

  @Column({ name: 'basis_note', type: 'text', nullable: true })
  basisNote!: string | null;

  @Column({ name: 'sample', type: 'boolean' })
  sample!: boolean;
}

@Entity({ schema: 'app', name: 'answer' })
export class Answer extends WorkspaceRecord {
  @Column({ name: 'round_id', type: 'uuid' })
  roundId!: string;

  @Column({ name: 'organisation_id', type: 'uuid' })
  organisationId!: string;

  @Column({ name: 'indicator', type: 'text' })
  indicator!: string;

  @Column({ name: 'research_status', type: 'text' })
  researchStatus!: ResearchStatus;

  @Column({ name: 'answer_key', type: 'text', nullable: true })
  answerKey!: string | null;

  @Column({ name: 'comment', type: 'text', nullable: true })
  comment!: string | null;

  @Column({ name: 'verification', type: 'int' })
  verification!: number;

  @Column({ name: 'route', type: 'text' })
  route!: AnswerRoute;

  @Column({ name: 'status', type: 'text' })
  status!: RecordStatus;
}
