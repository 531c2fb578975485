import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
  create table app.statement (
    workspace_id uuid not null,
    id uuid not null,
    audience_id uuid not null,
    number int not null,
    excerpt_id uuid not null,
    quotation_type text not null check (quotation_type in ('direct', 'mixed', 'indirect')),
    speaker_name text,
    speaker_role text,
    speaker_organisation_id uuid,
    via_organisation_id uuid,
    reported_by text,
    channel text,
    cue_text text,
    made_on text check (app.is_partial_date(made_on)),
    made_on_origin text check (made_on_origin in ('in_text', 'entered_by_hand', 'derived')),
    coreference_note text,
    negated boolean not null,
    status text not null check (status in ('draft', 'published', 'withdrawn', 'superseded')),
    status_reason text,
    version int not null,
    primary key (workspace_id, id),
    constraint statement_number unique (workspace_id, number),
    foreign key (workspace_id, audience_id) references app.audience (workspace_id, id),
    foreign key (workspace_id, excerpt_id) references app.excerpt (workspace_id, id),
    foreign key (workspace_id, speaker_organisation_id) references app.organisation (workspace_id, id),
    foreign key (workspace_id, via_organisation_id) references app.organisation (workspace_id, id)
  );
  create index statement_by_audience on app.statement (workspace_id, audience_id);
  create index statement_by_excerpt on app.statement (workspace_id, excerpt_id);
  create index statement_by_speaker on app.statement (workspace_id, speaker_organisation_id);

  create table app.claim (
    workspace_id uuid not null,
    id uuid not null,
    audience_id uuid not null,
    number int not null,
    company_id uuid not null,
    excerpt_id uuid not null,
    claim_text text not null,
    claim_type text not null
      check (claim_type in ('commitment', 'policy', 'denial', 'fact', 'knowledge', 'limitation')),
    answers_allegation boolean not null,
    hedges text[] not null,
    scope_text text,
    testable_condition text,
    deadline text check (app.is_partial_date(deadline)),
    claim_series_id uuid not null,
    series_version int not null check (series_version >= 1),
    supersedes_claim_id uuid,
    drift text check (drift in ('tightened', 'loosened', 'same')),
    status text not null check (status in ('draft', 'published', 'withdrawn', 'superseded')),
    status_reason text,
    version int not null,
    primary key (workspace_id, id),
    constraint claim_number unique (workspace_id, number),
    foreign key (workspace_id, audience_id) references app.audience (workspace_id, id),
    foreign key (workspace_id, company_id) references app.organisation (workspace_id, id),
    foreign key (workspace_id, excerpt_id) references app.excerpt (workspace_id, id),
    foreign key (workspace_id, supersedes_claim_id) references app.claim (workspace_id, id)
  );
  create index claim_by_audience on app.claim (workspace_id, audience_id);
  create index claim_by_company on app.claim (workspace_id, company_id);
  create index claim_by_excerpt on app.claim (workspace_id, excerpt_id);
  create index claim_by_superseded on app.claim (workspace_id, supersedes_claim_id);

  create table app.claim_statement (
    workspace_id uuid not null,
    claim_id uuid not null,
    statement_id uuid not null,
    ordinal int not null,
    primary key (workspace_id, claim_id, statement_id),
    foreign key (workspace_id, claim_id) references app.claim (workspace_id, id),
    foreign key (workspace_id, statement_id) references app.statement (workspace_id, id)
  );
  create index claim_statement_by_statement on app.claim_statement (workspace_id, statement_id);

  select dist.prepare();
  select dist.tenant('app.statement', 'app.workspace');
  select dist.tenant('app.claim', 'app.workspace');
  select dist.tenant('app.claim_statement', 'app.workspace', 'select, insert, delete');
  select dist.guard_reference('app.statement', 'excerpt_id', 'app.excerpt');
  select dist.guard_reference('app.claim', 'excerpt_id', 'app.excerpt');
  select dist.guard_reference('app.claim', 'supersedes_claim_id', 'app.claim');
  select dist.guard_reference('app.claim_statement', 'claim_id', 'app.claim');
  select dist.guard_reference('app.claim_statement', 'statement_id', 'app.statement');
`;

export class Statements1764000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
