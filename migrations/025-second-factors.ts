import type { MigrationInterface, QueryRunner } from 'typeorm';

// Second factors of an account, and sign-ins that wait for their next step. All local: only the login identity comes here.
export class SecondFactors1764000000025 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table identity.totp (
        id uuid primary key,
        user_id uuid not null references identity.user_account (id),
        -- Sealed with a key that is not in the database.
        secret bytea not null,
        -- The time step of the last code that was taken: a code works once (A9).
        last_step bigint not null default 0,
        created_at timestamptz not null,
        -- Null until a code has shown that the secret arrived; it counts for nothing before.
        confirmed_at timestamptz
      );
      create unique index totp_by_user on identity.totp (user_id);
      select dist.local('identity.totp', 'select, insert, update, delete');

      create table identity.recovery_code (
        id uuid primary key,
        user_id uuid not null references identity.user_account (id),
        hash bytea not null unique,
        created_at timestamptz not null,
        used_at timestamptz
      );
      create index recovery_code_by_user on identity.recovery_code (user_id);
      select dist.local('identity.recovery_code', 'select, insert, update, delete');

      create table identity.sign_in_step (
        id uuid primary key,
        kind text not null check (kind in ('second_step', 'passkey', 'new_passkey', 'single_sign_on')),
        token_hash bytea not null unique,
        user_id uuid references identity.user_account (id),
        detail jsonb not null default '{}',
        created_at timestamptz not null,
        expires_at timestamptz not null
      );
      create index sign_in_step_by_end on identity.sign_in_step (expires_at);
      select dist.local('identity.sign_in_step', 'select, insert, delete');

      -- When the person last showed who they are, and whether a second factor was shown in this session.
      alter table identity.session add column confirmed_at timestamptz, add column factor_at timestamptz;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
