import type { MigrationInterface, QueryRunner } from 'typeorm';

// Accounts, sessions and credentials. Local tables: only the login `identity` touches them.
export class Identity1764000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema if not exists identity;

      create table identity.user_account (
        id uuid primary key,
        email text not null,
        name text not null,
        password_hash text,
        disabled_at timestamptz,
        created_at timestamptz not null
      );
      create unique index user_account_email on identity.user_account (lower(email));
      select dist.local('identity.user_account', 'select, insert, update');

      create table identity.user_workspace (
        user_id uuid not null references identity.user_account (id),
        workspace_id uuid not null,
        member_id uuid not null,
        primary key (user_id, workspace_id)
      );
      select dist.local('identity.user_workspace', 'select, insert, delete');

      create table identity.session (
        id uuid primary key,
        token_hash bytea not null unique,
        user_id uuid not null references identity.user_account (id),
        created_at timestamptz not null,
        last_seen_at timestamptz not null,
        expires_at timestamptz not null,
        revoked_at timestamptz
      );
      create index session_by_user on identity.session (user_id);
      select dist.local('identity.session', 'select, insert, update, delete');

      create table identity.credential (
        id uuid primary key,
        kind text not null check (kind in ('token', 'invite', 'reset', 'share', 'sign_on', 'calendar')),
        hash bytea not null unique,
        workspace_id uuid,
        subject_id uuid not null,
        created_at timestamptz not null,
        expires_at timestamptz,
        revoked_at timestamptz
      );
      select dist.local('identity.credential', 'select, insert, update');

      create table identity.security_event (
        id uuid primary key,
        at timestamptz not null,
        kind text not null,
        user_id uuid,
        address text,
        detail jsonb not null default '{}'
      );
      create index security_event_at on identity.security_event (at);
      select dist.local('identity.security_event', 'select, insert');

      create table identity.sign_in_failure (
        id uuid primary key,
        at timestamptz not null,
        account_key bytea not null,
        address text not null
      );
      create index sign_in_failure_by_account on identity.sign_in_failure (account_key, at);
      create index sign_in_failure_by_address on identity.sign_in_failure (address, at);
      select dist.local('identity.sign_in_failure', 'select, insert, delete');
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
