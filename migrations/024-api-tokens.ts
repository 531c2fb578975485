import type { MigrationInterface, QueryRunner } from 'typeorm';

// What an API token is called and may do. Its hash and its end stand in identity.credential, whose workspace is the one
// it opens and whose subject is the member who made it.
export class ApiTokens1764000000024 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table identity.api_token (
        id uuid primary key references identity.credential (id),
        user_id uuid not null references identity.user_account (id),
        name text not null,
        scopes text[] not null check (cardinality(scopes) > 0),
        last_used_at timestamptz
      );
      create index api_token_by_user on identity.api_token (user_id);
      create index credential_by_workspace on identity.credential (workspace_id) where kind = 'token';
      select dist.local('identity.api_token', 'select, insert, update');
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
