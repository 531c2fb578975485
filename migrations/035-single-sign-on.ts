import type { MigrationInterface, QueryRunner } from 'typeorm';

// Sign-on through an organisation's own provider (OpenID Connect): how each workspace does it, and which account a person
// at a provider has. A person is known by issuer and subject, never by e-mail alone (A10).
export class SingleSignOn1764000000035 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app.single_sign_on (
        workspace_id uuid not null references app.workspace (workspace_id),
        issuer text not null,
        client_id text not null,
        -- Sealed with a key that is not in the database.
        client_secret bytea not null,
        domains text[] not null check (cardinality(domains) > 0),
        role text not null check (role in ('lead', 'analyst', 'drafter', 'viewer')),
        primary key (workspace_id)
      );
      select dist.tenant('app.single_sign_on', 'app.workspace', 'select, insert, update, delete');

      create table identity.federated_identity (
        id uuid primary key,
        user_id uuid not null references identity.user_account (id),
        issuer text not null,
        subject text not null,
        created_at timestamptz not null,
        unique (issuer, subject)
      );
      create index federated_identity_by_user on identity.federated_identity (user_id);
      select dist.local('identity.federated_identity', 'select, insert, update, delete');

      -- The one workspace that a session opens, where somebody came through that workspace's provider.
      alter table identity.session add column workspace_id uuid;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
