import type { MigrationInterface, QueryRunner } from 'typeorm';

// Whether a workspace lets only those in who have shown a second factor (A6).
export class RequiredFactor1764000000026 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table app.workspace add column requires_factor boolean not null default false');
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
