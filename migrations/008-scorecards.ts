import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
  create table app.method (
    workspace_id uuid not null references app.workspace (workspace_id),
    id uuid not null,
    key text not null,
    method_version text not null,
    title text not null,
    status text not null,
    document jsonb not null,
    file_sha256 text not null,
    version int not null,
    primary key (workspace_id, id),
    constraint method_version_once unique (workspace_id, key, method_version)
  );
  select dist.tenant('app.method', 'app.workspace');

  create table app.round (
    workspace_id uuid not null,
    id uuid not null,
    key text not null,
    title text not null,
    method_id uuid not null,
    period_start date not null,
    period_end date not null,
    basis_note text,
    sample boolean not null,
    version int not null,
    primary key (workspace_id, id),
    constraint round_key unique (workspace_id, key),
    constraint round_period check (period_end >= period_start),
    foreign key (workspace_id, method_id) references app.method (workspace_id, id)
  );
  select dist.tenant('app.round', 'app.workspace');

  create table app.round_company (
    workspace_id uuid not null,
    round_id uuid not null,
    organisation_id uuid not null,
    primary key (workspace_id, round_id, organisation_id),
    foreign key (workspace_id, round_id) references app.round (workspace_id, id),
    foreign key (workspace_id, organisation_id) references app.organisation (workspace_id, id)
  );
  create index round_company_by_organisation on app.round_company (workspace_id, organisation_id);
  select dist.tenant('app.round_company', 'app.workspace', 'select, insert, delete');

  create table app.answer (
    workspace_id uuid not null,
    id uuid not null,
    round_id uuid not null,
    organisation_id uuid not null,
    indicator text not null,
    research_status text not null check (research_status in
      ('found', 'not_found', 'refused', 'not_applicable', 'unknown', 'not_researched')),
    answer_key text,
    comment text,
    verification int not null check (verification between 0 and 3),
    route text not null check (route in ('direct', 'import', 'api', 'calculation')),
    status text not null check (status in ('draft', 'published', 'withdrawn', 'superseded')),
    version int not null,
    primary key (workspace_id, id),
    constraint answer_once unique (workspace_id, round_id, organisation_id, indicator),
    constraint answer_key_when_found check ((research_status = 'found') = (answer_key is not null)),
    foreign key (workspace_id, round_id, organisation_id)
      references app.round_company (workspace_id, round_id, organisation_id)
  );
  select dist.tenant('app.answer', 'app.workspace');

  create table app.answer_excerpt (
    workspace_id uuid not null,
    answer_id uuid not null,
    excerpt_id uuid not null,
    ordinal int not null,
    primary key (workspace_id, answer_id, excerpt_id),
    foreign key (workspace_id, answer_id) references app.answer (workspace_id, id),
    foreign key (workspace_id, excerpt_id) references app.excerpt (workspace_id, id)
  );
  create table app.answer_claim (
    workspace_id uuid not null,
    answer_id uuid not null,
    claim_id uuid not null,
    ordinal int not null,
    primary key (workspace_id, answer_id, claim_id),
    foreign key (workspace_id, answer_id) references app.answer (workspace_id, id),
    foreign key (workspace_id, claim_id) references app.claim (workspace_id, id)
  );
  create table app.answer_finding (
    workspace_id uuid not null,
    answer_id uuid not null,
    finding_id uuid not null,
    ordinal int not null,
    primary key (workspace_id, answer_id, finding_id),
    foreign key (workspace_id, answer_id) references app.answer (workspace_id, id),
    foreign key (workspace_id, finding_id) references app.finding (workspace_id, id)
  );
  create index answer_excerpt_by_excerpt on app.answer_excerpt (workspace_id, excerpt_id);
  create index answer_claim_by_claim on app.answer_claim (workspace_id, claim_id);
  create index answer_finding_by_finding on app.answer_finding (workspace_id, finding_id);

  select dist.prepare();
  select dist.tenant('app.answer_excerpt', 'app.workspace', 'select, insert, delete');
  select dist.tenant('app.answer_claim', 'app.workspace', 'select, insert, delete');
  select dist.tenant('app.answer_finding', 'app.workspace', 'select, insert, delete');
  select dist.guard_reference('app.answer_excerpt', 'excerpt_id', 'app.excerpt');
  select dist.guard_reference('app.answer_claim', 'claim_id', 'app.claim');
  select dist.guard_reference('app.answer_finding', 'finding_id', 'app.finding');
`;

export class Scorecards1764000000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
