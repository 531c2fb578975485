import type { MigrationInterface, QueryRunner } from 'typeorm';

// What is to be done outside a transaction (a mail, a delivery) is written down in it, in the workspace's own table. The
// queue knows the ids alone. What became of each message stands beside it, for the people of that workspace.
export class Jobs1764000000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app.outbox (
        workspace_id uuid not null references app.workspace (workspace_id),
        id uuid not null,
        kind text not null check (kind ~ '^[a-z_]{1,60}$'),
        -- Ids, never a secret and never the text of a note: what is sent is read when it is sent.
        payload text not null,
        created_by text not null,
        created_at timestamptz not null,
        -- When the queue was last told of it; null until it was.
        relayed_at timestamptz,
        primary key (workspace_id, id)
      );
      create index outbox_waiting on app.outbox (workspace_id, created_at) where relayed_at is null;
      create index outbox_by_time on app.outbox (workspace_id, created_at);
      select dist.tenant('app.outbox', 'app.workspace', 'select, insert, update (relayed_at), delete');

      create table app.job_run (
        workspace_id uuid not null,
        id uuid not null,
        state text not null check (state in ('waiting', 'running', 'retrying', 'done', 'dead', 'cancelled')),
        attempts int not null default 0,
        steps_done int,
        steps_all int,
        problem text,
        started_at timestamptz,
        ended_at timestamptz,
        primary key (workspace_id, id),
        foreign key (workspace_id, id) references app.outbox (workspace_id, id)
      );
      create index job_run_by_state on app.job_run (workspace_id, state);
      create index job_run_by_end on app.job_run (workspace_id, ended_at);
      select dist.tenant('app.job_run', 'app.workspace', 'select, insert, update, delete');
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
