import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Cases1764000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app.case_file (
        workspace_id uuid not null references app.workspace (workspace_id),
        id uuid not null,
        key text not null,
        title text not null,
        summary text not null,
        notice text,
        imported_at timestamptz not null,
        version int not null,
        primary key (workspace_id, id),
        constraint case_file_key unique (workspace_id, key)
      );
      select dist.tenant('app.case_file', 'app.workspace');

      -- Which record of the workspace stands for which key of the pack, and the short number the pack gave it.
      create table app.case_record (
        workspace_id uuid not null,
        case_id uuid not null,
        kind text not null,
        key text not null,
        record_id uuid not null,
        pack_number int,
        ordinal int not null,
        primary key (workspace_id, case_id, kind, key),
        constraint case_record_once unique (workspace_id, case_id, kind, record_id),
        foreign key (workspace_id, case_id) references app.case_file (workspace_id, id)
      );
      select dist.tenant('app.case_record', 'app.workspace', 'select, insert, delete');
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
