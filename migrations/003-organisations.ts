import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Organisations1764000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app.organisation (
        workspace_id uuid not null references app.workspace (workspace_id),
        id uuid not null,
        kind text not null,
        legal_name text not null,
        short_name text not null,
        country text,
        note text,
        sample boolean not null,
        deleted_at timestamptz,
        deleted_reason text,
        version int not null,
        primary key (workspace_id, id),
        constraint organisation_kind check (kind in ('company', 'authority', 'media', 'civil_society', 'investor', 'body'))
      );
      create index organisation_by_name on app.organisation (workspace_id, kind, legal_name);
      select dist.tenant('app.organisation', 'app.workspace');

      create table app.organisation_alias (
        workspace_id uuid not null,
        organisation_id uuid not null,
        ordinal int not null,
        text text not null,
        kind text not null check (kind in ('legal', 'former', 'short', 'local_script')),
        language text,
        valid_from text check (app.is_partial_date(valid_from)),
        valid_to text check (app.is_partial_date(valid_to)),
        primary key (workspace_id, organisation_id, ordinal),
        foreign key (workspace_id, organisation_id) references app.organisation (workspace_id, id)
      );
      select dist.tenant('app.organisation_alias', 'app.workspace', 'select, insert, delete');

      create table app.organisation_identifier (
        workspace_id uuid not null,
        organisation_id uuid not null,
        scheme text not null,
        value text not null,
        qualifier text,
        ordinal int not null,
        primary key (workspace_id, organisation_id, ordinal),
        constraint organisation_identifier_once unique (workspace_id, organisation_id, scheme, value),
        foreign key (workspace_id, organisation_id) references app.organisation (workspace_id, id)
      );
      create index organisation_identifier_value on app.organisation_identifier (workspace_id, scheme, value);
      select dist.tenant('app.organisation_identifier', 'app.workspace', 'select, insert, delete');
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
