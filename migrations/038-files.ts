import type { MigrationInterface, QueryRunner } from 'typeorm';
import { changeTables } from '@libs/platform/database';

// The documents themselves: their bytes as they came, in parts that are read one at a time, what a source's text was
// read from, its pages, and a copy that is safe to show. They stand in the database, so that they are written with the
// record or not at all, lie behind the same walls, and are in every backup. They go where their source goes.
const TABLES = `
  create table app.file (
    workspace_id uuid not null,
    id uuid not null,
    audience_id uuid not null,
    name text not null,
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    size_bytes int not null check (size_bytes > 0),
    declared_type text,
    origin text not null check (origin in ('uploaded', 'fetched')),
    address text,
    final_address text,
    response_headers jsonb,
    kept_by text not null,
    kept_at timestamptz not null,
    version int not null,
    primary key (workspace_id, id),
    constraint file_origin check ((origin = 'fetched') = (address is not null)),
    foreign key (workspace_id, audience_id) references app.audience (workspace_id, id)
  );
  create index file_by_audience on app.file (workspace_id, audience_id);
  create index file_by_time on app.file (workspace_id, kept_at);

  create table app.file_part (
    workspace_id uuid not null,
    file_id uuid not null,
    part int not null,
    audience_id uuid not null,
    bytes bytea not null,
    primary key (workspace_id, file_id, part),
    foreign key (workspace_id, file_id) references app.file (workspace_id, id),
    foreign key (workspace_id, audience_id) references app.audience (workspace_id, id)
  );
  create index file_part_by_audience on app.file_part (workspace_id, audience_id);
  -- Documents are packed already.
  alter table app.file_part alter column bytes set storage external;

  create table app.source_place (
    workspace_id uuid not null,
    source_id uuid not null,
    ordinal int not null,
    kind text not null check (kind in ('page', 'part')),
    label text not null,
    start_utf16 int not null check (start_utf16 >= 0),
    end_utf16 int not null,
    primary key (workspace_id, source_id, ordinal),
    constraint source_place_span check (end_utf16 > start_utf16),
    foreign key (workspace_id, source_id) references app.source_document (workspace_id, id)
  );

  create table app.source_rendering (
    workspace_id uuid not null,
    source_id uuid not null,
    audience_id uuid not null,
    html text not null,
    primary key (workspace_id, source_id),
    foreign key (workspace_id, source_id) references app.source_document (workspace_id, id),
    foreign key (workspace_id, audience_id) references app.audience (workspace_id, id)
  );
  create index source_rendering_by_audience on app.source_rendering (workspace_id, audience_id);

  select dist.prepare();
  select dist.tenant('app.file', 'app.workspace', 'select, insert, delete, update (audience_id)');
  select dist.tenant('app.file_part', 'app.workspace', 'select, insert, delete, update (audience_id)');
  select dist.tenant('app.source_place', 'app.workspace', 'select, insert');
  select dist.tenant('app.source_rendering', 'app.workspace', 'select, insert, update (audience_id)');
  select dist.guard_reference('app.file_part', 'file_id', 'app.file');
  select dist.guard_reference('app.source_place', 'source_id', 'app.source_document');
  select dist.guard_reference('app.source_rendering', 'source_id', 'app.source_document');
`;

const OF_A_SOURCE = `
  alter table app.source_document add column file_id uuid;
  alter table app.source_document add column media_type text;
  alter table app.source_document add constraint source_document_file
    foreign key (workspace_id, file_id) references app.file (workspace_id, id);
  create unique index source_document_by_file on app.source_document (workspace_id, file_id);
  select dist.guard_reference('app.source_document', 'file_id', 'app.file');

  create function app.take_file_along() returns trigger language plpgsql security invoker as $$
  begin
    update app.source_rendering r set audience_id = new.audience_id
      where r.workspace_id = new.workspace_id and r.source_id = new.id;
    update app.file_part p set audience_id = new.audience_id
      where p.workspace_id = new.workspace_id and p.file_id = new.file_id;
    update app.record_version v set audience_id = new.audience_id
      where v.workspace_id = new.workspace_id and v.kind = 'file' and v.record_id = new.file_id;
    update app.file f set audience_id = new.audience_id
      where f.workspace_id = new.workspace_id and f.id = new.file_id;
    return null;
  end $$;
  create trigger file_follows_source after update on app.source_document for each row
    when (old.audience_id is distinct from new.audience_id) execute function app.take_file_along();
`;

export class Files1764000000038 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await changeTables(runner, ['app.source_document', 'app.file'], async () => {
      await runner.query(OF_A_SOURCE);
    });
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
