import type { MigrationInterface, QueryRunner } from 'typeorm';

// A person can be erased: the login of accounts may delete what belongs to one. Of security events the rows stay, without
// the person.
export class Erasure1764000000032 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update dist.table_kind set privileges = privileges || ', delete'
      where table_name in ('identity.user_account', 'identity.credential', 'identity.api_token');
      update dist.table_kind set privileges = privileges || ', update (user_id, address, detail)'
      where table_name = 'identity.security_event';
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
