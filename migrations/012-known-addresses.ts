import type { MigrationInterface, QueryRunner } from 'typeorm';

// From where an account signed in: a stranger's wrong passwords may use up the tries of strangers, not those of the
// person. Keyed as the failures are, so that an account that does not exist is asked for in the same way.
export class KnownAddresses1764000000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table identity.known_address (
        account_key bytea not null,
        address text not null,
        signed_in_at timestamptz not null,
        primary key (account_key, address)
      );
      select dist.local('identity.known_address', 'select, insert, update, delete');
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
