import type { MigrationInterface, QueryRunner } from 'typeorm';

// Who was invited to a workspace as what. The secret of the link is a credential of the schema identity, whose subject
// is the invitation. An account is a member of a workspace once: one who comes back is the same member.
export class Invitations1764000000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app.invitation (
        workspace_id uuid not null references app.workspace (workspace_id),
        id uuid not null,
        email text not null,
        role text not null check (role in ('admin', 'lead', 'analyst', 'drafter', 'viewer')),
        legal boolean not null default false,
        invited_by text not null,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        used_at timestamptz,
        member_id uuid,
        revoked_at timestamptz,
        version int not null default 1,
        primary key (workspace_id, id),
        foreign key (workspace_id, member_id) references app.member (workspace_id, id),
        check ((used_at is null) = (member_id is null)),
        check (used_at is null or revoked_at is null)
      );
      create index invitation_by_time on app.invitation (workspace_id, created_at);
      select dist.tenant('app.invitation', 'app.workspace');

      create unique index member_by_account on app.member (workspace_id, user_id);
      alter table identity.credential add column used_at timestamptz;
      create index credential_by_subject on identity.credential (subject_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
