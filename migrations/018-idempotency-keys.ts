import type { MigrationInterface, QueryRunner } from 'typeorm';

// A write that was asked for with a key, with its answer: asked again, it is answered and not done again (P1). The row
// is written in the transaction of the write itself.
export class IdempotencyKeys1764000000018 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app.idempotency_key (
        workspace_id uuid not null references app.workspace (workspace_id),
        member_id uuid not null,
        key text not null check (length(key) between 1 and 255),
        -- Of the method, the address and the body.
        request_hash text not null,
        -- Null while the answer is not known: a slow route tells it after its last transaction.
        status int,
        answer text,
        created_at timestamptz not null,
        primary key (workspace_id, member_id, key),
        foreign key (workspace_id, member_id) references app.member (workspace_id, id)
      );
      create index idempotency_key_by_age on app.idempotency_key (workspace_id, created_at);
      select dist.tenant('app.idempotency_key', 'app.workspace', 'select, insert, update, delete');
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
