import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
  create table app.finding (
    workspace_id uuid not null,
    id uuid not null,
    audience_id uuid not null,
    number int not null,
    finding_type text not null
      check (finding_type in ('ownership', 'supply', 'resale', 'investment', 'listing', 'incident', 'unknown_link')),
    basis text not null check (basis in ('official_record', 'company_confirms', 'report', 'allegation')),
    subject_id uuid not null,
    object_id uuid,
    object_text text,
    role text,
    product_text text,
    share_exact numeric(7, 4) check (share_exact between 0 and 100),
    share_minimum numeric(7, 4) check (share_minimum between 0 and 100),
    share_maximum numeric(7, 4) check (share_maximum between 0 and 100),
    share_exclusive_minimum numeric(7, 4) check (share_exclusive_minimum between 0 and 100),
    share_exclusive_maximum numeric(7, 4) check (share_exclusive_maximum between 0 and 100),
    control_qualifier text,
    directness text not null check (directness in ('direct', 'indirect', 'unknown')),
    started_on text check (app.is_partial_date(started_on)),
    ended_on text check (app.is_partial_date(ended_on)),
    happened_on text check (app.is_partial_date(happened_on)),
    authority text,
    program_id text,
    listed_on text check (app.is_partial_date(listed_on)),
    delisted_on text check (app.is_partial_date(delisted_on)),
    authority_citation text,
    unconfirmed_note text,
    reported_by text,
    reported_via text,
    reported_on text check (app.is_partial_date(reported_on)),
    reported_on_origin text check (reported_on_origin in ('in_text', 'entered_by_hand', 'derived')),
    cue_text text,
    negated boolean not null,
    ungp_relationship text not null
      check (ungp_relationship in ('cause', 'contribute', 'directly_linked', 'unclear')),
    severity_scale text,
    severity_scope text,
    severity_irremediability text,
    follows_finding_id uuid,
    status text not null check (status in ('draft', 'published', 'withdrawn', 'superseded')),
    void_reason text,
    version int not null,
    primary key (workspace_id, id),
    constraint finding_number unique (workspace_id, number),
    constraint finding_follows_another check (follows_finding_id <> id),
    foreign key (workspace_id, audience_id) references app.audience (workspace_id, id),
    foreign key (workspace_id, subject_id) references app.organisation (workspace_id, id),
    foreign key (workspace_id, object_id) references app.organisation (workspace_id, id),
    foreign key (workspace_id, follows_finding_id) references app.finding (workspace_id, id)
  );
  create index finding_by_audience on app.finding (workspace_id, audience_id);
  create index finding_by_subject on app.finding (workspace_id, subject_id);
  create index finding_by_object on app.finding (workspace_id, object_id);
  create index finding_by_follows on app.finding (workspace_id, follows_finding_id);

  create table app.finding_excerpt (
    workspace_id uuid not null,
    finding_id uuid not null,
    excerpt_id uuid not null,
    ordinal int not null,
    primary key (workspace_id, finding_id, excerpt_id),
    foreign key (workspace_id, finding_id) references app.finding (workspace_id, id),
    foreign key (workspace_id, excerpt_id) references app.excerpt (workspace_id, id)
  );
  create index finding_excerpt_by_excerpt on app.finding_excerpt (workspace_id, excerpt_id);

  create table app.finding_answer (
    workspace_id uuid not null,
    finding_id uuid not null,
    statement_id uuid not null,
    ordinal int not null,
    primary key (workspace_id, finding_id, statement_id),
    foreign key (workspace_id, finding_id) references app.finding (workspace_id, id),
    foreign key (workspace_id, statement_id) references app.statement (workspace_id, id)
  );
  create index finding_answer_by_statement on app.finding_answer (workspace_id, statement_id);

  select dist.prepare();
  select dist.tenant('app.finding', 'app.workspace');
  select dist.tenant('app.finding_excerpt', 'app.workspace', 'select, insert, delete');
  select dist.tenant('app.finding_answer', 'app.workspace', 'select, insert, delete');
  select dist.guard_reference('app.finding', 'follows_finding_id', 'app.finding');
  select dist.guard_reference('app.finding_excerpt', 'finding_id', 'app.finding');
  select dist.guard_reference('app.finding_excerpt', 'excerpt_id', 'app.excerpt');
  select dist.guard_reference('app.finding_answer', 'finding_id', 'app.finding');
  select dist.guard_reference('app.finding_answer', 'statement_id', 'app.statement');
`;

export class Findings1764000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
