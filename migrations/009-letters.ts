import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
  create table app.letter_profile (
    workspace_id uuid not null references app.workspace (workspace_id),
    id uuid not null,
    key text not null,
    company_id uuid,
    sample boolean not null,
    fields jsonb not null,
    version int not null,
    primary key (workspace_id, id),
    constraint letter_profile_key unique (workspace_id, key),
    foreign key (workspace_id, company_id) references app.organisation (workspace_id, id)
  );
  select dist.tenant('app.letter_profile', 'app.workspace');

  create table app.letter (
    workspace_id uuid not null,
    id uuid not null,
    audience_id uuid not null,
    number int not null,
    engagement_id uuid,
    company_id uuid not null,
    letter_type text not null,
    template_sha256 text not null,
    state text not null check (state in
      ('draft', 'in_review', 'approved', 'signing', 'sent', 'delivered', 'failed', 'answered', 'closed')),
    subject text not null,
    letter_date date not null,
    letter_ref text not null,
    reply_due_on date not null,
    profile_key text not null,
    sample boolean not null,
    model jsonb not null,
    model_hash text not null,
    facts jsonb not null,
    drafted_by text not null,
    drafted_at timestamptz not null,
    withdrawn_at timestamptz,
    withdrawn_reason text,
    version int not null,
    primary key (workspace_id, id),
    constraint letter_number unique (workspace_id, number),
    constraint letter_ref_once unique (workspace_id, letter_ref),
    foreign key (workspace_id, audience_id) references app.audience (workspace_id, id),
    foreign key (workspace_id, company_id) references app.organisation (workspace_id, id)
  );
  create index letter_by_audience on app.letter (workspace_id, audience_id);
  create index letter_by_company on app.letter (workspace_id, company_id);

  create table app.letter_citation (
    workspace_id uuid not null,
    letter_id uuid not null,
    note int not null,
    ordinal int not null,
    excerpt_id uuid not null,
    finding_id uuid,
    statement_id uuid,
    record_version int not null,
    assertion_kind text not null check (assertion_kind in ('fact', 'reported', 'estimate', 'company_statement')),
    primary key (workspace_id, letter_id, note, ordinal),
    constraint letter_citation_one_of check ((finding_id is null) <> (statement_id is null)),
    foreign key (workspace_id, letter_id) references app.letter (workspace_id, id),
    foreign key (workspace_id, excerpt_id) references app.excerpt (workspace_id, id),
    foreign key (workspace_id, finding_id) references app.finding (workspace_id, id),
    foreign key (workspace_id, statement_id) references app.statement (workspace_id, id)
  );
  create index letter_citation_by_excerpt on app.letter_citation (workspace_id, excerpt_id);
  create index letter_citation_by_finding on app.letter_citation (workspace_id, finding_id);
  create index letter_citation_by_statement on app.letter_citation (workspace_id, statement_id);
  select dist.prepare();
  select dist.tenant('app.letter', 'app.workspace');
  select dist.tenant('app.letter_citation', 'app.workspace', 'select, insert');
  select dist.guard_reference('app.letter_citation', 'letter_id', 'app.letter');
  select dist.guard_reference('app.letter_citation', 'excerpt_id', 'app.excerpt');
  select dist.guard_reference('app.letter_citation', 'finding_id', 'app.finding');
  select dist.guard_reference('app.letter_citation', 'statement_id', 'app.statement');
`;

export class Letters1764000000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
