import type { MigrationInterface, QueryRunner } from 'typeorm';
import { changeTables } from '@libs/platform/database';

// Notes whose words are encrypted, beside a source. One data key per workspace and source, itself sealed with a key of
// the key file, which is never in the database (security bar U6, U7). A destroyed key keeps its row, without the key, so
// that a note can say when and by whom its words were erased. Both go where their source goes.
const TABLES = `
  create table app.sealing_key (
    workspace_id uuid not null,
    id uuid not null,
    audience_id uuid not null,
    source_id uuid not null,
    wrapped bytea,
    destroyed_at timestamptz,
    destroyed_by text,
    version int not null,
    primary key (workspace_id, id),
    constraint sealing_key_destroyed check ((wrapped is null) = (destroyed_at is not null)
      and (destroyed_at is null) = (destroyed_by is null)),
    foreign key (workspace_id, source_id) references app.source_document (workspace_id, id),
    foreign key (workspace_id, audience_id) references app.audience (workspace_id, id)
  );
  create index sealing_key_by_audience on app.sealing_key (workspace_id, audience_id);
  create unique index sealing_key_in_force on app.sealing_key (workspace_id, source_id) where destroyed_at is null;

  create table app.sealed_note (
    workspace_id uuid not null,
    id uuid not null,
    audience_id uuid not null,
    source_id uuid not null,
    key_id uuid not null,
    title text not null,
    tags text[] not null,
    body bytea,
    written_by text not null,
    written_at timestamptz not null,
    version int not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, source_id) references app.source_document (workspace_id, id),
    foreign key (workspace_id, key_id) references app.sealing_key (workspace_id, id),
    foreign key (workspace_id, audience_id) references app.audience (workspace_id, id)
  );
  create index sealed_note_by_audience on app.sealed_note (workspace_id, audience_id);
  create index sealed_note_by_source on app.sealed_note (workspace_id, source_id);
  create index sealed_note_by_key on app.sealed_note (workspace_id, key_id);

  select dist.prepare();
  select dist.tenant('app.sealing_key', 'app.workspace', 'select, insert, update');
  select dist.tenant('app.sealed_note', 'app.workspace', 'select, insert, update');
  select dist.guard_reference('app.sealing_key', 'source_id', 'app.source_document');
  select dist.guard_reference('app.sealed_note', 'source_id', 'app.source_document');
  select dist.guard_reference('app.sealed_note', 'key_id', 'app.sealing_key');
`;

const OF_A_SOURCE = `
  create function app.take_sealed_notes_along() returns trigger language plpgsql security invoker as $$
  begin
    update app.record_version v set audience_id = new.audience_id
      where v.workspace_id = new.workspace_id and v.kind = 'sealed_note' and v.record_id in (
        select n.id from app.sealed_note n where n.workspace_id = new.workspace_id and n.source_id = new.id);
    update app.record_version v set audience_id = new.audience_id
      where v.workspace_id = new.workspace_id and v.kind = 'sealing_key' and v.record_id in (
        select k.id from app.sealing_key k where k.workspace_id = new.workspace_id and k.source_id = new.id);
    update app.sealing_key k set audience_id = new.audience_id
      where k.workspace_id = new.workspace_id and k.source_id = new.id;
    update app.sealed_note n set audience_id = new.audience_id
      where n.workspace_id = new.workspace_id and n.source_id = new.id;
    return null;
  end $$;
  create trigger sealed_notes_follow_source after update on app.source_document for each row
    when (old.audience_id is distinct from new.audience_id) execute function app.take_sealed_notes_along();
`;

export class SealedNotes1764000000037 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await changeTables(runner, ['app.source_document'], async () => {
      await runner.query(OF_A_SOURCE);
    });
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
