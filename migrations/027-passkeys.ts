import type { MigrationInterface, QueryRunner } from 'typeorm';

// Passkeys of an account (WebAuthn). The public key is no secret; the private one never leaves the person's device.
export class Passkeys1764000000027 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table identity.passkey (
        id uuid primary key,
        user_id uuid not null references identity.user_account (id),
        credential_id text not null unique,
        public_key bytea not null,
        -- Of signatures, where the device counts them: one that goes back tells of a copy.
        counter bigint not null,
        transports text[] not null,
        name text not null,
        -- Whether the device keeps copies of it elsewhere.
        backed_up boolean not null,
        created_at timestamptz not null,
        last_used_at timestamptz
      );
      create index passkey_by_user on identity.passkey (user_id);
      select dist.local('identity.passkey', 'select, insert, update, delete');
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
