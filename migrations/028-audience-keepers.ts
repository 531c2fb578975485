import type { MigrationInterface, QueryRunner } from 'typeorm';
import { changeTables } from '@libs/platform/database';

// An audience has a keeper, who lets people in and out beside the admins. The audience of everybody has none: whoever
// joins the workspace is in it. A record that moves to another audience takes its kept versions along, and nothing else
// of a version is ever written again.
export class AudienceKeepers1764000000028 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await changeTables(runner, ['app.audience', 'app.member'], async () => {
      await runner.query(`
        alter table app.audience add column keeper_id uuid;
        alter table app.audience add constraint audience_keeper
          foreign key (workspace_id, keeper_id) references app.member (workspace_id, id);
        create index audience_by_keeper on app.audience (workspace_id, keeper_id);
        update dist.table_kind set privileges = 'select, insert, update (audience_id)'
          where table_name = 'app.record_version';
      `);
    });
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
