import type { MigrationInterface, QueryRunner } from 'typeorm';

// A record that not everybody reads is locked: for the others it is absent everywhere. Where its readers choose so, it is
// restricted: a line of their own words stands for everybody (decision 26). The line and the record that it stands for
// are in two tables, so that row-level security hides which record it is.
const TABLES = `
  create table app.restriction (
    workspace_id uuid not null references app.workspace (workspace_id),
    id uuid not null,
    kind text not null check (kind in
      ('source', 'excerpt', 'statement', 'claim', 'finding', 'assessment', 'letter')),
    line text,
    organisation_id uuid,
    shown_at timestamptz not null,
    lifted_at timestamptz,
    version int not null,
    primary key (workspace_id, id),
    constraint restriction_line check ((line is null) = (lifted_at is not null)),
    foreign key (workspace_id, organisation_id) references app.organisation (workspace_id, id)
  );
  create index restriction_shown on app.restriction (workspace_id, shown_at) where lifted_at is null;
  create index restriction_by_organisation on app.restriction (workspace_id, organisation_id);

  create table app.restricted_record (
    workspace_id uuid not null,
    restriction_id uuid not null,
    audience_id uuid not null,
    kind text not null,
    record_id uuid not null,
    primary key (workspace_id, restriction_id),
    constraint restricted_record_once unique (workspace_id, kind, record_id),
    foreign key (workspace_id, restriction_id) references app.restriction (workspace_id, id),
    foreign key (workspace_id, audience_id) references app.audience (workspace_id, id)
  );
  create index restricted_record_by_audience on app.restricted_record (workspace_id, audience_id);

  select dist.prepare();
  select dist.tenant('app.restriction', 'app.workspace');
  select dist.tenant('app.restricted_record', 'app.workspace', 'select, insert, delete, update (audience_id)');
`;

export class Restrictions1764000000030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
