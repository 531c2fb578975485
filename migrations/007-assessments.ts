import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
  create table app.assessment (
    workspace_id uuid not null,
    id uuid not null,
    audience_id uuid not null,
    number int not null,
    claim_id uuid not null,
    verdict text not null check (verdict in
      ('consistent', 'partly_consistent', 'inconsistent', 'not_explained', 'cannot_be_tested', 'not_enough_evidence')),
    rationale text not null check (rationale <> ''),
    as_of date not null,
    asked_what text,
    asked_on date,
    answer_due_on date,
    reply_outcome text check (reply_outcome in ('answered', 'declined', 'no_reply', 'bounced')),
    reply_grade text check (reply_grade in ('none', 'tangential', 'partial', 'full')),
    recorded_by_id uuid,
    first_reader text,
    first_reader_role text,
    second_reader_id uuid,
    second_reader text,
    second_reader_role text,
    second_verdict text check (second_verdict in
      ('consistent', 'partly_consistent', 'inconsistent', 'not_explained', 'cannot_be_tested', 'not_enough_evidence')),
    second_note text,
    published_at timestamptz,
    status text not null check (status in
      ('draft', 'in_review', 'company_feedback', 'published', 'appealed', 'superseded', 'withdrawn')),
    status_reason text,
    version int not null,
    primary key (workspace_id, id),
    constraint assessment_number unique (workspace_id, number),
    constraint assessment_two_readers check (recorded_by_id is null or second_reader_id <> recorded_by_id),
    constraint assessment_grade_of_reply check (reply_grade is null or coalesce(reply_outcome, '') = 'answered'),
    constraint assessment_published_confirmed check
      (status <> 'published' or (second_reader is not null and published_at is not null)),
    foreign key (workspace_id, audience_id) references app.audience (workspace_id, id),
    foreign key (workspace_id, claim_id) references app.claim (workspace_id, id),
    foreign key (workspace_id, recorded_by_id) references app.member (workspace_id, id),
    foreign key (workspace_id, second_reader_id) references app.member (workspace_id, id)
  );
  create index assessment_by_audience on app.assessment (workspace_id, audience_id);
  create index assessment_by_claim on app.assessment (workspace_id, claim_id);

  create table app.assessment_evidence (
    workspace_id uuid not null,
    assessment_id uuid not null,
    -- That of the assessment: the note is text, and has its own wall.
    audience_id uuid not null,
    ordinal int not null,
    finding_id uuid,
    statement_id uuid,
    stance text not null check (stance in ('supports', 'contradicts', 'qualifies', 'context')),
    weight_note text,
    primary key (workspace_id, assessment_id, ordinal),
    constraint assessment_evidence_one_of check ((finding_id is null) <> (statement_id is null)),
    foreign key (workspace_id, audience_id) references app.audience (workspace_id, id),
    foreign key (workspace_id, assessment_id) references app.assessment (workspace_id, id),
    foreign key (workspace_id, finding_id) references app.finding (workspace_id, id),
    foreign key (workspace_id, statement_id) references app.statement (workspace_id, id)
  );
  create index assessment_evidence_by_audience on app.assessment_evidence (workspace_id, audience_id);
  create index assessment_evidence_by_finding on app.assessment_evidence (workspace_id, finding_id);
  create index assessment_evidence_by_statement on app.assessment_evidence (workspace_id, statement_id);

  select dist.prepare();
  select dist.tenant('app.assessment', 'app.workspace');
  select dist.tenant('app.assessment_evidence', 'app.workspace', 'select, insert, delete');
  select dist.guard_reference('app.assessment', 'claim_id', 'app.claim');
  select dist.guard_reference('app.assessment_evidence', 'assessment_id', 'app.assessment');
  select dist.guard_reference('app.assessment_evidence', 'finding_id', 'app.finding');
  select dist.guard_reference('app.assessment_evidence', 'statement_id', 'app.statement');
`;

export class Assessments1764000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
